"""A page that is kept is the same for all who may see the same, and is made anew when it changes.

Tried on the demo, with everybody in it: the page as it is kept and sent is the page that would be
made for the person alone, whoever has asked before, and whatever has been written since.
"""

import datetime
from contextlib import contextmanager, nullcontext, suppress

import pytest
from django.apps import apps
from django.core.exceptions import FieldError
from django.db import DatabaseError, connection, models, transaction
from django.http import HttpResponse
from django.middleware.csrf import CSRF_SECRET_LENGTH, get_token
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django_tasks_db.models import DBTaskResult

from accounts.models import User
from hearings.models import HearingAnswer
from indicators.evaluation.catalogue import MADE_OF, RuleCatalogue
from institutions import dependencies, page_cache
from institutions.access import scope_of
from institutions.around import of_cluster, of_institution, of_reader
from institutions.remembering import versions_now
from institutions.triggers import place_of
from institutions.versions import group_of, tables_of, versions
from measurements.models import RowBlock
from meetings.models import FollowUp
from strategy.models import LocalGoal, StatusUpdate
from strategy.pages.local_goals import of_local_goal
from tests.factories import MembershipFactory, UserFactory
from tests.markup import without_secrets
from tests.splitting import is_long, long_but, some

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]

CLUSTER = "/klynger/fyrtaarnet/"
INSTITUTION = "/institutioner/stjerneskuddet/"
#: Adopted, decided at a meeting, under way, and approved by the committee.
LOCAL_GOAL = "/lokale-maal/27/"
ADDRESSES = (
    "/",
    CLUSTER,
    INSTITUTION,
    "/kommunen/",
    "/kommunen/varmekort/",
    "/sammenligning/",
    "/maalepunkter/",
    "/omraader/omraade-vest/",
    "/maal/1/",
    "/maalepunkter/1/",
    "/institutioner/",
    "/procesplan/",
    "/klynger/fyrtaarnet/aarshjul/",
    "/klynger/fyrtaarnet/papir/",
    LOCAL_GOAL,
)
#: The pages that are about some places only, and which.
AROUND = {
    CLUSTER: lambda reader: of_cluster("fyrtaarnet"),
    INSTITUTION: lambda reader: of_institution("stjerneskuddet"),
    LOCAL_GOAL: lambda reader: of_local_goal(27),
    "/": of_reader,
}


@pytest.fixture(autouse=True)
def taken_back():
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def everybody() -> list[User]:
    return list(User.objects.filter(is_active=True).order_by("pk"))


def person(name: str) -> User:
    return User.objects.get(email=f"{name}@example.com")


def read(reader: User, address: str) -> tuple[int, str]:
    client = Client()
    client.force_login(reader)
    answer = client.get(address)
    return answer.status_code, without_secrets(answer.content.decode())


def made_anew(reader: User, address: str) -> tuple[int, str]:
    page_cache.forget()
    return read(reader, address)


@contextmanager
def made_for_each_alone(monkeypatch):
    """Pages are made for the person who asks, and nothing they are made of is remembered."""
    with monkeypatch.context() as patch:
        patch.setattr(page_cache, "_made_for_many", lambda request, situation: nullcontext())
        yield
    page_cache.forget()


@pytest.mark.sampled
@pytest.mark.parametrize("address", ADDRESSES)
def test_what_is_kept_for_a_scope_is_what_each_would_see_alone(address, monkeypatch):
    people = some(everybody(), of=6)
    with made_for_each_alone(monkeypatch):
        alone = {reader: made_anew(reader, address) for reader in people}

    together = {reader: read(reader, address) for reader in people}
    again = {reader: read(reader, address) for reader in reversed(people)}

    assert sum(status == 200 for status, _html in alone.values()) >= 1
    for reader in people:
        assert together[reader] == alone[reader], reader
        assert again[reader] == alone[reader], reader


def test_two_of_the_same_board_share_a_page_and_not_their_names(django_assert_num_queries):
    one = person("bestyrelse")
    other = MembershipFactory(
        board_member=True, cluster=one.memberships.get().cluster, user__name="Ingeborg Tang"
    ).user
    read(one, CLUSTER)
    client = Client()
    client.force_login(other)
    client.get("/maalepunkter/")  # so that it is known who she is

    with django_assert_num_queries(3):  # the session, the person, and the versions
        html = client.get(CLUSTER).content.decode()

    assert "Ingeborg Tang" in html
    assert one.name not in html
    assert "Ingeborg Tang" not in read(one, CLUSTER)[1]


