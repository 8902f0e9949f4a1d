from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from institutions.access import Reader, scope_of
from measurements.few import measure_of
from measurements.layouts import all_layouts
from measurements.models import Import, ImportedRow, Inspection, Measurement
from measurements.receipts import cells_of
from measurements.slots import row_parts
from measurements.suppression import threshold_for
from measurements.telling import READ, figures_of, hides, tell


def may_see_cells(row: ImportedRow, measurements: QuerySet[Measurement], *, user: Reader) -> bool:
    """Whether a person may see the cells of a row as they stood.

    The cells know nothing of small numbers. So board members see none of a source that counts
    people, and others not those in which few have answered; administrators have the file anyway.
    """
    layout = all_layouts().get(row.batch.layout)
    if scope_of(user).edits.everything or (layout and not layout.counts_people):
        return True
    if scope_of(user).is_board_only:
        return False
    with_scales = measurements.select_related("topic__scale", "topic__version__scale")
    told = list(with_scales.prefetch_related("topic__scale__steps", "topic__version__scale__steps"))
    same = Measurement.objects.filter(
        institution__in={one.institution_id for one in told},
        topic__in={one.topic_id for one in told},
        period__in={one.period for one in told},
    )
    measures = {one.topic_id: measure_of(one.topic) for one in told}
    found = tell(figures_of(same.values_list(*READ), measures), threshold=threshold_for(user))
    if any(hides(found[one.pk]) for one in told if one.pk in found):
        return False
    return bool(told)  # of a row that nothing stands in any more nobody can tell


def imported_row(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """A row of an import as it stood, for those who see every institution it is about."""
    batch = get_object_or_404(Import.objects.select_related("imported_by"), pk=pk)
    row = batch.rows.numbered(number)
    if row is None:
        raise Http404
    standing_there = {"batch": batch, "row_number": number}
    measurements = Measurement.objects.filter(**standing_there).select_related(
        "topic", "institution"
    )
    seen = measurements.visible_to(request.user)
    inspections = Inspection.objects.filter(**standing_there)
    about = measurements.count() + inspections.count()
    within = seen.count() + inspections.visible_to(request.user).count()
    sees_all = scope_of(request.user).reads.everything
    if not sees_all and (about == 0 or within < about):
        raise Http404
    may_see = may_see_cells(row, measurements, user=request.user)
    cells = cells_of(row) if may_see else ()
    layout = all_layouts().get(row.batch.layout)
    context = {
        "row": row,
        "cells": cells,
        "mended": _mended(row) if may_see else (),
        "measurements": seen,
        "has_hidden": not may_see,
        "layout": layout.title if layout else "",
        "parts": tuple(row_parts.all(request.user, seen)),
    }
    return render(request, "measurements/imported_row.html", context)


def _mended(row: ImportedRow) -> tuple[tuple[str, str, str], ...]:
    """Heading, what stands there, and what was read instead, of cells that were corrected."""
    read = row.batch.mended.get(str(row.number), {})
    return tuple((heading, text, read[heading]) for heading, text in row.cells if heading in read)
