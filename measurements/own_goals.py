"""The pages where leaders read in local goals from a spreadsheet, as the administrators' are."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from imports.engine import Committed
from imports.kinds import ImportChoices
from imports.pages import ImportPages
from institutions.access import scope_of
from measurements.importing import MeasurementsDiff
from measurements.importing.own_goals import LocalGoalSheet
from measurements.previews import Preview


class LocalGoalPages(ImportPages):
    """Read local goals in from a spreadsheet, for those who write them anywhere."""

    title = gettext_lazy("Local goals in a spreadsheet")
    upload_template = "measurements/local_goals_import.html"
    preview_template = "measurements/local_goals_import_preview.html"
    upload_address = "local_goals_import"
    confirm_address = "local_goals_import_confirm"

    def kind(self, choices: ImportChoices | None = None) -> LocalGoalSheet:
        return LocalGoalSheet(by=self.person, choices=choices)

    def choices(self, *, layout: str) -> ImportChoices:
        return ImportChoices(layout, frozenset(self.request.POST))

    def preview_of(self, diff: MeasurementsDiff, *, name: str) -> Preview:
        return Preview.of(diff, by=str(self.person), at=timezone.now())

    def done(self, committed: Committed[Any], *, name: str) -> HttpResponse:
        count = committed.receipt.new_count
        sentence = ngettext(
            "%(count)s local goal has become a draft.",
            "%(count)s local goals have become drafts.",
            count,
        )
        messages.success(self.request, sentence % {"count": count})
        return redirect("read_in")


def local_goals_import(request: HttpRequest) -> HttpResponse:
    """The form for a file; with a file, what it would do."""
    return _pages(request).upload()


@require_POST
def local_goals_import_confirm(request: HttpRequest) -> HttpResponse:
    """Read in the file that was shown, if it would still do what was shown."""
    return _pages(request).confirm()


def _pages(request: HttpRequest) -> LocalGoalPages:
    if not scope_of(request.user).edits:
        raise Http404
    return LocalGoalPages(request)
