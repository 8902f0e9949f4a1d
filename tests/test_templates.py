"""Templates: fetched, filled in, and always read in; filled beforehand they change nothing."""

import datetime
import io
from decimal import Decimal

import openpyxl
import pytest
from django.urls import reverse

from files.spreadsheets import read
from institutions.models import Identifier
from measurements.exporting import empty_table, table_of, template
from measurements.importing import MeasurementFile, prepare
from measurements.importing.known import Catalogue
from measurements.layouts import LAYOUTS, Meaning, layouts_with
from measurements.models import Measurement
from tests.factories import (
    ClusterFactory,
    InspectionFactory,
    InstitutionFactory,
    MembershipFactory,
    UserFactory,
)
from tests.files import ADJUST, KEEP, LONG, sheet

pytestmark = pytest.mark.django_db

MEASURED = [code for code, layout in LAYOUTS.items() if layout.instrument]


@pytest.fixture(autouse=True)
def sunflower(reference):
    return InstitutionFactory(name="Solsikken", number="09101", cluster=ClusterFactory())


def opened(content):
    return openpyxl.load_workbook(io.BytesIO(content))


def saved(book):
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def choices(book, column):
    """What the drop-down of a column offers; none where it has none."""
    data = book.worksheets[0]
    letters = openpyxl.utils.get_column_letter(column)
    for rule in data.data_validations.dataValidation:
        if rule.type == "list" and f"{letters}2" in rule.sqref:
            name, cells = rule.formula1.split("!")
            return [row[0].value for row in book[name][cells.replace("$", "")]]
    return []


def filled(content, layout):
    """The template filled in by somebody who knows no more than the template says."""
    book = opened(content)
    data = book.worksheets[0]
    meanings = {column.heading: column.meaning for column in layout.columns if column.meaning}
    day = datetime.date(2025, 5, 12)
    written = {
        Meaning.NUMBER: "09101",
        Meaning.NAME: "Solsikken",
        Meaning.YEAR: "Forår 2025" if layout.rounds else 2025,
        Meaning.DATE: day,
        Meaning.OBSERVED_ON: day,
        Meaning.GROUP: "Bierne",
        Meaning.RESPONDENTS: 40,
        Meaning.REPORT_URL: "https://example.dk/rapport",
        Meaning.VALUE: 3,
        Meaning.NOTE: "Fint",
    }
    shares = [cell for cell in data[1] if cell.value.endswith("(%)")]
    for column, cell in enumerate(data[1], start=1):
        offered = choices(book, column)
        meaning = meanings.get(cell.value)
        if offered:
            value = offered[0]
        elif meaning:
            value = written.get(meaning)
        elif cell in shares and layout.answers == "shares":
            value = round(100 / len(shares), 1)  # they make a whole
        else:
            value = 10 if "(" in cell.value or "antal" in cell.value.lower() else 3
        data.cell(2, column).value = value
    return saved(book)


@pytest.mark.parametrize("code", MEASURED)
def test_a_filled_template_always_imports(code):
    layout = LAYOUTS[code]
    if not Catalogue.load()[layout.instrument].versions[0].by_lineage:
        pytest.skip("the instrument has no topics before a municipality writes them")

    content = filled(template(empty_table(layout)), layout)
    plan = prepare(read(content, name="skabelon.xlsx"))

    assert (plan.layout, plan.errors) == (layout, [])
    assert plan.new_count >= 1


@pytest.mark.parametrize("code", MEASURED)
def test_a_filled_template_is_read_on_the_page_and_nothing_is_asked_of_it(code):
    """Its guide, its list of places and its lists of words are no tables."""
    layout = LAYOUTS[code]
    if not Catalogue.load()[layout.instrument].versions[0].by_lineage:
        pytest.skip("the instrument has no topics before a municipality writes them")
    content = filled(template(empty_table(layout)), layout)
    kind = MeasurementFile()

    source = kind.open(content, "skabelon.xlsx")
    arranged = kind.arranged(source)

    assert arranged is None or arranged.questions == ()
    assert source.rows == read(content, name="skabelon.xlsx").rows


@pytest.mark.parametrize("code", LAYOUTS)
def test_a_template_has_the_headings_that_its_layout_declares(code):
    layout = LAYOUTS[code]

    data = opened(template(empty_table(layout))).worksheets[0]

    headings = {cell.value for cell in data[1]}
    assert {column.heading for column in layout.required} <= headings
    assert "Institutionsnummer" in headings
    assert data.freeze_panes == "A2"


def test_an_empty_template_says_that_there_are_no_rows():
    from files.spreadsheets import Unreadable

    content = template(empty_table(LAYOUTS["kids_wide"]))

    with pytest.raises(Unreadable, match="ingen rækker"):
        read(content, name="skabelon.xlsx")


def test_a_template_has_guidance_with_its_version_and_hides_its_lists():
    book = opened(template(empty_table(LAYOUTS["tilsyn_wide"])))

    guidance = book["Vejledning"]
    assert [guidance["A2"].value, len(guidance["B2"].value)] == ["Version", 8]
    assert book["Lister"].sheet_state == "hidden"
    texts = " ".join(str(row[1].value) for row in guidance)
    assert "Vedligeholde indsatsen, Justere indsatsen" in texts
    assert "CPR" in texts


