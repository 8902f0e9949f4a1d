"""A competence mapping: answers are their leader's alone, and gone when it closes."""

import datetime
import sqlite3

import pytest
from django.apps import apps
from django.contrib import admin
from django.core import serializers
from django.core.management import call_command
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from leadership.models import AlreadyClosed, Answer, JointPicture, MappingRound
from measurements.reference import load_everything
from tests.crawling import walk
from tests.factories import (
    ClusterFactory,
    InstitutionFactory,
    MembershipFactory,
    UserFactory,
)
from tests.factories.leadership import (
    AnswerFactory,
    MappingRoundFactory,
    ProfileFactory,
    TeamFactory,
)
from tests.splitting import long_but

CANARY = "kanariefugl i kommentaren"
pytestmark = pytest.mark.django_db


@pytest.fixture
def team():
    return TeamFactory()


@pytest.fixture
def cluster_leader(team):
    return MembershipFactory(cluster_leader=True, cluster=team.cluster).user


@pytest.fixture
def leader(team):
    institution = InstitutionFactory(cluster=team.cluster)
    return MembershipFactory(leader=True, institution=institution).user


@pytest.fixture
def colleague(team):
    institution = InstitutionFactory(cluster=team.cluster)
    return MembershipFactory(leader=True, institution=institution).user


@pytest.fixture
def mapping(team):
    return MappingRoundFactory(team=team, profile=ProfileFactory(areas=2))


def answers_of(mapping, **own):
    """What the form posts: `now=3, wanted=4, comment="…"` for the first core area, none after."""
    first, *rest = mapping.profile.groups.get().areas.all()
    posted = {f"{name}_{first.pk}": value for name, value in own.items()}
    return posted | {f"{name}_{area.pk}": "" for area in rest for name in ("now", "wanted")}


def test_a_leader_answers_and_finds_the_answers_again(client, leader, mapping):
    client.force_login(leader)
    address = reverse("answer_edit", args=[mapping.pk])

    client.post(address, answers_of(mapping, now="3", wanted="4", comment=CANARY))

    answer = Answer.objects.get()
    assert (answer.person, answer.now.rank, answer.wanted.rank) == (leader, 3, 4)
    assert CANARY in client.get(address).content.decode()


def test_an_answer_can_be_taken_back(client, leader, mapping):
    AnswerFactory(mapping=mapping, person=leader)
    client.force_login(leader)

    client.post(reverse("answer_edit", args=[mapping.pk]), answers_of(mapping, now="", wanted=""))

    assert not Answer.objects.exists()


@pytest.mark.parametrize("own", [{"now": "3", "wanted": ""}, {"now": "", "wanted": "4"}])
def test_half_an_answer_is_none(client, leader, mapping, own):
    client.force_login(leader)

    page = client.post(reverse("answer_edit", args=[mapping.pk]), answers_of(mapping, **own))

    assert "Vælg både nu og ønsket, eller ingen af dem." in page.content.decode()
    assert not Answer.objects.exists()


def test_while_it_is_open_only_a_count_is_shown(client, leader, colleague, cluster_leader, mapping):
    AnswerFactory(mapping=mapping, person=leader, ranks=(1, 5))
    client.force_login(cluster_leader)

    page = client.get(reverse("mapping_detail", args=[mapping.pk]))

    assert "1 af 3 har svaret" in page.content.decode()
    assert page.context["page"].gaps is None
    assert str(leader) not in page.content.decode()


@pytest.mark.thorough
@pytest.mark.parametrize(
    "who",
    long_but(
        "colleague",
        "cluster_leader",
        of=["colleague", "cluster_leader", "area_head", "administrator", "board"],
    ),
)
def test_nobody_else_finds_an_answer_anywhere(client, leader, colleague, mapping, team, who):
    """A walk through every page and list that can be reached, the administration with it."""
    load_everything()
    AnswerFactory(mapping=mapping, person=leader, comment=CANARY)
    people = {
        "colleague": lambda: colleague,
        "cluster_leader": lambda: MembershipFactory(cluster_leader=True, cluster=team.cluster).user,
        "area_head": lambda: MembershipFactory(area_head=True, area=team.cluster.area).user,
        "administrator": lambda: UserFactory(administrator=True),
        "board": lambda: MembershipFactory(board_member=True, cluster=team.cluster).user,
    }
    user = people[who]()
    client.force_login(user)

    pages = list(walk(client, of_one_kind=6))
    pages_of_mapping = [
        client.get(reverse(name, args=[mapping.pk])).content.decode()
        for name in ("mapping_detail", "answer_edit", "picture_edit", "mapping_reopen")
    ]

    assert len(pages) > 5
    assert [page.url for page in pages if CANARY in page.html] == []
    assert not any(CANARY in page for page in pages_of_mapping)
    assert not Answer.objects.visible_to(user).exists()


def test_answers_have_no_history_no_administration_and_no_export():
    assert Answer not in admin.site._registry
    assert not hasattr(Answer, "history")
    names = {model.__name__.casefold() for model in apps.get_models()}
    assert "historicalanswer" not in names


