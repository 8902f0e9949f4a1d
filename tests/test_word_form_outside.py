"""What somebody writes in a Word form outside its tables is read or named, never just dropped."""

import io
import json
from collections.abc import Iterator

import docx
import pytest
from django.core.management import call_command
from django.urls import reverse

from files.word import read
from strategy.models import LocalGoal
from strategy.word_form.filled_in import form_of_cluster, form_of_institution
from strategy.word_form.importing import LocalGoalsDiff
from strategy.word_form.reading import NotTheForm
from tests.odd_word_forms import Odd
from tests.test_word_form_cells import READABLE
from tests.test_word_form_pages import leader, solsikken, upload  # noqa: F401 (fixtures)
from tests.word_forms import GOALS, SOLSIKKEN, content_of, deleted, grid, headers, usual

pytestmark = pytest.mark.django_db

LINE = "Zebrafinken bor i hallen"


def plan_of(content: bytes) -> LocalGoalsDiff:
    return LocalGoalsDiff.of(read(content, name="skema.docx"))


def variants(content: bytes) -> Iterator[bytes]:
    """The form with a line before, between and after its tables, each time in another guise."""
    count = len(list(docx.Document(io.BytesIO(content)).element.body))
    for at, style in ((0, "Normal"), (count // 2, "Heading 1"), (count - 2, "List Bullet")):
        document = docx.Document(io.BytesIO(content))
        is_known = style in {one.name for one in document.styles}
        paragraph = document.add_paragraph(LINE, style=style if is_known else None)
        document.element.body.insert(max(at, 0), paragraph._p)
        yield content_of(document)


@pytest.mark.thorough
@pytest.mark.parametrize("odd", READABLE, ids=lambda odd: odd.name)
def test_a_line_anywhere_between_the_tables_is_named(solsikken, odd: Odd):  # noqa: F811
    tried = 0
    for content in variants(odd.make()):
        try:
            plan = plan_of(content)
        except NotTheForm:
            continue  # the whole file is refused, with a sentence
        tried += 1
        assert LINE in plan.outside, odd.name
    assert tried > 1


def test_what_says_whose_it_is_or_under_which_goal_is_read(solsikken):  # noqa: F811
    document = docx.Document()
    for line in ("Solsikken", f"Strategisk mål 2: {GOALS[2]}", "___", "", "– – –"):
        document.add_paragraph(line)
    grid(document, headers("")[1:], SOLSIKKEN[1:])

    plan = plan_of(content_of(document))

    assert plan.outside == ()
    assert [(one.row.goal, one.row.institution) for one in plan.goals] == [(2, "Solsikken")]


def test_our_own_form_has_nothing_that_is_not_read(solsikken, leader):  # noqa: F811
    cluster = solsikken.placements.get().cluster

    for content in (
        form_of_institution(solsikken, user=leader),
        form_of_cluster(cluster, user=leader),
    ):
        assert plan_of(content).outside == ()


def test_each_line_is_named_once_in_the_order_of_the_file(solsikken):  # noqa: F811
    document = docx.Document()
    document.add_paragraph("Først\nDernæst")
    grid(document, headers(1), SOLSIKKEN)
    document.add_paragraph("dernæst.")
    document.add_paragraph("Til sidst 010190-1234")

    outside = plan_of(content_of(document)).outside

    assert outside[:2] == ("Først", "Dernæst")
    assert len(outside) == 3
    assert "1234" not in outside[2]


def test_an_essay_is_named_in_part(solsikken):  # noqa: F811
    document = docx.Document()
    grid(document, headers(1), SOLSIKKEN)
    for number in range(60):
        document.add_paragraph(f"Linje {number}: {'og så videre ' * 100}")

    outside = plan_of(content_of(document)).outside

    assert outside[-1] == "… og 10 linjer mere"
    assert len(outside) == 51
    assert max(map(len, outside)) <= 200


def test_what_a_tracked_change_took_away_is_not_named(solsikken):  # noqa: F811
    document = docx.Document()
    grid(document, headers(1), SOLSIKKEN)

    class Gone:
        paragraphs = (document.add_paragraph(),)

    deleted(Gone, LINE)

    assert plan_of(content_of(document)).outside == ()


def test_the_page_and_the_command_name_it(client, leader, tmp_path, capsys):  # noqa: F811
    document = docx.Document(io.BytesIO(usual(SOLSIKKEN)))
    document.add_paragraph(LINE)
    content = content_of(document)
    (tmp_path / "skema.docx").write_bytes(content)

    page = upload(client, content).content.decode()
    call_command("import_local_goals", str(tmp_path / "skema.docx"), "--json", "--dry-run")

    assert page.count(LINE) == 1
    assert page.index("Det her står uden for tabellerne") < page.index(LINE)
    told = capsys.readouterr()
    assert LINE in told.err
    assert json.loads(told.out)["not_understood"] == []
    assert reverse("word_form_import") in page
    assert not LocalGoal.objects.exists()
