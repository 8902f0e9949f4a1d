"""What holds for every kind of file that can be read in, whichever app declares it."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection, models, transaction

from files.package import Unreadable
from imports.engine import commit, preview, undo
from imports.errors import DataChanged, UndoneAlready
from imports.kinds import registered_kinds
from imports.models import FileImport
from tests.import_samples import SAMPLES, Sample

pytestmark = pytest.mark.django_db

NUMBER = "010190-1234"
#: Kinds whose files leave nothing to undo, and say why where they are declared.
NOT_UNDONE = {"local_goals_form"}
#: What tells of imports, or follows from data by itself.
ASIDE = {
    *("Import", "InstitutionImport", "PeopleImport", "ValueBaseImport"),
    *("Revision", "RowBlock", "ImportUnderWay", "Counter", "WaitingMail", "DBTaskResult"),
    *("SecurityEvent", "LogEntry", "DataVersion", "Session", "ContentType", "Permission"),
}


@pytest.fixture(params=SAMPLES)
def sample(request) -> Sample:
    return SAMPLES[request.param]()


#: Rows that are put back under another number, which nothing refers to.
RENUMBERED = {
    "AnswerCount": ("measurement", "step"),
    "Commitment": ("cell_id", "number"),
}


def state() -> dict[str, list[dict[str, Any]]]:
    """Every row of ours, but for what tells of imports and when a row was touched."""
    return {
        model.__name__: list(
            model._base_manager.order_by(*RENUMBERED.get(model.__name__, ("pk",))).values(
                *_told(model)
            )
        )
        for model in apps.get_models()
        if model.__name__ not in ASIDE and not model.__name__.startswith("Historical")
    }


def _told(model: type[models.Model]) -> list[str]:
    return [
        column.attname
        for column in model._meta.concrete_fields
        if not getattr(column, "auto_now", False)
        and not (column.primary_key and model.__name__ in RENUMBERED)
    ]


def differing(before: dict[str, list], after: dict[str, list]) -> dict[str, Any]:
    """The kinds of rows that differ; for a message that says which."""
    return {name: rows for name, rows in after.items() if rows != before[name]}


def test_every_kind_of_file_has_a_sample():
    assert {name.split(":")[0] for name in SAMPLES} == set(registered_kinds())


def test_a_preview_does_nothing_and_the_file_then_does_just_what_it_said(sample):
    kind, before = sample.kind(), state()
    shown = preview(kind, sample.source(kind))
    assert not differing(before, state())
    assert shown.has_work
    assert not shown.errors

    kind = sample.kind()
    done = commit(kind, sample.source(kind), expected=shown.fingerprint)

    assert done.receipt is not None
    assert done.diff.fingerprint == shown.fingerprint
    counts = ("new_count", "changed_count", "unchanged_count")
    told = [getattr(shown, name) for name in counts]
    assert [getattr(done.diff, name) for name in counts] == told
    assert differing(before, state())
    if isinstance(done.receipt, FileImport):
        assert [getattr(done.receipt, name) for name in counts] == told
        assert done.receipt.row_count == len(sample.rows)


def test_what_would_do_something_else_than_was_shown_does_nothing(sample):
    kind, before = sample.kind(), state()

    with pytest.raises(DataChanged):
        commit(kind, sample.source(kind), expected="something else")

    assert not differing(before, state())


def test_a_file_read_in_twice_changes_nothing_the_second_time(sample):
    kind = sample.kind()
    receipt = commit(kind, sample.source(kind)).receipt
    before = state()

    kind = sample.again(receipt) if sample.again else sample.kind()
    again = commit(kind, sample.source(kind))

    assert not again.diff.has_work
    assert (again.diff.new_count, again.diff.changed_count) == (0, 0)
    assert again.diff.unchanged_count
    assert again.receipt is None
    assert not differing(before, state())


def test_an_error_in_any_row_is_named_and_keeps_the_file_from_being_read_in(sample):
    before = state()
    for index, row in enumerate(sample.rows[:3]):
        kind = sample.kind()
        rows = sample.with_row(index, sample.spoiled(row))

        with undone_afterwards():
            done = commit(kind, sample.source(kind, rows))
            assert (done.receipt is None) == sample.is_whole
            if sample.is_whole:
                assert not differing(before, state())

        assert sample.named(done.diff) == {sample.number_of(index)}
        if sample.is_whole:
            errors = done.diff.errors
            assert all(error.message and error.address.endswith(str(error.row)) for error in errors)


def test_all_errors_are_named_at_once(sample):
    kind = sample.kind()
    rows = [sample.spoiled(row) for row in sample.rows]

    diff = preview(kind, sample.source(kind, rows))

    assert sample.named(diff) == {sample.number_of(index) for index in range(len(rows))}
    assert not diff.has_work or diff.errors


@pytest.mark.thorough
def test_a_number_of_a_person_in_any_cell_is_refused_and_never_repeated(sample):
    before = state()
    for index in (0, len(sample.rows) - 1):
        for column, cell in enumerate(sample.rows[index]):
            row = [*sample.rows[index]]
            row[column] = f"{cell} {NUMBER}".strip()
            kind = sample.kind()
            with undone_afterwards():
                done = commit(kind, sample.source(kind, sample.with_row(index, row)))
                assert NUMBER not in repr(state())
                assert (done.receipt is None) == sample.is_whole
                if sample.is_whole:
                    assert not differing(before, state())
            assert sample.number_of(index) in sample.named(done.diff), (index, column)
            if sample.is_whole:
                assert done.diff.has_cpr
            told = [*done.diff.errors, *done.diff.warnings, *kind.told(done.diff)]
            assert NUMBER not in repr(told)
            assert NUMBER not in json.dumps(kind.as_contract(done.diff, None), default=str)


def test_a_number_of_a_person_in_any_heading_is_refused(sample):
    for column in range(len(sample.headings)):
        headings = [*sample.headings]
        headings[column] = f"{headings[column]} {NUMBER}"
        kind = sample.kind()
        if sample.is_whole:
            with pytest.raises(Unreadable) as refusal:
                sample.source(kind, headings=headings)
            assert NUMBER not in refusal.value.message


@pytest.mark.thorough
def test_a_failure_at_any_write_leaves_all_as_it_was(sample):
    kind, before = sample.kind(), state()
    with undone_afterwards(), failing_at(0) as writes:
        commit(kind, sample.source(kind))
    total = writes.count
    assert total > 2

    for number in sorted({1, 2, total // 3, total // 2, total - 1, total}):
        kind = sample.kind()
        with pytest.raises(Failure), failing_at(number):
            commit(kind, sample.source(kind))
        assert not differing(before, state()), number

    kind = sample.kind()
    assert commit(kind, sample.source(kind)).receipt is not None


def test_a_file_taken_back_leaves_all_as_it_was(sample):
    kind, before = sample.kind(), state()
    done = commit(kind, sample.source(kind))
    if not kind.can_be_undone:
        assert kind.code in NOT_UNDONE
        return

    outcome = undo(sample.kind(), done.receipt)

    assert outcome.kept == ()
    assert outcome.deleted + outcome.restored or kind.code == "programme_survey"
    assert not differing(before, visible(state()))
    with pytest.raises(UndoneAlready):
        undo(sample.kind(), done.receipt)
    kind = sample.kind()
    assert commit(kind, sample.source(kind)).diff.new_count == done.diff.new_count


def test_a_file_that_changed_things_is_taken_back_to_what_was_there_before(sample):
    if sample.changed is None:
        assert sample.kind().code in {*NOT_UNDONE, "measurements"}
        return
    kind = sample.kind()
    commit(kind, sample.source(kind))
    before = visible(state())
    kind = sample.kind()
    done = commit(kind, sample.source(kind, [sample.changed(row) for row in sample.rows]))
    assert done.diff.changed_count
    assert done.diff.new_count == 0
    assert differing(before, visible(state()))

    outcome = undo(sample.kind(), done.receipt)

    assert outcome.kept == ()
    assert not differing(before, visible(state()))


def visible(after: dict[str, list]) -> dict[str, list]:
    """Results of a file that was taken back stay as rows, and count no longer."""
    from programmes.models import Part, Result

    after["Result"] = list(Result.objects.standing().order_by("pk").values())
    standing = [row["id"] for row in after["Result"]]
    after["Part"] = list(Part.objects.filter(result__in=standing).order_by("pk").values())
    return after


def test_the_command_line_reads_any_kind_in(sample, tmp_path):
    kind, before, answer = sample.kind(), state(), StringIO()
    path = tmp_path / sample.name
    path.write_bytes(sample.content(sample.headings, sample.rows))
    options = {"json": True, "stdout": answer, **sample.options}

    call_command("import_file", kind.code, str(path), dry_run=True, **options)
    assert not differing(before, state())
    tried = json.loads(answer.getvalue())
    answer.truncate(0)
    answer.seek(0)
    call_command("import_file", kind.code, str(path), **options)

    done = json.loads(answer.getvalue())
    assert tried | {"import_id": None} == done | {"import_id": None}
    assert differing(before, state())


# --- Means of these tests -----------------------------------------------------------------------


class Failure(Exception):
    """What goes wrong in the middle."""


class Writes:
    """Counts what is written, and fails at one of them."""

    def __init__(self, at: int) -> None:
        self.at, self.count = at, 0

    def __call__(self, execute, sql, params, many, context):
        if sql.lstrip().upper().startswith(("INSERT", "UPDATE", "DELETE")):
            self.count += 1
            if self.count == self.at:
                raise Failure
        return execute(sql, params, many, context)


@contextmanager
def failing_at(number: int) -> Iterator[Writes]:
    writes = Writes(number)
    with connection.execute_wrapper(writes):
        yield writes


@contextmanager
def undone_afterwards() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