def test_closing_keeps_the_joint_picture_and_deletes_the_answers(
    client, team, cluster_leader, mapping
):
    for ranks in [(2, 4), (3, 4), (3, 5), (3, 4), (4, 5)]:
        person = MembershipFactory(cluster_leader=True, cluster=team.cluster).user
        AnswerFactory(mapping=mapping, person=person, ranks=ranks, comment=CANARY)
    client.force_login(cluster_leader)

    client.post(reverse("mapping_close", args=[mapping.pk]), {"sure": "yes"})

    mapping.refresh_from_db()
    picture = JointPicture.objects.get()
    assert (picture.now_low, picture.wanted_low) == (3, 4)
    assert (mapping.answered, mapping.invited) == (5, 6)
    assert not Answer.objects.exists()
    assert CANARY not in everything_stored()


def everything_stored() -> str:
    """All rows of all tables, the log of the administration and the sessions among them."""
    return "".join(
        serializers.serialize("json", model._base_manager.all(), ensure_ascii=False)
        for model in apps.get_models(include_auto_created=True)
    )


def test_closing_asks_first_and_says_what_will_be_lost(client, team, cluster_leader, mapping):
    AnswerFactory(mapping=mapping, person=cluster_leader)
    MembershipFactory(cluster_leader=True, cluster=team.cluster)
    client.force_login(cluster_leader)

    page = client.post(reverse("mapping_close", args=[mapping.pk])).content.decode()

    mapping.refresh_from_db()
    assert mapping.closed_on is None
    assert Answer.objects.count() == 1
    assert "1 af 2 har svaret." in page
    assert "Det kan ikke gøres om." in page


def test_too_few_answers_leave_nothing(client, cluster_leader, leader, mapping):
    AnswerFactory(mapping=mapping, person=leader, comment=CANARY)
    AnswerFactory(mapping=mapping, person=cluster_leader)
    client.force_login(cluster_leader)

    page = client.post(reverse("mapping_close", args=[mapping.pk]), {"sure": "yes"}, follow=True)

    assert "Færre end 3 ledere svarede." in page.content.decode()
    assert CANARY not in everything_stored()
    assert not JointPicture.objects.exists()
    assert not Answer.objects.exists()


def test_what_was_not_kept_can_be_asked_again_and_what_was_kept_cannot(mapping):
    tomorrow = timezone.localdate() + datetime.timedelta(days=1)
    mapping.close(timezone.localdate())
    mapping.open_again(closes_on=tomorrow)
    assert mapping.takes_answers(timezone.localdate())

    for _number in range(3):
        AnswerFactory(mapping=mapping)
    mapping.close(timezone.localdate())

    with pytest.raises(AlreadyClosed):
        mapping.open_again(closes_on=tomorrow)
    with pytest.raises(AlreadyClosed):
        MappingRound.objects.get().close(timezone.localdate())


def test_after_the_last_day_nothing_is_shown_and_any_leader_closes(client, leader, team):
    mapping = MappingRoundFactory(team=team, overdue=True)
    AnswerFactory(mapping=mapping, person=leader, comment=CANARY)
    client.force_login(leader)

    assert not Answer.objects.visible_to(leader).exists()
    assert client.get(reverse("answer_edit", args=[mapping.pk])).status_code == 302
    client.post(reverse("mapping_close", args=[mapping.pk]), {"sure": "yes"})

    assert not Answer.objects.exists()


def test_the_daily_command_closes_what_is_past_its_last_day(team, mapping, capsys):
    overdue = MappingRoundFactory(team=team, overdue=True)
    for row in (mapping, overdue):
        AnswerFactory(mapping=row)

    call_command("close_mappings")
    call_command("close_mappings")

    assert capsys.readouterr().out == "mappings closed: 1\nmappings closed: 0\n"
    assert [answer.mapping for answer in Answer.objects.all()] == [mapping]


def test_a_leader_closes_no_mapping_before_its_last_day(client, leader, mapping):
    client.force_login(leader)

    assert (
        client.post(reverse("mapping_close", args=[mapping.pk]), {"sure": "yes"}).status_code == 404
    )
    mapping.refresh_from_db()
    assert mapping.closed_on is None


def test_another_cluster_leader_reaches_nothing_of_it(client, mapping):
    client.force_login(MembershipFactory(cluster_leader=True, cluster=ClusterFactory()).user)

    assert client.get(reverse("mapping_detail", args=[mapping.pk])).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_the_database_file_itself_forgets(mapping, tmp_path):
    """What was deleted is overwritten: not even the bytes of the file hold it."""
    for _number in range(3):
        AnswerFactory(mapping=mapping, comment=CANARY)
    assert _is_held(tmp_path / "before")

    mapping.close(timezone.localdate())

    assert not _is_held(tmp_path / "after")


def _is_held(path) -> bool:
    """Whether the database's pages hold the answers: by its bytes, or by there being any pages."""
    if connection.vendor == "sqlite":
        return CANARY.encode() in _bytes(path)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_relation_size(%s)", [Answer._meta.db_table])
        return cursor.fetchone()[0] > 0


def _bytes(path) -> bytes:
    """The pages of the database as they lie, free ones among them."""
    with sqlite3.connect(path) as copy:
        connection.connection.backup(copy)
    copy.close()
    return path.read_bytes()


def test_the_page_of_a_mapping_costs_the_same_however_many_answer(
    client, cluster_leader, mapping, queries_for
):
    client.force_login(cluster_leader)
    address = reverse("mapping_detail", args=[mapping.pk])
    small = queries_for(address)

    for _number in range(5):
        AnswerFactory(mapping=mapping)

    assert queries_for(address) == small
