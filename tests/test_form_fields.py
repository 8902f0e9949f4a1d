"""Each field of the local goal's form is carried through everything it goes to, and never lost.

What is expected of each field stands here by hand; a field without an example fails.
"""

import datetime
import io
import itertools
import json
import re
import time
from decimal import Decimal
from typing import NamedTuple

import docx
import pytest
import time_machine
from django.http import HttpResponse
from django.urls import reverse
from hypothesis import example as for_one
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from accounts.models import ApiToken
from accounts.throttling import remember_browser
from dashboards.institution import InstitutionPage
from dashboards.papers.institution import facts_of
from files.word import read
from imports.kinds import ImportChoices
from meetings.pages.annexes import _local_goal as annex_of
from strategy.approving import approve
from strategy.form_fields import EFFORT_FIELDS, EFFORTS, GOAL_FIELDS, Output
from strategy.models import AutosavedText, Effort, Goal, KeptText, LocalGoal
from strategy.word_form.filled_in import form_of_institution
from strategy.word_form.importing import LocalGoalsDiff
from strategy.word_form.kind import LocalGoalsForm
from strategy.word_form.planned import State
from strategy.workflow import LocalGoalStatus
from tests.factories import (
    ClusterFactory,
    GoalFactory,
    InstitutionFactory,
    LocalGoalFactory,
    MembershipFactory,
    StrategyFactory,
    UserFactory,
)
from tests.test_api import key_of
from tests.word_forms import GOALS

pytestmark = pytest.mark.django_db

#: Days stand here by hand; this is before them all.
TODAY = datetime.datetime(2026, 11, 28, 11, tzinfo=datetime.UTC)


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(TODAY):
        yield


class Example(NamedTuple):
    """An answer as it is typed, stored and read; in_form: in the form and in figures, if else."""

    typed: str
    stored: object
    read: str
    in_form: str = ""

    @property
    def plain(self) -> str:
        return self.in_form or self.read


def words_alone(text: str) -> Example:
    return Example(text, text, text)


EFFORT = {
    "text": words_alone("Børnemøde hver onsdag"),
    "responsible": words_alone("Stueleder, Mælkebøtten"),
    "due_on": Example("1-3-2028", datetime.date(2028, 3, 1), "01.03.2028"),
}
GOAL = {
    "text": words_alone("Alle børn har en ven."),
    "how": words_alone("Vi spørger børnene."),
    "measured_on": Example("15-11-2028", datetime.date(2028, 11, 15), "15.11.2028"),
    "when_text": words_alone("ved julefrokosten"),
    "measure": words_alone("Børn med en ven"),
    "unit": words_alone("pct. af dem"),
    "baseline": Example("6125", Decimal(6125), "6125"),
    "target": Example("8147", Decimal(8147), "8147"),
    "responsible": words_alone("Souschefen"),
}
#: Whatever an effort's field is, this is none of it.
WRONG = {"responsible": "x" * 101, "due_on": "i morgen"}
#: What is said of a CPR number where something else is asked for.
REFUSED = {"due_on": "er ikke en dato"}
#: The fields of an effort that somebody who begins from the goal begins with.
COPIED = {"text"}

every_effort_field = pytest.mark.parametrize("name", EFFORT)
every_field = pytest.mark.parametrize(
    ("part", "name"), [("effort", name) for name in EFFORT] + [("goal", name) for name in GOAL]
)


def test_each_field_has_an_example_here():
    named = {field.name for field in GOAL_FIELDS} - {"efforts", "indicators"}

    assert set(EFFORT) == {field.name for field in EFFORT_FIELDS}
    assert set(GOAL) == named
    assert {field.name for field in EFFORT_FIELDS if field.is_copied} == COPIED


def test_every_field_of_an_effort_is_in_the_list():
    """A column that the list does not name would be lost on the way."""
    own = {"id", "local_goal", "number"}

    columns = {field.name for field in Effort._meta.concrete_fields}

    assert columns - own == {field.name for field in EFFORT_FIELDS}


