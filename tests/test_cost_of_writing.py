"""What writing costs: each request as it comes, the session, the person and the access included."""

import uuid

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext

from strategy.form_fields import GOAL_COLUMNS
from strategy.forms import LocalGoalForm
from strategy.models import AutosavedText, KeptText, LocalGoal
from strategy.slots import evidence
from strategy.typed import TypedAnswers
from strategy.workflow import LocalGoalStatus
from tests.factories import (
    EffortFactory,
    GoalFactory,
    IndicatorFactory,
    InstitutionFactory,
    LocalGoalFactory,
    MembershipFactory,
    PlacementFactory,
)

pytestmark = pytest.mark.django_db

#: Session, person, roles; the goal with its efforts; the text stored before, and the new one.
MOST_QUERIES = 6


@pytest.fixture
def goal():
    institution = PlacementFactory().institution
    return LocalGoalFactory(institution=institution, text="Alle har en ven.", how="Vi spørger.")


@pytest.fixture
def leader(goal, client):
    user = MembershipFactory(leader=True, institution=goal.institution).user
    client.force_login(user)
    return user


@pytest.fixture
def stores(client, leader):
    """Send an open form to be stored; the answer, and how many statements it took."""

    def store(address: str, data: dict, *, status: int = 200) -> int:
        with CaptureQueriesContext(connection) as queries:
            answer = client.post(address, data | {"writer": leader.pk})
        assert answer.status_code == status, answer.content
        return len(queries)

    return store


def form(efforts: int, **answers) -> dict:
    rows = {
        f"efforts-{number}-{name}": value
        for number in range(efforts)
        for name, value in {
            "row": "",
            "text": f"Vi leger {number}.",
            "responsible": "Stueleder",
            "due_on": "15.11.2027",
        }.items()
    }
    own = {"text": "Ord", "how": "", "page": str(uuid.uuid4()), "turn": 1, "version": 1}
    return own | rows | answers


@pytest.mark.parametrize("efforts", [1, 8])
def test_storing_an_open_form_takes_six_queries_however_many_efforts(stores, goal, efforts):
    for number in range(1, efforts):
        EffortFactory(local_goal=goal, number=number + 1)
    address = f"/lokale-maal/{goal.pk}/ret/gem-undervejs/"
    sent = form(efforts)

    first = stores(address, sent)
    again = stores(address, sent | {"turn": 2, "how": "Flere ord"})

    assert max(first, again) <= MOST_QUERIES
    assert AutosavedText.objects.get().answers["how"] == "Flere ord"
    assert len(AutosavedText.objects.get().answers["efforts"]) == efforts


@pytest.mark.parametrize("efforts", [1, 8])
def test_so_does_a_form_of_a_goal_not_begun(stores, goal, efforts):
    address = f"/lokale-maal/nyt/gem-undervejs/?maal={GoalFactory().pk}"
    address = f"{address}&institution={goal.institution.slug}"
    sent = form(efforts, key=str(uuid.uuid4()), version="")

    first = stores(address, sent)
    again = stores(address, sent | {"turn": 2, "how": "Flere ord"})

    assert max(first, again) <= MOST_QUERIES
    assert AutosavedText.objects.get().answers["how"] == "Flere ord"


def test_so_does_what_is_typed_back_and_what_is_chosen_and_refused(stores, goal):
    indicators = IndicatorFactory.create_batch(3, goal=goal.goal)
    goal.indicators.set(indicators[:2])
    address = f"/lokale-maal/{goal.pk}/ret/gem-undervejs/"
    chosen = [indicator.pk for indicator in indicators]
    sent = form(0, indicators=chosen) | goal.columns_kept
    [effort] = goal.efforts_kept
    sent |= {f"efforts-0-{name}": answer for name, answer in effort.items()}

    assert stores(address, sent) <= MOST_QUERIES
    assert AutosavedText.objects.get().answers["indicators"] == sorted(chosen)
    cpr = {"turn": 2, "how": "Barnet 010203-1234", "efforts-0-text": "Barnet 010203-1234"}
    assert stores(address, sent | cpr, status=422) <= MOST_QUERIES
    assert stores(address, sent | {"turn": 3, "indicators": chosen[:2]}) <= MOST_QUERIES
    assert not AutosavedText.objects.exists()


def test_so_does_a_form_whose_text_the_board_has_adopted(stores, leader, client, goal):
    adopted = LocalGoalFactory(adopted=True, institution=goal.institution, text="Vedtaget")
    address = f"/lokale-maal/{adopted.pk}/ret/gem-undervejs/"
    sent = form(1, text="Snydt", how="Ny måde")

    assert stores(address, sent) <= MOST_QUERIES
    assert stores(address, sent | {"turn": 2, "how": "Nyere"}) <= MOST_QUERIES
    answers = AutosavedText.objects.get().answers
    assert (answers["how"], "text" in answers) == ("Nyere", False)