def test_who_has_the_same_scope_and_another_name_is_sent_another_tag():
    one, other = person("bestyrelse"), person("formand")
    tags = []
    for reader in (one, other):
        client = Client()
        client.force_login(reader)
        tags.append(client.get(CLUSTER)["ETag"])
    assert tags[0] != tags[1]


@pytest.mark.parametrize("pair", [("leder", "leder.aakanden"), ("bestyrelse", "medarbejder")])
def test_who_see_the_same_figures_of_a_cluster_share_them(pair):
    one, other = map(person, pair)
    first = read(one, CLUSTER)
    client = Client()
    client.force_login(other)

    with CaptureQueriesContext(connection) as queries:
        assert client.get(CLUSTER).status_code == 200

    assert first[0] == 200
    asked = "".join(query["sql"] for query in queries)
    assert "institutions_membership" in asked
    assert "indicators_" not in asked
    assert "measurements_" not in asked


@pytest.mark.parametrize("address", ["/kommunen/", "/omraader/omraade-vest/", CLUSTER, INSTITUTION])
def test_what_figures_say_stays_kept_when_a_local_goal_is_written(address):
    reader = person("omraadechef")
    goal = LocalGoal.objects.filter(institution__slug="stjerneskuddet").exclude(status="draft")[0]
    before = read(reader, address)

    StatusUpdate.objects.create(local_goal=goal, progress="started", narrative="Vi er i gang.")
    client = Client()
    client.force_login(reader)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200

    assert before[0] == 200
    asked = "".join(query["sql"] for query in queries)
    assert "strategy_statusupdate" in asked
    assert "indicators_resultsnapshot" not in asked


def test_a_status_update_leaves_the_rest_of_a_local_goal_kept():
    reader, goal = person("omraadechef"), LocalGoal.objects.get(pk=27)
    before = read(reader, LOCAL_GOAL)

    StatusUpdate.objects.create(local_goal=goal, progress="started", narrative="Vi er i gang.")
    client = Client()
    client.force_login(reader)
    with CaptureQueriesContext(connection) as queries:
        assert "Vi er i gang." in client.get(LOCAL_GOAL).content.decode()

    assert "Vi er i gang." not in before[1]
    asked = "".join(query["sql"] for query in queries[2:])  # after the session and the person
    assert "strategy_statusupdate" in asked
    for table in ("strategy_localgoal", "strategy_decision", "strategy_historicallocalgoal"):
        assert f'FROM "{table}"' not in asked, table


def test_a_status_update_leaves_what_is_a_persons_own_kept():
    """What their team, their meetings and the rounds ask of them."""
    reader, goal = person("klyngeleder"), LocalGoal.objects.get(pk=27)
    before = read(reader, "/")

    StatusUpdate.objects.create(local_goal=goal, progress="reached", narrative="Nået.")
    client = Client()
    client.force_login(reader)
    with CaptureQueriesContext(connection) as queries:
        after = client.get("/").content.decode()
    asked = "".join(query["sql"] for query in queries)

    assert before[0] == 200
    assert without_secrets(after) == made_anew(reader, "/")[1] != before[1]
    assert "strategy_statusupdate" in asked
    for app in ("leadership", "meetings", "measurements", "strategy_goalround"):
        assert app not in asked, app


def test_two_who_reach_as_far_are_each_told_what_awaits_them_alone():
    one = person("klyngeleder")
    other = UserFactory()
    for held in one.memberships.all():
        MembershipFactory(user=other, role=held.role, cluster=held.cluster, board=held.board)
    FollowUp.objects.filter(person=other).delete()
    mine = FollowUp.objects.filter(done_on=None)[0]
    FollowUp.objects.filter(pk=mine.pk).update(person=one, text="Ring til forvaltningen")
    texts = [read(reader, "/")[1] for reader in (one, other)]

    assert scope_of(one) == scope_of(other)
    assert ["Ring til forvaltningen" in text for text in texts] == [True, False]