# --- A leader, a form, and what is typed in it ---------------------------------------------------


@pytest.fixture
def cluster():
    return ClusterFactory(name="Klynge Fyrtårnet")


@pytest.fixture
def solsikken(cluster):
    strategy = StrategyFactory()
    for number, text in GOALS.items():
        GoalFactory(strategy=strategy, number=number, text=text)
    return InstitutionFactory(name="Solsikken", slug="solsikken", cluster=cluster)


@pytest.fixture
def leader(client, solsikken):
    leader = MembershipFactory(leader=True, institution=solsikken).user
    client.force_login(leader)
    return leader


@pytest.fixture
def head(cluster):
    return MembershipFactory(cluster_leader=True, cluster=cluster).user


@pytest.fixture
def local_goal(leader, solsikken):
    """A draft with one effort of which nothing is told beside its text."""
    goal = solsikken_goal(solsikken, by=leader)
    goal.write(by=leader, efforts=["Vi synger sammen"])
    return goal


@pytest.fixture
def written(client, local_goal):
    """The same with everything filled in, as the form has saved it."""
    client.post(edit(local_goal), typed(local_goal) | {"action": "save"})
    return LocalGoal.objects.get()


def solsikken_goal(institution, *, by):
    strategic = Goal.objects.get(number=2)
    empty = {"how": "", "measured_on": None, "when_text": "", "responsible": "", "effort": None}
    return LocalGoalFactory(
        goal=strategic, institution=institution, text="Ældre tekst", created_by=by, **empty
    )


def edit(goal) -> str:
    return reverse("local_goal_edit", args=[goal.pk])


def typed(goal, *, row: str = "", at: int = 0) -> dict:
    """The form with every field filled in; row: the effort that the row is."""
    return {
        **{name: example.typed for name, example in GOAL.items()},
        **{f"efforts-{at}-{name}": example.typed for name, example in EFFORT.items()},
        f"efforts-{at}-row": row,
        "version": goal.version,
        "key": goal.form_key,
        "page": "0b9ad9a5-3f39-4b4f-9b0c-3f7f0c1f2a11",
    }


def example(part: str, name: str) -> Example:
    return (EFFORT if part == "effort" else GOAL)[name]


def stored(goal, part: str, name: str):
    row = goal.efforts.first() if part == "effort" else goal
    return getattr(row, name)


def in_form(client, goal, part: str, name: str) -> str:
    """What stands in a field when the form is opened."""
    form = client.get(edit(goal)).context["form"]
    if part == "goal":
        return shown_by(form[name])
    return shown_by(form["efforts"].rows[0][name])


def shown_by(bound) -> str:
    """The text of a field as the browser shows it."""
    html = str(bound)
    value = re.search(r'value="([^"]*)"', html) or re.search(r">\n?([^<]*)</textarea>", html)
    return value[1] if value else ""


def text_of(answer) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


# --- Carried through ----------------------------------------------------------------------------


@every_field
def test_what_is_typed_is_stored_and_stands_in_the_form_again(client, written, part, name):
    assert stored(written, part, name) == example(part, name).stored
    assert in_form(client, written, part, name) == example(part, name).plain
    cell = f"efforts-0-{name}" if part == "effort" else name
    assert f'name="{cell}"' in text_of(client.get(edit(written)))


def page(goal, client) -> str:
    return text_of(client.get(goal.get_absolute_url()))


def history(goal, client) -> str:
    """The newest version: what a later reader compares with."""
    version = goal.history.order_by("-history_id").first()
    return "\n".join(field.kind.shown(version.answers[field.name]) for field in GOAL_FIELDS[:-1])


def approval(goal, client) -> str:
    adopt(goal)
    approve(goal.goal.strategy, by=UserFactory(), approved_on=datetime.date(2026, 11, 23))
    content = goal.approvals.get().content
    return _as_read(json.dumps(content, ensure_ascii=False))


