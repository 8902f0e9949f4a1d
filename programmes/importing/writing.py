"""Writing what a file of results says, whole, and taking it back."""

from django.db import transaction

from imports.errors import DataChanged, HasErrors
from imports.turns import wait_for_other_imports
from measurements.importing.undoing import undo as take_back
from measurements.models import Import
from programmes.feeding import feed
from programmes.importing.diff import SurveyDiff
from programmes.importing.reading import prepare
from programmes.models import Part, Result

LAYOUT = "programme_survey"


@transaction.atomic
def carry_out(plan: SurveyDiff, *, by, expected: str) -> Import:
    """Write what the preview showed, whole. Raises DataChanged."""
    wait_for_other_imports()
    if plan.errors:
        raise HasErrors
    if prepare(plan.programme, plan.sheet, user=by).fingerprint != expected:
        raise DataChanged
    batch = Import.objects.create(
        file_name=plan.sheet.name,
        sha256=plan.sheet.sha256,
        size=plan.sheet.size,
        layout=LAYOUT,
        imported_by=by,
        headers=[heading for heading in plan.sheet.headers if heading],
        row_count=len(plan.sheet.rows),
        new_count=plan.new_count,
        changed_count=plan.changed_count,
        unchanged_count=plan.unchanged_count,
    )
    batch.rows.keep(plan.sheet.texts_of(plan.sheet.rows))
    for planned in plan.changing:
        result = Result.objects.create(
            question=planned.question,
            course=planned.course,
            institution_id=planned.institution,
            respondents=planned.respondents,
            mean=planned.mean,
            batch=batch,
            row_number=planned.row.number,
            entered_by=by,
        )
        Part.objects.bulk_create(
            Part(
                result=result,
                number=number,
                label=answer.label,
                low=answer.rank,
                high=answer.rank,
                percent=answer.percent,
                count=answer.count,
            )
            for number, answer in enumerate(planned.answers, start=1)
        )
    feed(plan.programme)
    return batch


def undo(batch: Import) -> None:
    """Take an import back: its results no longer count, and those before them do again.

    The measurements follow, as they do when it is taken back in the administration: see
    `feeding.feed_again`.
    """
    take_back(batch)
