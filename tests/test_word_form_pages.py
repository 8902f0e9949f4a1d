"""The form in Word on the site: chosen, corrected, read in, and fetched again."""

import copy
import io

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from files.word import read
from strategy.models import Goal, LocalGoal
from strategy.word_form.filled_in import form_of_institution
from strategy.word_form.importing import LocalGoalsDiff
from strategy.word_form.planned import State
from strategy.workflow import LocalGoalStatus
from tests.factories import (
    ClusterFactory,
    EffortFactory,
    GoalFactory,
    InstitutionFactory,
    LocalGoalFactory,
    MembershipFactory,
    StrategyFactory,
)
from tests.unfolded import read_on
from tests.word_forms import GOALS, REGNBUEN, SOLSIKKEN, usual

pytestmark = pytest.mark.django_db


@pytest.fixture
def solsikken():
    strategy = StrategyFactory()
    for number, text in GOALS.items():
        GoalFactory(strategy=strategy, number=number, text=text)
    cluster = ClusterFactory()
    InstitutionFactory(name="Regnbuen", slug="regnbuen", cluster=cluster)
    return InstitutionFactory(name="Solsikken", slug="solsikken", cluster=cluster)


@pytest.fixture
def leader(client, solsikken):
    leader = MembershipFactory(leader=True, institution=solsikken).user
    client.force_login(leader)
    return leader


def upload(client, content: bytes, *, name: str = "skema.docx"):
    return client.post(reverse("word_form"), {"file": SimpleUploadedFile(name, content)})


def answers(formset, **changes) -> dict:
    """What the browser sends for the rows of a preview; changes are of the first row."""
    data = {"rows-TOTAL_FORMS": len(formset.forms), "rows-INITIAL_FORMS": len(formset.forms)}
    for row in formset:
        for field in row:
            value = field.value()
            if value not in (None, False):
                data[field.html_name] = "on" if value is True else value
    return data | {f"rows-0-{name}": value for name, value in changes.items()}


def read_again(content: bytes, *, writable=None) -> LocalGoalsDiff:
    return LocalGoalsDiff.of(read(content, name="skema.docx"), writable=writable)


def test_a_form_is_shown_before_anything_is_saved(client, leader):
    page = upload(client, usual(SOLSIKKEN, REGNBUEN))

    html = read_on(page.content.decode())
    assert "1 lokalt mål kan læses ind" in html
    assert "I skriver ikke lokale mål for Regnbuen." in html
    assert not LocalGoal.objects.exists()


def test_what_was_understood_can_be_corrected_and_read_in(client, leader, solsikken):
    formset = upload(client, usual(SOLSIKKEN)).context["formset"]

    client.post(
        reverse("word_form_import"), answers(formset, text="Børnene vælger selv", how="TOPI")
    )

    goal = LocalGoal.objects.get()
    assert (goal.text, goal.how, goal.institution) == ("Børnene vælger selv", "TOPI", solsikken)
    assert goal.efforts.count() == 2
    assert (goal.status, goal.created_by) == (LocalGoalStatus.DRAFT, leader)


def test_a_double_click_reads_in_once(client, leader):
    data = answers(upload(client, usual(SOLSIKKEN)).context["formset"])

    for _click in range(2):
        client.post(reverse("word_form_import"), data)

    assert LocalGoal.objects.count() == 1


def test_a_row_without_its_mark_is_not_read_in(client, leader):
    data = answers(upload(client, usual(SOLSIKKEN)).context["formset"], institution="")
    del data["rows-0-use"]

    answer = client.post(reverse("word_form_import"), data)

    assert answer.status_code == 302
    assert not LocalGoal.objects.exists()


def test_a_row_that_cannot_be_saved_says_why(client, leader):
    formset = upload(client, usual(SOLSIKKEN)).context["formset"]
    data = answers(formset, measured_on="i morgen", efforts="Vi følger 010118-1234")

    page = client.post(reverse("word_form_import"), data)

    html = page.content.decode()
    assert "»i morgen« er ikke en dato" in html
    assert "ligner et CPR-nummer" in html
    assert not LocalGoal.objects.exists()


