"""A cluster works under its own vision as institutions do under the common goals.

The leadership team writes, the board of the cluster adopts, everybody of the cluster reads.
"""

import datetime
import re
import uuid
from pathlib import Path

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.told.rows import PersonNotice
from dashboards.search.kinds import KINDS
from dashboards.year.sources import entries_of_year
from strategy.models import AutosavedText, Effort, LocalGoal, Statement
from strategy.workflow import LocalGoalStatus
from tests.factories import (
    BoardFactory,
    ClusterFactory,
    GoalFactory,
    InstitutionFactory,
    LocalGoalFactory,
    MembershipFactory,
    StrategyFactory,
)
from tests.factories.meetings import AgendaItemFactory, MeetingFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(datetime.datetime(2026, 11, 23, 13, 32, tzinfo=datetime.UTC)):
        yield


@pytest.fixture
def cluster():
    return ClusterFactory(name="Klynge Fyrtårnet")


@pytest.fixture
def statement(cluster):
    vision = StrategyFactory(vision=True, cluster=cluster)
    theme = GoalFactory(strategy=vision, number=2, short_name="Arbejdsplads")
    return Statement.objects.create(goal=theme, number=1, text="Vi vil udvikle vores netværk.")


@pytest.fixture
def people(cluster):
    """Of the cluster, by what they are; and the leader of another."""
    house, other = InstitutionFactory(cluster=cluster), ClusterFactory()
    return {
        "head": MembershipFactory(cluster_leader=True, cluster=cluster).user,
        "leader": MembershipFactory(leader=True, institution=house).user,
        "chair": MembershipFactory(chair=True, cluster=cluster).user,
        "board": MembershipFactory(cluster=cluster).user,
        "stranger": MembershipFactory(cluster_leader=True, cluster=other).user,
    }


def of_cluster(statement, **fields):
    return LocalGoalFactory(
        goal=statement.goal,
        institution=None,
        cluster=statement.goal.strategy.cluster,
        statement=statement,
        **fields,
    )


def new_goal(statement):
    return f"{reverse('local_goal_create')}?udsagn={statement.pk}"


def answers(**changed):
    return {
        "text": "Sprognetværket mødes, og alle huse er med.",
        "efforts": "• Seks møder om året\n• En guide til dialogisk læsning",
        "how": "Vi tæller møder.",
        "measured_on": "24.11.2027",
        "key": str(uuid.uuid4()),
        **changed,
    }


def test_a_statement_goes_from_owner_to_evaluation(client, statement, people):
    page = reverse("statement_detail", args=[statement.pk])
    client.force_login(people["leader"])
    client.post(reverse("statement_owner", args=[statement.pk]), {"owner": people["leader"].pk})
    client.post(new_goal(statement), answers(action="send"))
    goal = LocalGoal.objects.get()
    moves = [
        ("chair", "adopted", {}),
        ("head", "in_progress", {}),
        (
            "leader",
            "evaluated",
            {"comment": "Fem møder er holdt.", "outcome": "partly", "goes_on": "Guiden."},
        ),
    ]

    for who, to, told in moves:
        client.force_login(people[who])
        goal.refresh_from_db()
        client.post(
            reverse("local_goal_move", args=[goal.pk, to]),
            {"version": goal.version, "sure": "yes", **told},
        )

    goal.refresh_from_db()
    assert (goal.status, goal.outcome) == (LocalGoalStatus.EVALUATED, "partly")
    assert (goal.cluster, goal.statement, goal.institution) == (
        statement.goal.strategy.cluster,
        statement,
        None,
    )
    assert [each.made_by for each in goal.decisions.order_by("pk")] == [
        people["leader"],
        people["chair"],
        people["head"],
        people["leader"],
    ]
    client.force_login(people["board"])
    read = client.get(page).content.decode()
    assert str(people["leader"]) in read
    assert "Sprognetværket mødes" in read
    assert "Seks møder om året" in read
    assert client.get(goal.get_absolute_url()).status_code == 200