def admin(goal, client) -> str:
    client.force_login(UserFactory(administrator=True))
    answer = client.get(reverse("admin:strategy_localgoal_change", args=[goal.pk]))
    cells = re.sub(r'<td class="original">.*?</td>', "", text_of(answer))  # the row as a line
    return _as_read(re.sub(r"(?<=\d)\.(?=\d{3}\b)", "", cells))  # a number as in the form


def word(goal, client) -> str:
    content = form_of_institution(goal.institution, user=goal.created_by)
    tables = docx.Document(io.BytesIO(content)).tables
    return "\n".join(cell.text for table in tables for cell in table._cells)


def paper(goal, client) -> str:
    on = datetime.date(2026, 11, 23)
    found = InstitutionPage.build(goal.institution, user=goal.created_by, on=on)
    return json.dumps(facts_of(found)["local_goals"], ensure_ascii=False, default=str)


def meeting(goal, client) -> str:
    """What the item says; the words of a day stand where there is no day."""
    told = list(annex_of(goal).rows)
    goal.measured_on = None
    told += annex_of(goal).rows
    return "\n".join([annex_of(goal).text, *dict.fromkeys(text for _what, text in told)])


def workbook(goal, client) -> str:
    answer = client.get(f"/institutioner/{goal.institution.slug}/data.xlsx")
    sheets = load_workbook(io.BytesIO(answer.content)).worksheets
    cells = [cell for sheet in sheets for row in sheet.iter_rows(values_only=True) for cell in row]
    days = [f"{cell:%d.%m.%Y}" for cell in cells if isinstance(cell, datetime.date)]
    return "\n".join([*map(str, filter(None, cells)), *days])


def api(goal, client) -> str:
    key = key_of(goal.created_by, scope=ApiToken.Scope.TEXTS)
    told = [
        client.get(
            f"/api/v1/institutions/{goal.institution.slug}/{table}",
            headers={"authorization": f"Bearer {key}"},
        )
        for table in ("local_goals", "efforts")
    ]
    assert [answer.status_code for answer in told] == [200, 200]
    return _as_read("\n".join(json.dumps(answer.json(), ensure_ascii=False) for answer in told))


def _as_read(text: str) -> str:
    """Days as they are read, also where a program or another page writes them its own way."""
    months = "januar februar marts april maj juni juli august september oktober november december"
    numbers = {month: number for number, month in enumerate(months.split(), start=1)}
    text = re.sub(r"(\d{4})-(\d\d)-(\d\d)", r"\3.\2.\1", text)
    return re.sub(
        rf"(\d{{1,2}})\. ({'|'.join(numbers)}) (\d{{4}})",
        lambda found: f"{int(found[1]):02}.{numbers[found[2]]:02}.{found[3]}",
        text,
    )


def adopt(goal) -> None:
    for status in (LocalGoalStatus.SENT, LocalGoalStatus.ADOPTED):
        goal.transition(status, by=UserFactory())


ALWAYS = [page, history, approval, admin]
SOMEWHERE = {
    Output.WORD: [word],
    Output.PAPER: [paper],
    Output.MEETING: [meeting],
    Output.FIGURES: [workbook, api],
}


def outputs_of(part: str, name: str) -> list:
    """Where a field of the goal goes by the list; an effort's goes where its goal's efforts go."""
    names = [field.name for field in GOAL_FIELDS]
    field = GOAL_FIELDS[names.index("efforts" if part == "effort" else name)]
    told = [SOMEWHERE[output] for output in SOMEWHERE if output in field.outputs]
    return [*ALWAYS, *itertools.chain.from_iterable(told)]


CARRIED = [
    pytest.param(part, name, output, id=f"{part}-{name}-{output.__name__}")
    for part, examples in (("effort", EFFORT), ("goal", GOAL))
    for name in examples
    for output in outputs_of(part, name)
]


def test_efforts_go_everywhere():
    assert outputs_of("effort", "text") == [
        *(page, history, approval, admin),
        *(word, paper, meeting, workbook, api),
    ]