def test_the_first_page_asks_once_for_what_two_of_a_board_read_alike():
    """What is due of their places, the rounds and the places: the second is not asked for it."""
    one = person("bestyrelse")
    other = MembershipFactory(board_member=True, cluster=one.memberships.get().cluster).user
    asked = []
    for reader in (one, other):
        client = Client()
        client.force_login(reader)
        with CaptureQueriesContext(connection) as queries:
            assert client.get("/").status_code == 200
        # what a person owns is asked of the places within the question, and of each alone
        asked.append("".join(query["sql"].partition("(SELECT")[0] for query in queries))

    shared = ("duties_remark", "measurements_inspection", "strategy_goal")
    assert [[f'FROM "{table}"' in sql for table in shared] for sql in asked] == [
        [True, True, True],
        [False, False, False],
    ]
    assert made_anew(other, "/") == read(other, "/")


def test_a_borrowed_goal_follows_the_one_it_is_from():
    reader = person("leder.stjerneskuddet")
    source = LocalGoal.objects.exclude(institution__slug="stjerneskuddet").filter(
        shared_at=None, status="in_progress"
    )[0]
    LocalGoal.objects.filter(pk=27).update(begun_from=source)
    as_it_was = read(reader, LOCAL_GOAL)
    link = f"/eksempler/{source.pk}/"

    source.share(by=reader)
    assert link not in as_it_was[1]
    assert link in read(reader, LOCAL_GOAL)[1]
    source.stop_sharing()
    assert read(reader, LOCAL_GOAL) == as_it_was


# --- Places ---------------------------------------------------------------------------------------


def placed() -> list[type[models.Model]]:
    """The models whose rows are at places."""
    every = apps.get_models(include_auto_created=True)
    return [model for model in every if group_of(model) and _ways(model)]


def _ways(model: type[models.Model]) -> tuple[str, ...]:
    return tuple(tables_of(model).places.get(model.__name__, ()))


def elsewhere(model: type[models.Model], around) -> list[int]:
    """The rows of a model that are neither at these places nor everywhere."""
    table = model._meta.db_table
    place = place_of(model, _ways(model), row="r")
    with connection.cursor() as cursor:
        rows = f"SELECT r.id FROM \"{table}\" AS r WHERE {place} <> ''"  # noqa: S608 - our words
        cursor.execute(f"{rows} AND {place} NOT IN ({around.query})", around.words)
        return [pk for (pk,) in cursor.fetchall()]


@pytest.mark.parametrize(
    "reader", ["klyngeleder", "leder", "bestyrelse", "foraeldreraad", "omraadechef"]
)
@pytest.mark.parametrize("address", AROUND)
def test_a_page_about_some_places_tells_nothing_that_stands_at_others(address, reader):
    reader = person(reader)
    before = made_anew(reader, address)
    found = {model: elsewhere(model, AROUND[address](reader)) for model in placed()}
    tried = {model.__name__ for model, rows in found.items() if rows}
    assert {"LocalGoal", "Effort", "StatusUpdate", "Decision", "Meeting", "AgendaItem"} <= tried

    for model, rows in found.items():
        change_texts(model, rows)
    assert made_anew(reader, address) == before

    for model in reversed(found):  # with all that hangs on them, which is elsewhere, too
        if model is not LocalGoal:
            model._base_manager.filter(pk__in=found[model])._raw_delete("default")
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    assert made_anew(reader, address) == before


# --- Whatever is written --------------------------------------------------------------------------


def watched() -> list[type[models.Model]]:
    every = apps.get_models(include_auto_created=True)
    return sorted(filter(group_of, every), key=lambda model: model._meta.db_table)


@pytest.mark.sampled
@pytest.mark.parametrize("reader", long_but("leder", of=["leder", "bestyrelse", "administrator"]))
def test_whatever_is_written_by_whatever_door_the_kept_page_is_the_page(reader):
    addresses = some(ADDRESSES, of=2)
    if is_long() and reader != "leder":  # the other half on the other database
        addresses = addresses[connection.vendor == "postgresql" :: 2]
    reader = person(reader)
    written = 0
    for model in some(watched(), of=9):
        for address in addresses:
            read(reader, address)
        with transaction.atomic():
            written += scramble(model)
            kept = {address: read(reader, address) for address in addresses}
            for address, told in kept.items():
                assert told == made_anew(reader, address), (model, address)
            transaction.set_rollback(True)
    assert written > 5


