"""Writing what a file of results says."""

from accounts.models import User
from measurements.models import Import
from programmes.feeding import feed
from programmes.importing.diff import SurveyDiff
from programmes.models import Part, Result

LAYOUT = "programme_survey"


def write(diff: SurveyDiff, *, by: User | None) -> Import:
    """Write what the file says, within the transaction that is open."""
    headers = [heading for heading in diff.sheet.headers if heading]
    batch = Import.about(diff.sheet, diff, layout=LAYOUT, by=by, headers=headers)
    batch.rows.keep(diff.sheet.texts_of(diff.sheet.rows))
    for planned in diff.changing:
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
    feed(diff.programme)
    return batch