def test_who_writes_and_who_decides(client, statement, people):
    draft, sent = of_cluster(statement), of_cluster(statement, sent=True)

    def statuses(address):
        found = {}
        for name, person in people.items():
            client.force_login(person)
            found[name] = client.get(address).status_code
        return found

    team = {"head": 200, "leader": 200, "chair": 404, "board": 404, "stranger": 404}
    readers = {"head": 200, "leader": 200, "chair": 200, "board": 200, "stranger": 404}
    assert statuses(new_goal(statement)) == team
    assert statuses(reverse("local_goal_edit", args=[draft.pk])) == team
    assert statuses(draft.get_absolute_url()) == team
    assert statuses(sent.get_absolute_url()) == readers
    assert statuses(statement.get_absolute_url()) == readers
    BoardFactory(cluster=sent.cluster, leaders_adopt=True)
    adopting = reverse("local_goal_move", args=[sent.pk, "adopted"])
    assert statuses(adopting) == {**readers, "leader": 403, "board": 403}


def test_nobody_else_chooses_the_owner(client, statement, people):
    address = reverse("statement_owner", args=[statement.pk])
    for name in ("chair", "board", "stranger"):
        client.force_login(people[name])
        assert client.post(address, {"owner": people["leader"].pk}).status_code == 404

    client.force_login(people["head"])
    client.post(address, {"owner": people["stranger"].pk})

    statement.refresh_from_db()
    assert statement.owner is None


def test_what_is_written_is_saved_as_it_is_typed(client, statement, people):
    client.force_login(people["leader"])
    address = f"{reverse('local_goal_autosave_new')}?udsagn={statement.pk}"
    typed = answers(page=str(uuid.uuid4()), turn=1, writer=people["leader"].pk)

    assert client.post(address, typed).status_code == 200

    text = AutosavedText.objects.get()
    assert (text.statement, text.cluster, text.institution) == (
        statement,
        statement.goal.strategy.cluster,
        None,
    )
    assert "Sprognetværket mødes" in client.get(text.form_href).content.decode()
    assert text.form_href in client.get("/").content.decode().replace("&amp;", "&")


def test_a_text_of_two_at_once_is_kept_for_its_writer(client, statement, people):
    goal = of_cluster(statement)
    goal.write(by=people["head"], efforts=["Et møde"])
    client.force_login(people["leader"])

    answer = client.post(
        reverse("local_goal_edit", args=[goal.pk]), answers(version=1), follow=True
    )

    assert answer.status_code == 200
    assert answer.redirect_chain[-1][0].startswith(f"/lokale-maal/{goal.pk}/ret/to-tekster/")


def test_a_goal_has_one_place(statement):
    house = InstitutionFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        LocalGoal.objects.create(goal=statement.goal, institution=house, statement=statement)
    with pytest.raises(IntegrityError), transaction.atomic():
        LocalGoal.objects.create(goal=statement.goal)
    with pytest.raises(ValidationError):
        LocalGoal(goal=statement.goal).full_clean()


def test_a_statement_that_is_taken_out_leaves_its_goals_to_the_theme(statement, people, client):
    goal = of_cluster(statement, adopted=True)

    statement.delete()

    client.force_login(people["board"])
    assert client.get(goal.get_absolute_url()).status_code == 200
    assert goal.goal.local_goals.exists()


def test_the_cluster_tells_of_it_where_local_goals_are_told_of(client, statement, people, cluster):
    goal = of_cluster(
        statement,
        in_progress=True,
        measured_on=datetime.date(2026, 12, 1),
        text="Sprognetværket mødes seks gange",
        effort=None,
    )
    Effort.objects.create(local_goal=goal, number=1, text="En dansk guide")
    client.force_login(people["head"])
    home = client.get("/").content.decode()
    whole = client.get(reverse("cluster_whole", args=[cluster.slug])).content.decode()
    page = client.get(cluster.get_absolute_url()).content.decode()
    theme = client.get(statement.goal.get_absolute_url()).content.decode()
    vision = client.get(statement.goal.strategy.get_absolute_url()).content.decode()
    year = entries_of_year(cluster, year=2026, user=people["board"])

    assert "Sprognetværket mødes seks gange" in home
    read = {"whole": whole, "page": page, "theme": theme, "vision": vision}
    assert [name for name, text in read.items() if statement.get_absolute_url() not in text] == []
    assert [entry.entry.from_on for entry in year if entry.entry.uid.startswith("effects")] == [
        datetime.date(2026, 12, 1)
    ]
    kind = next(kind for kind in KINDS if kind.key == "lokale-maal")
    for word in ("sprognetværket", "guide"):
        assert list(kind.rows(people["board"]).filter(kind.that_say(word))) == [goal]
        assert not kind.rows(people["stranger"]).filter(kind.that_say(word)).exists()