@pytest.mark.thorough
@pytest.mark.parametrize(("part", "name", "output"), CARRIED)
def test_each_field_stands_in_each_output(client, written, part, name, output):
    expected = example(part, name)
    as_read = expected.plain if output in [admin, *SOMEWHERE[Output.FIGURES]] else expected.read

    assert as_read in _as_read(output(written, client))


def of_institution(goal, client) -> str:
    return goal.institution.get_absolute_url()


def of_strategic_goal(goal, client) -> str:
    return goal.goal.get_absolute_url()


def of_decision(goal, client) -> str:
    goal.transition(LocalGoalStatus.SENT, by=goal.created_by)
    return reverse("institution_decide", args=[goal.institution.slug])


def of_approval(goal, client) -> str:
    approval(goal, client)
    client.force_login(UserFactory(administrator=True))
    return goal.approvals.get().get_absolute_url()


@every_effort_field
@pytest.mark.parametrize("address", [of_institution, of_strategic_goal, of_decision, of_approval])
def test_each_field_of_an_effort_is_read_where_the_effort_is(client, written, address, name):
    assert EFFORT[name].read in text_of(client.get(address(written, client)))


@every_effort_field
def test_a_goal_begun_from_anothers_has_of_its_efforts_what_is_copied(leader, written, name):
    house = InstitutionFactory(cluster=ClusterFactory())
    begun = LocalGoal.begin_from(written, goal=written.goal, institution=house, by=leader)

    assert (stored(begun, "effort", name) == EFFORT[name].stored) == (name in COPIED)


@every_effort_field
def test_a_goal_begun_from_ones_own_has_all_of_its_efforts(leader, written, name):
    begun = LocalGoal.begin_from(
        written, goal=written.goal, institution=written.institution, by=leader
    )

    assert begun != written
    assert stored(begun, "effort", name) == EFFORT[name].stored


# --- Never lost ---------------------------------------------------------------------------------


@every_field
def test_what_is_autosaved_stands_in_the_form_again(client, leader, local_goal, part, name):
    address = reverse("local_goal_autosave", args=[local_goal.pk])

    answer = client.post(address, typed(local_goal) | {"writer": leader.pk, "turn": 1})

    assert answer.status_code == 200
    assert in_form(client, local_goal, part, name) == example(part, name).plain
    assert stored(local_goal, part, name) != example(part, name).stored


@every_field
def test_what_is_written_while_the_visit_ends_waits(client, leader, local_goal, part, name):
    leader.set_password("a long and rare password")
    leader.save()
    client.logout()
    known = HttpResponse()
    remember_browser(known, leader)
    client.cookies.update(known.cookies)

    client.post(edit(local_goal), typed(local_goal) | {"action": "save"})
    person = {"username": leader.email, "password": "a long and rare password"}
    client.post("/konto/log-ind/", person)

    assert in_form(client, local_goal, part, name) == example(part, name).plain


#: What another has written in an effort, as drafts keep it.
THEIRS = {"text": "E", "responsible": "F", "due_on": "2029-02-02"}


def test_a_key_that_looks_like_a_cpr_number_refuses_nothing(client, leader, local_goal):
    keys = dict.fromkeys(["key", "page"], "58865e3f-a94f-43b5-8543-1705028889be")
    form = typed(local_goal) | keys | {"writer": leader.pk, "turn": 1}

    told = client.post(reverse("local_goal_autosave", args=[local_goal.pk]), form)
    client.logout()
    known = HttpResponse()
    remember_browser(known, leader)
    client.cookies.update(known.cookies)
    client.post(edit(local_goal), form)

    assert told.status_code == 200
    assert "interrupted" in client.session


