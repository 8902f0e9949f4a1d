from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from institutions.access import reach_of
from measurements.models import ImportedRow, Inspection, Measurement
from measurements.receipts import cells_of


def imported_row(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """A row of an import as it stood, for those who see every institution it is about."""
    row = get_object_or_404(ImportedRow.objects.select_related("batch"), batch=pk, number=number)
    measurements = Measurement.objects.filter(row=row).select_related("topic", "institution")
    seen = measurements.visible_to(request.user)
    inspections = Inspection.objects.filter(row=row)
    about = measurements.count() + inspections.count()
    within = seen.count() + inspections.visible_to(request.user).count()
    sees_all = reach_of(request.user).reads.everything
    if not sees_all and (about == 0 or within < about):
        raise Http404
    context = {"row": row, "cells": cells_of(row), "measurements": seen}
    return render(request, "measurements/imported_row.html", context)