def test_the_board_is_told_and_no_other(client, statement, people):
    goal = of_cluster(statement)
    client.force_login(people["leader"])

    client.post(reverse("local_goal_move", args=[goal.pk, "sent"]), {"version": goal.version})

    assert set(PersonNotice.objects.values_list("person", flat=True)) == {
        people["chair"].pk,
        people["board"].pk,
    }


def test_what_boards_of_other_clusters_said_stays_with_them(client, statement, people):
    """A seat on a cluster's board has no institution; nor has a goal of a cluster."""
    goal = of_cluster(statement, sent=True)
    goal.transition("returned", by=people["chair"], comment="Skriv, hvem der er med.", version=1)
    goal.refresh_from_db()
    goal.transition("sent", by=people["leader"], version=goal.version)
    house = InstitutionFactory(cluster=statement.goal.strategy.cluster)
    reader = MembershipFactory(institution=house).user
    far = BoardFactory(cluster=ClusterFactory())
    MembershipFactory(user=reader, cluster=far.cluster, board=far)

    client.force_login(reader)

    assert "Skriv, hvem der er med." not in client.get(goal.get_absolute_url()).content.decode()
    client.force_login(people["board"])
    assert "Skriv, hvem der er med." in client.get(goal.get_absolute_url()).content.decode()


def test_the_form_speaks_of_the_theme_and_of_no_strategic_goal(client, statement, people):
    client.force_login(people["head"])
    page = client.get(new_goal(statement)).content.decode()
    aside = page.split("<aside")[1].split("</aside>")[0]

    assert "Visionens tema 2" in aside
    assert "Strategisk mål" not in aside
    assert reverse("example_list") not in aside


def test_a_meeting_names_a_goal_of_the_cluster_by_its_theme(client, statement, people, cluster):
    """“Klynge Fyrtårnet, visionens tema 2”: mål 2 is another thing, that all clusters share."""
    goal = of_cluster(statement, sent=True)
    ours = InstitutionFactory(name="Solsikken", cluster=cluster)
    other = LocalGoalFactory(institution=ours, goal=GoalFactory(number=2), sent=True)
    meeting = MeetingFactory(board=BoardFactory(cluster=cluster), called=True)
    item = AgendaItemFactory(meeting=meeting)
    item.local_goals.set([goal, other])
    client.force_login(people["chair"])

    pages = [
        client.get(address).content.decode()
        for address in (
            meeting.get_absolute_url(),
            reverse("meeting_mode", args=[item.pk]),
            reverse("agenda_item_edit", args=[item.pk]),
        )
    ]

    for page in pages:
        assert "Klynge Fyrtårnet, visionens tema 2" in page
        assert "Solsikken, mål 2" in page
        assert "Klynge Fyrtårnet, mål 2" not in page
    answer = client.post(
        reverse("meeting_decide", args=[item.pk, goal.pk]),
        {"action": "vedtag", "version": goal.version},
        follow=True,
    ).content.decode()
    assert "Klynge Fyrtårnet, visionens tema 2, er vedtaget." in answer


def test_no_sentence_names_a_local_goal_in_a_way_of_its_own():
    """`LocalGoal.name` does."""
    root = Path(__file__).parents[1]
    own = [
        path.relative_to(root).as_posix()
        for folder in ("meetings", "strategy", "dashboards", "leadership", "templates")
        for path in (root / folder).rglob("*")
        if path.suffix in {".py", ".html"}
        and re.search(
            r"(%\(place\)s|\{\{ (place|institution) \}\}), goal ", path.read_text("utf-8")
        )
    ]

    assert own == []