@pytest.fixture
def conflict(client, local_goal, head):
    """Two have written in everything: the other has saved, and the leader stands before both."""
    mine = typed(local_goal, row=str(local_goal.efforts.get().pk))
    other = LocalGoal.objects.get(pk=local_goal.pk)
    other.text, other.how, other.when_text, other.responsible = "A", "B", "C", "D"
    other.measured_on = datetime.date(2029, 1, 1)
    assert set(THEIRS) == set(EFFORT)
    theirs = THEIRS | {"row": str(local_goal.efforts.get().pk)}
    other.write(by=head, efforts=[theirs])
    address = client.post(edit(local_goal), mine | {"action": "save"}).url
    assert "to-tekster" in address
    return other, address


@every_field
def test_both_texts_are_shown_and_ones_own_can_be_chosen(client, conflict, part, name):
    goal, address = conflict
    shown = re.sub(r"</?mark>", "", text_of(client.get(address)))
    choices = dict.fromkeys([*GOAL, "efforts"], "mine")

    client.post(address, choices | {"version": goal.version, "action": "choose"})

    goal.refresh_from_db()
    assert example(part, name).read in shown
    assert stored(goal, part, name) == example(part, name).stored


@every_field
def test_what_is_not_chosen_stays_in_the_history(client, conflict, part, name):
    goal, address = conflict
    choices = dict.fromkeys([*GOAL, "efforts"], "theirs")

    client.post(address, choices | {"version": goal.version, "action": "choose"})

    goal.refresh_from_db()
    assert stored(goal, part, name) != example(part, name).stored
    assert example(part, name).read in page(goal, client)


@every_field
def test_both_texts_can_be_put_in(client, conflict, part, name):
    _goal, address = conflict

    form = client.post(address, {"action": "both"}, follow=True).context["form"]

    bound = form["efforts"].rows[0][name] if part == "effort" else form[name]
    assert example(part, name).plain in shown_by(bound)


@every_effort_field
def test_both_efforts_are_put_in_and_only_ones_own_is_the_old_one(client, conflict, name):
    goal, address = conflict

    form = client.post(address, {"action": "both"}, follow=True).context["form"]

    mine, theirs, *empty = form["efforts"].rows
    assert theirs.initial[name] == THEIRS[name]
    keys = [mine.initial["row"], theirs.initial["row"]]
    assert keys == [str(goal.efforts.get().pk), ""]
    assert empty


@every_field
def test_what_is_written_when_the_goal_is_closed_stays_in_its_history(
    client, local_goal, part, name
):
    LocalGoal.objects.filter(pk=local_goal.pk).update(status=LocalGoalStatus.SENT)

    client.post(edit(local_goal), typed(local_goal) | {"action": "save"})

    assert KeptText.objects.count() == 1
    assert example(part, name).read in page(local_goal, client)


@every_field
def test_a_change_is_told_in_the_history_of_the_goal(client, leader, written, part, name):
    emptied = typed(written, row=str(written.efforts.get().pk)) | {"action": "save"}
    emptied |= {key: "" for key in emptied if key == name or key == f"efforts-0-{name}"}
    emptied |= {} if name == "text" else {"efforts-0-text": EFFORT["text"].typed}

    client.post(edit(written), emptied)

    told = text_of(client.get(written.get_absolute_url()))
    gone = "".join(re.findall(r"<del>.*?</del>", told))
    words = example(part, name).read.split()
    assert words
    assert all(word.strip(",") in gone for word in words)


def test_the_form_in_word_goes_out_and_comes_back_and_nothing_is_new(written):
    plan = read_word(written)

    (found,) = plan.goals
    assert found.state is State.UNCHANGED


@every_field
def test_the_form_in_word_brings_each_field_home(leader, written, part, name):
    content = form_of_institution(written.institution, user=leader)
    written.delete()
    form = LocalGoalsForm(by=leader, choices=ImportChoices())
    form.write(LocalGoalsDiff.of(read(content, name="skema.docx")))

    goal = LocalGoal.objects.get()
    as_stored = "" if (part, name) == ("goal", "responsible") else example(part, name).stored
    assert stored(goal, part, name) == as_stored


