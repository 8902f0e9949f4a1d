"""Imports write everything or nothing, twice is once, and every one can be taken back."""

import json

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from config.slots import Slot
from imports.errors import DataChanged, HasErrors, ImportRefused
from indicators.evaluation.catalogue import forget_catalogue
from indicators.imports.effects import effects
from measurements.importing import commit_diff, kind, prepare, undo, writing
from measurements.models import Import, Inspection, Measurement, Revision, RowBlock
from tests.factories import InstitutionFactory, UserFactory
from tests.files import (
    ADJUST,
    CHANGE,
    KEEP,
    KIDS_LONG,
    LONG,
    SECOND,
    THEMES,
    WIDE,
    csv_bytes,
    inspected,
    sheet,
)

pytestmark = pytest.mark.django_db

TABLES = (Import, RowBlock, Inspection, Measurement, Revision)


@pytest.fixture(autouse=True)
def sunflower(reference):
    return InstitutionFactory(name="Solsikken", number="9101")


def state():
    """Everything an import may write."""
    return [list(model.objects.order_by("pk").values()) for model in TABLES]


def values():
    """What people see of it."""
    return [
        list(Measurement.objects.order_by("topic", "period").values_list(
            "topic", "institution", "group", "period", "value", "step", "note", "measured_on"
        )),
        list(Inspection.objects.order_by("year", "kind").values_list(
            "year", "kind", "observed_on", "is_enhanced", "report_url"
        )),
    ]  # fmt: skip


def read_in(headers, *rows, by=None):
    return commit_diff(prepare(sheet(headers, *rows)), by=by)


# --- Everything, and traceable --------------------------------------------------------------------


def test_a_value_leads_back_to_its_file_and_row():
    person = UserFactory(administrator=True)

    batch = read_in(WIDE, inspected("9101", KEEP, name="Solsikken"), by=person)

    measurement = Measurement.objects.get()
    assert (measurement.batch, measurement.row_number) == (batch, 2)
    assert ("Institution", "Solsikken") in batch.rows.numbered(2).cells
    assert measurement.raw == KEEP
    assert (batch.file_name, batch.imported_by, batch.new_count) == ("tilsyn.csv", person, 1)
    assert batch.headers == list(WIDE)


def test_text_keeps_every_sign_on_its_way():
    note = 'Læs »§ 5«;\n\\N og \\t med "citat" og\ttabulator 🌻'
    headers = (*LONG, "Anvisning på opfølgende tiltag")

    read_in(headers, ("9101", "2026", "Ordinært tilsyn", THEMES[0], KEEP, note))

    assert Measurement.objects.get().note == note


def test_an_inspection_keeps_its_dates_and_flags():
    headers = (*WIDE, "Observation dato", "Skærpet tilsyn", "Link til rapport")
    row = (*inspected("9101", *[KEEP] * 6), "03-03-2026", "Ja", "https://eksempel.dk/9101.pdf")

    read_in(headers, row)

    inspection = Inspection.objects.get()
    assert str(inspection.observed_on) == "2026-03-03"
    assert inspection.is_enhanced
    assert inspection.report_url == "https://eksempel.dk/9101.pdf"
    assert {str(day) for day in Measurement.objects.values_list("measured_on", flat=True)} == {
        "2026-03-03"
    }


# --- Twice is once --------------------------------------------------------------------------------


def test_the_same_file_again_changes_nothing_and_writes_no_receipt():
    file = (WIDE, inspected("9101", KEEP, ADJUST), inspected("9101", kind="Light-tilsyn"))
    read_in(*file)
    before = state()

    again = prepare(sheet(*file))
    receipt = commit_diff(again)

    assert (again.new_count, again.changed_count, again.unchanged_count) == (0, 0, 2)
    assert receipt is None
    assert state() == before


def test_a_correction_replaces_the_value_and_remembers_the_old_one():
    read_in(WIDE, inspected("9101", KEEP))

    plan = prepare(sheet(WIDE, inspected("9101", ADJUST)))
    (change,) = plan.changes()
    batch = commit_diff(plan)

    assert (change.unit, change.when, change.old.text, change.new.text) == (
        "Solsikken",
        "2026",
        "Vedligeholde",
        "Justere",
    )
    measurement = Measurement.objects.get()
    assert (measurement.step.label, measurement.raw) == (ADJUST, ADJUST)
    assert batch.revisions.get(measurement=measurement).before["raw"] == KEEP