def scramble(model: type[models.Model]) -> int:
    """Write something else into every field that takes it; gives into how many."""
    text = models.Value("Noget ganske andet")
    others = {
        models.CharField: text,
        models.TextField: text,
        models.IntegerField: 1,
        models.DecimalField: 1,
        models.DateField: datetime.timedelta(days=-1),
        models.DateTimeField: datetime.timedelta(days=-1),
        models.BooleanField: None,
    }
    written = 0
    for field in model._meta.concrete_fields:
        kind = next((kind for kind in reversed(others) if isinstance(field, kind)), None)
        if kind is None or field.primary_key or field.unique or is_a_code(field):
            continue
        other = models.Value(list(field.choices)[-1][0]) if field.choices else others[kind]
        now = models.F(field.name)
        value = ~now if other is None else other if isinstance(other, models.Value) else now + other
        with suppress(DatabaseError, FieldError), transaction.atomic():
            written += bool(model._base_manager.update(**{field.name: value}))
    return written


def is_a_code(field: models.Field) -> bool:
    """Whether a text is one of few that the program knows."""
    return isinstance(field, models.CharField) and not field.choices and field.max_length < 40


def change_texts(model: type[models.Model], rows: list[int] | None = None) -> int:
    """Write another text wherever a row may have one; gives how many fields were written."""
    texts = [
        field.name
        for field in model._meta.concrete_fields
        if isinstance(field, (models.CharField, models.TextField))
        and not (field.choices or field.unique or field.primary_key)
        and (field.max_length or 1000) >= 40
        and field.name not in {"link_key", "lineage", "code", "passage"}
    ]
    if not texts:
        return 0
    every = model._base_manager.all()
    chosen = every if rows is None else every.filter(pk__in=rows)
    if model is HearingAnswer:
        chosen = chosen.filter(receiver=None)  # a board's has no name
    return len(texts) * chosen.update(**dict.fromkeys(texts, "Noget ganske andet"))


# --- What a page is made of -----------------------------------------------------------------------


def asking(reader: User, rf, address: str = "/klynger/proeve/"):
    request = rf.get(address)
    request.user = reader
    request.session = {}
    request._messages = []
    return request


def test_who_makes_a_page_for_many_is_nobody_in_particular(rf):
    seen = []

    @page_cache.cached_page
    def view(request):
        seen.append(request.user)
        return HttpResponse("En side")

    reader = person("leder")
    request = asking(reader, rf)
    view(request)

    [eyes] = seen
    assert eyes.pk is None
    assert scope_of(eyes) == scope_of(reader)
    assert not hasattr(eyes, "name")
    assert not hasattr(eyes, "has_perm")
    assert request.user is reader


def test_what_is_made_for_many_knows_nobodys_secret(rf):
    seen = []

    @page_cache.cached_page
    def view(request):
        get_token(request)
        seen.append(request.META["CSRF_COOKIE"])
        return HttpResponse("En side")

    request = asking(person("leder"), rf)
    own = request.META["CSRF_COOKIE"] = "k" * CSRF_SECRET_LENGTH
    view(request)

    assert seen == [page_cache.NOBODYS]
    assert request.META["CSRF_COOKIE"] == own


@pytest.mark.parametrize(
    ("read_rows", "is_kept"),
    [
        (lambda: list(LocalGoal.objects.all()), True),
        (lambda: list(RowBlock.objects.all()), False),
        (lambda: list(DBTaskResult.objects.all()), False),
    ],
)
def test_what_is_made_of_rows_that_nobody_notes_is_made_each_time(rf, read_rows, is_kept):
    made = []

    @page_cache.cached_page
    def view(request):
        made.append(read_rows())
        return HttpResponse("En side")

    reader = person("leder")
    for _time in range(2):
        view(asking(reader, rf))

    assert len(made) == (1 if is_kept else 2)


def test_rules_that_are_in_memory_are_what_a_page_is_made_of():
    RuleCatalogue.of(versions())
    with dependencies.noted() as reads, CaptureQueriesContext(connection) as queries:
        RuleCatalogue.of(versions_now())

    assert len(queries) == 1  # the versions
    assert reads.groups >= set(MADE_OF)