def read_word(goal) -> LocalGoalsDiff:
    content = form_of_institution(goal.institution, user=goal.created_by)
    return LocalGoalsDiff.of(read(content, name="skema.docx"))


def test_a_form_in_word_that_tells_no_more_than_the_texts_takes_nothing_away(leader, written):
    written.write(by=leader, efforts=[EFFORT["text"].typed, "Noget nyt"])

    kept, new = written.efforts.all()
    assert [getattr(kept, name) for name in EFFORT] == [
        example.stored for example in EFFORT.values()
    ]
    assert (new.text, new.responsible, new.due_on) == ("Noget nyt", "", None)


# --- Rows ---------------------------------------------------------------------------------------


def rows(*texts: str, keys=()) -> dict:
    """Rows of the form, as a browser posts them."""
    keys = [*keys, *[""] * len(texts)]
    return {
        name: cell
        for at, text in enumerate(texts)
        for name, cell in {f"efforts-{at}-text": text, f"efforts-{at}-row": keys[at]}.items()
    }


def save(client, goal, cells: dict, **more):
    goal.refresh_from_db()
    own = {"version": goal.version, "text": goal.text, "action": "save"}
    return client.post(edit(goal), own | cells | more)


def efforts(goal) -> list[tuple]:
    return list(goal.efforts.values_list("number", "text"))


def test_an_empty_row_is_always_at_hand(client, written):
    written.write(by=None, efforts=[f"Indsats {number}" for number in range(7)])

    shown = client.get(edit(written)).context["form"]["efforts"].rows

    assert [row["text"].value() or "" for row in shown] == [
        *(f"Indsats {number}" for number in range(7)),
        "",
    ]


def test_more_rows_are_given_without_a_script_and_nothing_is_saved(client, local_goal):
    data = typed(local_goal) | {"action": "rows"}

    form = client.post(edit(local_goal), data).context["form"]

    shown = [row["text"].value() or "" for row in form["efforts"].rows]
    assert shown == [EFFORT["text"].typed, *[""] * 5]
    assert efforts(local_goal) == [(1, "Vi synger sammen")]


def test_rows_keep_their_order_and_an_emptied_one_is_gone_without_a_question(client, local_goal):
    save(client, local_goal, rows("Vi synger sammen", "", "To", "Tre"))
    first, second, third = local_goal.efforts.all()
    cells = rows("Ny", "Tre!", "", "En", keys=["", third.pk, second.pk, first.pk])

    answer = save(client, local_goal, cells)

    assert answer.status_code == 302
    assert efforts(local_goal) == [(1, "Ny"), (2, "Tre!"), (3, "En")]
    again = {effort.text: effort.pk for effort in local_goal.efforts.all()}
    assert (again["Tre!"], again["En"]) == (third.pk, first.pk)
    assert again["Ny"] != second.pk


def test_a_row_is_emptied_by_its_text_alone(client, written):
    key = written.efforts.get().pk
    cells = {f"efforts-0-{name}": example.typed for name, example in EFFORT.items()}

    save(client, written, cells | {"efforts-0-text": "", "efforts-0-row": key})

    assert efforts(written) == []


def test_what_is_written_beside_no_effort_is_not_lost(client, local_goal):
    cells = {"efforts-0-text": "", "efforts-0-responsible": "Souschefen", "efforts-0-row": ""}

    answer = save(client, local_goal, cells | rows("Vi synger sammen") | cells)

    assert "Skriv indsatsen, eller tøm hele rækken." in text_of(answer)
    assert 'value="Souschefen"' in text_of(answer)


def test_a_list_pasted_into_a_row_becomes_rows(client, local_goal):
    pasted = "• Et\r\n• To (ansvarlig: Souschefen; frist: 1.2.2028)\r\n\r\n3. Tre"

    save(client, local_goal, rows(pasted, "Fire"))

    lines = [str(effort) for effort in local_goal.efforts.all()]
    assert lines == ["Et", "To (ansvarlig: Souschefen; frist: 01.02.2028)", "Tre", "Fire"]