def test_nobody_reads_in_for_another_institution(client, leader):
    formset = upload(client, usual(SOLSIKKEN)).context["formset"]
    other = LocalGoalFactory._meta.model.institution.field.related_model.objects.get(
        slug="regnbuen"
    )

    client.post(reverse("word_form_import"), answers(formset, institution=other.pk))

    assert not LocalGoal.objects.exists()


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"PK\x03\x04 no zip", b"\xd0\xcf\x11\xe0"])
def test_a_hostile_file_is_refused_on_the_page(client, leader, content):
    page = upload(client, content)

    assert page.status_code == 200
    assert page.context["form"].errors["file"]


def test_what_goes_out_and_comes_back_changes_nothing(client, leader, solsikken):
    goal = Goal.objects.get(number=2)
    drafted = LocalGoalFactory(
        goal=goal,
        institution=solsikken,
        text="Alle børn spiser sammen.\n\nOgså de yngste",
        how="KIDS i juni 2026, og  samtaler",
        when_text="ved måltiderne i maj og november",
    )
    EffortFactory(local_goal=drafted, number=2, text="1. klasse besøger os: hver uge")
    LocalGoalFactory(goal=goal, institution=solsikken, how="", measured_on=None, effort=None)
    LocalGoalFactory(goal=Goal.objects.get(number=4), institution=solsikken, in_progress=True)

    form = client.get(reverse("word_form_of_institution", args=["solsikken"]))
    plan = read_again(form.content)

    assert [one.state for one in plan.goals] == [State.UNCHANGED] * 3
    assert plan.not_understood == ()


def test_a_cluster_gets_one_form_for_all(client, leader, solsikken):
    for goal in Goal.objects.all():
        LocalGoalFactory(goal=goal, institution=solsikken, adopted=True)

    form = client.get(reverse("word_form_of_cluster", args=[_cluster_of(solsikken)]))
    plan = read_again(form.content)

    assert plan.count(State.UNCHANGED) == 4
    document = docx.Document(io.BytesIO(form.content))
    names = {row.cells[0].text for row in document.tables[0].rows[1:]}
    assert names == {"Solsikken", "Regnbuen"}


def test_drafts_stand_in_no_form_of_the_boards(client, solsikken):
    goal = Goal.objects.get(number=1)
    LocalGoalFactory(goal=goal, institution=solsikken, text="Endnu en kladde")
    LocalGoalFactory(goal=goal, institution=solsikken, text="Vedtaget mål", adopted=True)
    client.force_login(MembershipFactory(board_member=True, institution=solsikken).user)

    form = client.get(reverse("word_form_of_institution", args=["solsikken"]))

    text = str([goal.row.text for goal in read_again(form.content).goals])
    assert "Vedtaget mål" in text
    assert "Endnu en kladde" not in text


def test_the_form_is_danish_and_has_headings_to_find_ones_way_by(client, leader):
    client.cookies["django_language"] = "en"

    document = docx.Document(io.BytesIO(client.get(reverse("word_form_empty")).content))

    headings = [p.text for p in document.paragraphs if p.style.name == "Heading 2"]
    assert headings == [f"Strategisk mål {number}: {text}" for number, text in GOALS.items()]
    assert document.core_properties.language == "da-DK"
    assert all("w:tblHeader" in table.rows[0]._tr.xml for table in document.tables)
    assert read_again(_saved(document)).not_understood == ("Skemaet er ikke udfyldt endnu.",)


def test_a_form_costs_the_same_however_long(client, leader, solsikken, queries_for):
    address = reverse("word_form_of_cluster", args=[_cluster_of(solsikken)])
    LocalGoalFactory(goal=Goal.objects.get(number=1), institution=solsikken)
    short = queries_for(address)

    for goal in Goal.objects.all():
        for _number in range(3):
            LocalGoalFactory(goal=goal, institution=solsikken)

    assert queries_for(address) == short


def _cluster_of(institution) -> str:
    return institution.placements.get().cluster.slug


def _saved(document) -> bytes:
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def edited(content: bytes, *, cell: int, text: str, row: int = 1, table: int = 0) -> bytes:
    """The form as Word saves it when somebody has written in a cell."""
    document = docx.Document(io.BytesIO(content))
    document.tables[table].rows[row].cells[cell].text = text
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