def test_an_indicator_that_was_never_offered_is_not_set_beside_anything(
    client, stores, goal, leader
):
    """What is stored is looked at by its writer alone; set beside another's text it has a name."""
    hidden = IndicatorFactory(goal=GoalFactory(strategy__cluster=PlacementFactory().cluster))
    shown = IndicatorFactory(goal=goal.goal)
    sent = form(0, indicators=[hidden.pk, shown.pk])
    stores(f"/lokale-maal/{goal.pk}/ret/gem-undervejs/", sent)
    text = AutosavedText.objects.get()

    client.post(f"/lokale-maal/ikke-gemt/{text.pk}/sammenlign/", follow=True)

    assert KeptText.objects.get().answers["indicators"] == [shown.pk]


@pytest.mark.parametrize(
    "typed",
    [
        {"text": "To\r\nlinjer ", "measured_on": "1.5.27", "when_text": " i maj "},
        {"measured_on": "i foråret", "efforts-0-due_on": "15/11/2027"},
        {"efforts-0-text": "1. Vi leger\r\n2. Vi synger", "efforts-0-row": " 7 "},
        {"measure": " Børn med en ven ", "unit": "pct.", "baseline": "60,5", "target": "80"},
        {"baseline": "ca. halvdelen", "target": "mange"},
        {"efforts-3-text": "", "efforts-3-due_on": "snart", "efforts": "Vi leger.\nVi ser."},
    ],
)
def test_what_is_typed_is_read_as_the_form_reads_it(goal, typed):
    data = QueryDict(mutable=True)
    data.update(typed)
    filled = LocalGoalForm(
        data,
        instance=LocalGoal.objects.get(pk=goal.pk),
        indicators=evidence().offered(goal, user=AnonymousUser()),
        address="",
    )
    shown = {
        name: filled[name].data or ""
        for name in (*(field.name for field in GOAL_COLUMNS), "efforts")
    }
    shown = {
        name: value.replace("\r\n", "\n") if isinstance(value, str) else value
        for name, value in shown.items()
    }

    assert TypedAnswers.of(data, saved=goal.efforts_kept).answers == shown | {
        "efforts": shown["efforts"] or []
    }


def test_who_does_not_lead_there_stores_nothing_by_either_way(stores, goal):
    other = LocalGoalFactory(institution=InstitutionFactory())
    new = f"?maal={GoalFactory().pk}&institution={other.institution.slug}"

    stores(f"/lokale-maal/{other.pk}/ret/gem-undervejs/", form(1), status=404)
    stores(f"/lokale-maal/nyt/gem-undervejs/{new}", form(1, key=str(other.form_key)), status=404)

    assert not AutosavedText.objects.exists()


@pytest.fixture
def writes(client, leader):
    """Send a form that is saved and leads on; how many statements it took."""

    def write(address: str, data: dict) -> int:
        with CaptureQueriesContext(connection) as queries:
            answer = client.post(address, data)
        assert answer.status_code == 302, answer.content
        return len(queries)

    return write


def test_a_status_update_takes_eight_statements_two_of_them_around_the_others(writes, goal):
    LocalGoal.objects.filter(pk=goal.pk).update(status=LocalGoalStatus.IN_PROGRESS)

    cost = writes(
        f"/lokale-maal/{goal.pk}/status/", {"progress": "started", "narrative": "Vi er begyndt."}
    )

    assert (goal.status_updates.count(), cost <= 8) == (1, True), cost


def test_saving_takes_no_statement_for_efforts_that_stay_as_they_are(writes, goal):
    def save(how: str, **changed: str) -> int:
        goal.refresh_from_db()
        rows = {
            f"efforts-{number}-{name}": answer
            for number, row in enumerate(goal.efforts_kept)
            for name, answer in row.items()
        }
        own = {"version": goal.version, "key": str(goal.form_key), "action": "save", "how": how}
        return writes(f"/lokale-maal/{goal.pk}/ret/", goal.columns_kept | rows | own | changed)

    for number in (2, 3, 4):
        EffortFactory(local_goal=goal, number=number, text=f"Indsats {number}")

    unchanged, changed = save("Ny måde"), save("Nyere", **{"efforts-1-text": "Ny indsats"})

    assert changed == unchanged + 1
    assert [effort.text for effort in goal.efforts.all()] == [
        *("Børnemøde hver onsdag.", "Ny indsats", "Indsats 3", "Indsats 4")
    ]