@pytest.mark.parametrize("name", WRONG)
def test_a_cell_that_is_wrong_stays_in_the_form_and_the_rest_is_saved(client, written, name):
    cells = typed(written, row=str(written.efforts.get().pk)) | rows("", "Også denne", keys=["x"])
    cells |= {"efforts-0-text": "Rettet", "efforts-0-row": written.efforts.get().pk}
    cells |= {f"efforts-0-{name}": WRONG[name]}

    answer = save(client, written, cells)

    assert WRONG[name] in text_of(answer)
    assert "aria-invalid" in text_of(answer)
    first, second = written.efforts.all()
    assert (first.text, second.text) == ("Rettet", "Også denne")
    assert getattr(first, name) == EFFORT[name].stored


@every_effort_field
def test_a_cpr_number_in_a_cell_is_stored_nowhere_and_the_rest_is(client, leader, written, name):
    key = str(written.efforts.get().pk)
    cells = rows("Vi tegner", "Rettet", keys=["", key]) | {f"efforts-1-{name}": "Emil 010203-1234"}
    form = {"version": written.version, "text": written.text, "page": typed(written)["page"]}

    told = client.post(
        reverse("local_goal_autosave", args=[written.pk]),
        form | cells | {"writer": leader.pk, "turn": 1},
    )
    draft = AutosavedText.objects.get()
    answer = save(client, written, cells)

    assert (told.status_code, answer.status_code) == (422, 200)
    assert REFUSED.get(name, "ligner et CPR-nummer") in text_of(answer)
    drawn, kept = draft.answers["efforts"]
    assert (drawn["text"], getattr(written.efforts.last(), name)) == (
        "Vi tegner",
        EFFORT[name].stored,
    )
    assert EFFORTS.values(kept)[name] == EFFORT[name].stored
    tables = [AutosavedText.objects, Effort.objects, LocalGoal.history]
    everywhere = [list(table.values()) for table in tables]
    assert all(everywhere[1:])
    assert "010203" not in f"{everywhere}"


def test_two_who_change_different_efforts_lose_neither(client, local_goal, head):
    save(client, local_goal, rows("Vi synger sammen", "To", "Tre"))
    local_goal.refresh_from_db()
    first, second, third = local_goal.efforts.all()
    keys = [first.pk, second.pk, third.pk]
    opened = {"version": local_goal.version, "text": local_goal.text, "action": "save"}
    other = [{"row": str(first.pk), "text": "Vi synger hver dag"}, {"row": str(second.pk)}]
    local_goal.write(by=head, efforts=[*other, {"row": "", "text": "Deres nye"}])

    mine = opened | rows("Vi synger sammen", "To og en halv", "Tre", "Min nye", keys=keys)
    address = client.post(edit(local_goal), mine).url
    shown = client.get(address)
    client.post(address, {"version": local_goal.version, "action": "choose"})

    assert text_of(shown).count("<fieldset") == 5
    assert [text for _number, text in efforts(local_goal)] == [
        *("Vi synger hver dag", "To og en halv", "Deres nye", "Min nye"),
    ]


def test_the_same_efforts_in_another_order_are_chosen_as_a_whole(client, local_goal, head):
    local_goal.write(by=head, efforts=["Et", "To"])
    one, two = (str(effort.pk) for effort in local_goal.efforts.all())
    opened = {"version": local_goal.version, "text": local_goal.text, "action": "save"}
    local_goal.write(by=head, efforts=[{"row": two}, {"row": one}, {"row": "", "text": "Tre"}])

    address = client.post(edit(local_goal), opened | rows("Et", "To", keys=[one, two])).url
    client.post(address, {"version": local_goal.version, "action": "choose"})
    local_goal.refresh_from_db()
    version = local_goal.version
    other = rows("Tre", "To", "Et", keys=[str(local_goal.efforts.last().pk), two, one])
    local_goal.how = "Ny måde"
    local_goal.write(by=head, efforts=local_goal.efforts_kept)
    address = client.post(edit(local_goal), opened | {"version": version} | other).url
    choices = {"how": "theirs", "efforts": "mine"}
    client.post(address, choices | {"version": local_goal.version, "action": "choose"})

    assert efforts(local_goal) == [(1, "Tre"), (2, "To"), (3, "Et")]