def test_what_a_file_does_not_tell_stays():
    headers = (*LONG, "Anvisning på opfølgende tiltag", "Observation dato")
    row = ("9101", "2026", "Ordinært tilsyn", THEMES[0])
    read_in(headers, (*row, KEEP, "Gør legezonerne tydelige", "03-03-2026"))

    read_in(LONG, (*row, ADJUST))

    measurement = Measurement.objects.get()
    assert measurement.step.label == ADJUST
    assert measurement.note == "Gør legezonerne tydelige"
    assert str(measurement.measured_on) == "2026-03-03"
    assert str(Inspection.objects.get().observed_on) == "2026-03-03"


def test_wide_after_long_is_unchanged():
    read_in(LONG, ("9101", "2026", "Ordinært tilsyn", THEMES[0], KEEP))

    plan = prepare(sheet(WIDE, inspected("9101", KEEP)))

    assert (plan.has_work, plan.unchanged_count) == (False, 1)


# --- All or nothing -------------------------------------------------------------------------------


def test_a_file_with_one_fault_writes_nothing():
    before = state()

    with pytest.raises(HasErrors):
        read_in(WIDE, inspected("9101", KEEP), inspected("9101", "?", year="2025"))

    assert state() == before


@pytest.mark.parametrize(
    "step",
    ["_keep_rows", "_write_new", "_write_changed", "_write_revisions", "_write_inspections"],
)  # fmt: skip
@pytest.mark.parametrize("when", ["before", "after"])
def test_a_failure_anywhere_leaves_nothing_behind(monkeypatch, step, when):
    read_in(WIDE, inspected("9101", KEEP))
    before = state()
    plan = prepare(sheet(WIDE, inspected("9101", ADJUST, CHANGE), inspected("9101", year="2025")))
    real = getattr(writing, step)

    def fail(*args):
        if when == "after":
            real(*args)
        raise RuntimeError

    monkeypatch.setattr(writing, step, fail)
    with pytest.raises(RuntimeError):
        commit_diff(plan)

    assert state() == before
    monkeypatch.undo()
    assert commit_diff(plan) is not None


def test_a_failure_when_all_is_written_leaves_nothing_behind(monkeypatch):
    """The write has a transaction of its own; what follows it must be in the same as it."""

    def unreckoned(plan):
        def followed():
            raise RuntimeError

        return followed

    failing = Slot("effects that fail")
    failing.fill("test", unreckoned)
    monkeypatch.setattr(kind, "effects", failing)
    plan = prepare(sheet(WIDE, inspected("9101", KEEP)))
    before = state()

    with pytest.raises(RuntimeError):
        commit_diff(plan)

    assert state() == before


def test_a_plan_is_refused_when_the_data_have_changed_since():
    plan = prepare(sheet(WIDE, inspected("9101", ADJUST)))
    read_in(WIDE, inspected("9101", KEEP))
    before = state()

    with pytest.raises(DataChanged):
        commit_diff(plan)

    assert state() == before


def test_a_plan_is_refused_when_a_number_now_means_another_institution(sunflower):
    plan = prepare(sheet(WIDE, inspected("9101", ADJUST)))
    sunflower.identifiers.update(institution=InstitutionFactory())

    with pytest.raises(DataChanged):
        commit_diff(plan)


def test_other_data_may_change_meanwhile():
    InstitutionFactory(number="9102")
    plan = prepare(sheet(WIDE, inspected("9101", ADJUST)))
    read_in(WIDE, inspected("9102", KEEP))

    assert commit_diff(plan).new_count == 1


def test_writing_costs_the_same_however_long_the_file_is():
    def cost(rows, year):
        days = [f"{1 + row % 28:02}-{1 + row // 28:02}-{year}" for row in range(rows)]
        rows = [("9101", day, "", SECOND, "Relationer", "3") for day in days]
        plan = prepare(sheet(KIDS_LONG, *rows))
        forget_catalogue()
        with CaptureQueriesContext(
            connection,
        ) as queries:
            commit_diff(plan)
        # SQLite counts an executemany as a statement for each row.
        return len({query["sql"][:60] for query in queries})

    assert cost(10, 2024) == cost(200, 2025)


# --- Taken back -----------------------------------------------------------------------------------


def test_undoing_brings_everything_back():
    headers = (*WIDE, "Skærpet tilsyn")
    read_in(headers, (*inspected("9101", KEEP, "", "", "", "", ""), "Nej"))
    before = values()
    batch = read_in(headers, (*inspected("9101", ADJUST, CHANGE, "", "", "", ""), "Ja"),
                    inspected("9101", kind="Light-tilsyn", year="2025"))  # fmt: skip
    assert values() != before

    undone = undo(batch)

    assert values() == before
    assert (undone.deleted, undone.restored, undone.kept) == (2, 2, ())
    batch.refresh_from_db()
    assert batch.undone_at is not None