@pytest.fixture
def draft(solsikken):
    goal = Goal.objects.get(number=1)
    return LocalGoalFactory(institution=solsikken, goal=goal, text="Børnene vælger ugens aktivitet")


def test_a_draft_that_gets_quite_other_words_in_word_is_the_same_draft(client, leader, draft):
    form = client.get(reverse("word_form_of_institution", args=["solsikken"])).content
    changed = edited(form, cell=1, text="Alle har en ven på legepladsen")

    formset = upload(client, changed).context["formset"]
    client.post(reverse("word_form_import"), answers(formset))

    again = LocalGoal.objects.get()
    assert (again.pk, again.text) == (draft.pk, "Alle har en ven på legepladsen")
    assert again.version == draft.version + 1


def test_the_mark_is_seen_by_nobody_and_a_row_without_it_is_known_by_its_words(
    client, leader, draft
):
    form = client.get(reverse("word_form_of_institution", args=["solsikken"])).content
    document = docx.Document(io.BytesIO(form))

    shown = "".join(paragraph.text for paragraph in document.tables[0].rows[1].cells[0].paragraphs)
    typed_anew = edited(form, cell=0, text="Solsikken")

    assert shown == "Solsikken"
    assert draft.form_key.hex not in "".join(p.text for p in document.paragraphs)
    for content in (form, typed_anew):
        (found,) = read_again(content).goals
        assert (found.existing, found.state) == (draft, State.UNCHANGED)


def test_two_rows_with_one_mark_are_the_draft_and_a_new_goal(leader, draft):
    document = docx.Document(io.BytesIO(form_of_institution(draft.institution, user=leader)))
    row = document.tables[0].rows[1]
    row._tr.addnext(copy.deepcopy(row._tr))
    row.cells[1].text = "Alle har en ven på legepladsen"
    file = io.BytesIO()
    document.save(file)

    states = {one.row.text: (one.state, one.existing) for one in read_again(file.getvalue()).goals}

    assert states == {
        "Alle har en ven på legepladsen": (State.NEW, None),
        draft.text: (State.UNCHANGED, draft),
    }


def test_what_the_board_has_adopted_gets_no_twin_by_other_words(leader, draft):
    LocalGoal.objects.filter(pk=draft.pk).update(status=LocalGoalStatus.ADOPTED)
    form = form_of_institution(draft.institution, user=leader)

    (found,) = read_again(edited(form, cell=1, text="Helt andre ord")).goals

    assert (found.state, found.existing) == (State.REFUSED, draft)


@pytest.mark.parametrize(("answer", "goals"), [("same", 1), ("new", 2)])
def test_where_it_is_unsure_the_page_asks_whether_it_is_the_same_draft(
    client, leader, draft, answer, goals
):
    nearly = ("Solsikken", draft.text.replace("ugens", "dagens"), *SOLSIKKEN[2:])

    page = upload(client, usual(nearly))
    formset = page.context["formset"]
    unanswered = client.post(reverse("word_form_import"), answers(formset))
    chosen = draft.form_key.hex if answer == "same" else "new"
    client.post(reverse("word_form_import"), answers(formset, same_as=chosen))

    assert f"Ja, det er »{draft.text}« med andre ord" in page.content.decode()
    assert "Vælg, om det er den samme kladde, eller et nyt mål." in unanswered.content.decode()
    assert LocalGoal.objects.count() == goals
    assert LocalGoal.objects.filter(text=nearly[1]).count() == 1


def test_the_mark_of_another_place_is_no_way_to_its_draft(client, leader, draft):
    regnbuen = InstitutionFactory(name="Mælkebøtten", cluster=ClusterFactory())
    theirs = LocalGoalFactory(institution=regnbuen, goal=draft.goal, text="Deres eget mål")
    mine = usual(("Solsikken", *REGNBUEN[1:]))
    formset = upload(client, mine).context["formset"]

    client.post(reverse("word_form_import"), answers(formset, key=theirs.form_key.hex))

    theirs.refresh_from_db()
    assert theirs.text == "Deres eget mål"
    assert LocalGoal.objects.filter(institution=draft.institution).count() == 2