def test_without_the_version_that_was_opened_nobodys_effort_is_left_out(client, local_goal, head):
    opened = {"version": 99, "text": local_goal.text, "action": "save"}

    address = client.post(edit(local_goal), opened | rows("Min")).url
    client.post(address, {"version": local_goal.version, "action": "choose"})

    assert sorted(text for _number, text in efforts(local_goal)) == ["Min", "Vi synger sammen"]


def test_a_form_of_very_many_efforts_can_still_be_sent(client, local_goal):
    local_goal.write(by=None, efforts=[f"Indsats {number}" for number in range(300)])

    form = client.get(edit(local_goal)).context["form"]
    cells = {cell.html_name: cell.value() or "" for row in form["efforts"].rows for cell in row}
    save(client, local_goal, cells)

    assert len(cells) < 900
    assert [text for _number, text in efforts(local_goal)] == [
        f"Indsats {number}" for number in range(300)
    ]


# --- A row as a line ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "row"),
    [
        ("Møde", {"text": "Møde"}),
        ("Møde (hver uge)", {"text": "Møde (hver uge)"}),
        ("Møde (Ansvarlig: Line)", {"text": "Møde", "responsible": "Line"}),
        ("Møde (responsible: Line)", {"text": "Møde", "responsible": "Line"}),
        ("Møde (frist: 1/2-28)", {"text": "Møde", "due_on": "2028-02-01"}),
        ("Møde (frist: til jul)", {"text": "Møde (frist: til jul)"}),
        ("Møde (ansvarlig: )", {"text": "Møde (ansvarlig: )"}),
        (
            "Møde (a) (ansvarlig: Line (stuen); frist: 01.02.2028)",
            {"text": "Møde (a)", "responsible": "Line (stuen)", "due_on": "2028-02-01"},
        ),
        ("Møde (ansvarlig: A; ansvarlig: B)", {"text": "Møde (ansvarlig: A; ansvarlig: B)"}),
        (f"Møde (ansvarlig: {'x' * 101})", {"text": f"Møde (ansvarlig: {'x' * 101})"}),
    ],
)
def test_a_line_says_what_it_says_and_the_rest_is_its_text(line, row):
    assert EFFORTS.row(line) == row


PIECES = ["a", " ", "(", ")", ";", "; ", "ansvarlig: ", "(frist: ", "frist:", "1.2.2028", "Line"]
words = st.lists(st.sampled_from(PIECES), max_size=12).map("".join)


def test_a_line_of_blanks_and_brackets_is_read_at_once():
    started = time.perf_counter()

    for line in (" " * 100_000, "(ansvarlig: " * 2_000, "a (" * 5_000, "(frist: 1" + ")" * 20_000):
        assert EFFORTS.row(line) == {"text": line}

    assert time.perf_counter() - started < 2


@for_one("", "(frist: 1.2.2028;ansvarlig: a", None)
@given(words, words, st.none() | st.dates(min_value=datetime.date(2000, 1, 1)))
def test_a_row_that_goes_out_as_a_line_comes_back_with_every_word(text, responsible, day):
    row = {"text": text, "responsible": responsible, "due_on": day.isoformat() if day else ""}
    line = EFFORTS.line(row)

    again = EFFORTS.line(EFFORTS.row(line))

    assert _words(again) == _words(line)
    assert EFFORTS.line(EFFORTS.row(again)) == again


def _words(line: str) -> str:
    """All of a line but spaces, and zeros before the numbers of days."""
    return re.sub(r"\s|(?<!\d)0", "", line)