def test_undoing_leaves_what_a_later_import_changed_and_names_it():
    first = read_in(WIDE, inspected("9101", KEEP, KEEP))
    second = read_in(WIDE, inspected("9101", ADJUST, KEEP))

    undone = undo(first)

    assert Measurement.objects.get().step.label == ADJUST
    assert len(undone.kept) == 1
    assert "Solsikken" in undone.kept[0]
    # Taken back as well, the later one has nothing to return to.
    undo(second)
    assert not Measurement.objects.exists()


def test_an_import_is_undone_once():
    batch = read_in(WIDE, inspected("9101", KEEP))
    undo(batch)

    with pytest.raises(ImportRefused):
        undo(batch)


def test_after_undoing_the_file_can_be_read_in_again():
    undo(read_in(WIDE, inspected("9101", KEEP)))

    assert read_in(WIDE, inspected("9101", KEEP)).new_count == 1


def test_what_it_means_is_computed_without_leaving_a_trace():
    before = state()

    effects(prepare(sheet(WIDE, inspected("9101", KEEP))))

    assert state() == before


# --- From the command line ------------------------------------------------------------------------


@pytest.fixture
def saved(tmp_path):
    def save(headers, *rows, name="tilsyn.csv"):
        path = tmp_path / name
        path.write_bytes(csv_bytes(headers, *rows))
        return str(path)

    return save


def answer(capsys):
    return json.loads(capsys.readouterr().out)


def test_the_command_answers_as_the_contract_says(saved, capsys):
    person = UserFactory(administrator=True)
    path = saved(WIDE, inspected("9101", KEEP, ADJUST), inspected("9101", kind="Light-tilsyn"))

    call_command("import_measurements", path, "--json", "--as", person.email)

    batch = Import.objects.get()
    told = answer(capsys)
    columns = {one["heading"]: (one["meaning"], one["confidence"]) for one in told.pop("columns")}
    assert columns["Institutionsnummer"] == ("number", "sure")
    assert columns[THEMES[0]] == ("topic", "sure")
    assert told == {
        "layout": "tilsyn_wide",
        "rows": 2,
        "new": 2,
        "changed": 0,
        "unchanged": 0,
        "not_rated": 1,
        "suppressed": 0,
        "errors": [],
        "warnings": [],
        "import_id": batch.pk,
        "sheet": "",
        "header_row": 1,
        "left_out": [],
        "questions": [],
    }
    assert batch.imported_by == person


def test_a_dry_run_saves_nothing(saved, capsys):
    before = state()

    call_command("import_measurements", saved(WIDE, inspected("9101", KEEP)), "--dry-run", "--json")

    assert answer(capsys)["import_id"] is None
    assert state() == before


def test_a_faulty_file_ends_the_command_with_one(saved, capsys):
    with pytest.raises(CommandError) as error:
        call_command(
            "import_measurements", saved(WIDE, inspected("9101", KEEP, year="20x6")), "--json"
        )

    assert error.value.returncode == 1
    (fault,) = answer(capsys)["errors"]
    assert (fault["row"], fault["column"]) == (2, "Tilsynsår")
    assert not Import.objects.exists()


def test_an_unreadable_file_ends_the_command_with_two(saved):
    with pytest.raises(CommandError) as error:
        call_command("import_measurements", saved(("Navn", "Farve"), ["x"] * 2))

    assert error.value.returncode == 2


def test_figures_of_nobody_end_the_command_with_a_question(saved):
    """Whose they are is asked: such a file is often of one institution."""
    with pytest.raises(CommandError) as error:
        call_command("import_measurements", saved(WIDE[3:], ["x"] * len(WIDE[3:])))

    assert error.value.returncode == 3
    assert not Import.objects.exists()


def test_a_missing_file_ends_the_command_with_two(tmp_path):
    with pytest.raises(CommandError) as error:
        call_command("import_measurements", str(tmp_path / "none.csv"))

    assert error.value.returncode == 2


def test_the_command_takes_no_orders_in_the_name_of_others(saved):
    stranger = UserFactory(is_staff=True)

    with pytest.raises(CommandError):
        call_command(
            "import_measurements", saved(WIDE, inspected("9101", KEEP)), "--as", stranger.email
        )

    assert not Import.objects.exists()


def test_the_command_undoes_an_import(capsys):
    batch = read_in(WIDE, inspected("9101", KEEP))

    call_command("undo_import", str(batch.pk))

    assert "2 slettet" in capsys.readouterr().out
    assert not Measurement.objects.exists()