def test_the_drop_downs_offer_the_steps_of_the_scale_and_the_kinds_of_inspection():
    book = opened(template(empty_table(LAYOUTS["tilsyn_wide"])))
    headings = [cell.value for cell in book.worksheets[0][1]]

    kinds = choices(book, headings.index("Tilsynstype") + 1)
    ratings = choices(book, headings.index("Sprog og bevægelse") + 1)

    assert kinds[:2] == ["Ordinært tilsyn", "Light-tilsyn"]
    assert ratings[:2] == [KEEP, ADJUST]


def test_institution_numbers_are_text_so_that_zeros_in_front_stay(sunflower):
    book = opened(template(empty_table(LAYOUTS["tilsyn_wide"]), institutions=[sunflower.pk]))

    assert book.worksheets[0].column_dimensions["A"].number_format == "@"
    listed = book["Institutioner"]
    assert (listed["A2"].value, listed["A2"].data_type) == ("09101", "s")


def test_a_template_filled_beforehand_changes_nothing_until_it_is_corrected(sunflower):
    row = ("09101", "2025", "Ordinært tilsyn", "Sprog og bevægelse", KEEP)
    from measurements.importing import commit_diff

    commit_diff(prepare(sheet(LONG, row, ("09101", "2024", "", row[3], ADJUST))))
    content = template(table_of(LAYOUTS["tilsyn_wide"], latest=True))

    untouched = prepare(read(content, name="skabelon.xlsx"))
    book = opened(content)
    data = book.worksheets[0]
    column = [cell.value for cell in data[1]].index("Sprog og bevægelse") + 1
    data.cell(2, column).value = ADJUST
    corrected = prepare(read(saved(book), name="skabelon.xlsx"))

    assert (untouched.has_work, untouched.unchanged_count) == (False, 1)
    assert corrected.changed_count == 1
    assert Measurement.objects.count() == 2


def test_a_light_inspection_is_the_last_one_although_it_has_no_ratings(sunflower):
    from measurements.importing import commit_diff

    row = ("09101", "2024", "Ordinært tilsyn", "Sprog og bevægelse", KEEP)
    commit_diff(prepare(sheet(LONG, row)))
    InspectionFactory(institution=sunflower, year=2025, kind="light")

    table = table_of(LAYOUTS["tilsyn_wide"], latest=True)

    assert [row[2:4] for row in table.rows] == [(2025, "Light-tilsyn")]


def test_an_institution_without_a_local_number_is_written_with_its_other_number():
    poppy = InstitutionFactory(name="Valmuen")
    poppy.identifiers.all().delete()
    Identifier.objects.create(
        institution=poppy, kind="stil", value="G12345", from_on=datetime.date(2020, 1, 1)
    )
    from measurements.importing import commit_diff

    rows = (("G12345", "2025", "Sprog og bevægelse", KEEP),)
    headings = ("EnhedsNummer (STIL)", "Tilsynsår", "Tema", "Vurdering")
    commit_diff(prepare(sheet(headings, *rows)))

    plan = prepare(read(template(table_of(LAYOUTS["tilsyn_wide"])), name="skabelon.xlsx"))

    assert (plan.errors, plan.has_work, plan.unchanged_count) == ([], False, 1)


def test_a_leader_fetches_the_template_of_the_own_institution_only(client, sunflower):
    InstitutionFactory(name="Valmuen", number="9102")
    leader = UserFactory()
    MembershipFactory(user=leader, role="leader", institution=sunflower)
    client.force_login(leader)
    answers = {"layout": "kids_wide", "is_filled": "on"}

    file = client.get(reverse("template_list"), answers)

    assert 'filename="skabelon-kids_wide-' in file["Content-Disposition"]
    listed = opened(file.content)["Institutioner"]
    assert [row[1].value for row in listed] == ["Institution", "Solsikken"]


def test_figures_that_count_people_are_fetched_filled_by_administrators_only(client, sunflower):
    leader = UserFactory()
    MembershipFactory(user=leader, role="leader", institution=sunflower)
    answers = {"layout": "topi", "is_filled": "on"}
    client.force_login(leader)
    refused = client.get(reverse("template_list"), answers)
    client.force_login(UserFactory(administrator=True))
    given = client.get(reverse("template_list"), answers)

    assert refused.status_code == 422
    assert "kan kun hentes tomme" in refused.content.decode()
    assert given.status_code == 200


def test_parents_fetch_no_templates(client, sunflower):
    parent = UserFactory()
    MembershipFactory(user=parent, role="board_member", institution=sunflower)
    client.force_login(parent)

    assert client.get(reverse("template_list")).status_code == 404


def test_numbers_stay_numbers_in_a_template_filled_beforehand(sunflower):
    from measurements.importing import commit_diff

    headings = ("Institutionsnummer", "Måledato", "KIDS-udgave", "Relationer")
    commit_diff(prepare(sheet(headings, ("09101", "12-05-2025", "KIDS 2. udgave (2020)", "4,3"))))

    data = opened(template(table_of(LAYOUTS["kids_wide"]))).worksheets[0]

    cells = {head.value: cell for head, cell in zip(data[1], data[2], strict=True)}
    assert Decimal(str(cells["Relationer"].value)) == Decimal("4.3")
    assert cells["Måledato"].is_date


def test_a_layout_is_none_where_nobody_has_its_instrument():
    """Before the reference data are there, no page offers what it cannot make."""
    assert set(layouts_with([])) == {"local_goals"}
