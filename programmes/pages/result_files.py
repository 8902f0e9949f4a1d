"""Answers to surveys from files: chosen, shown, confirmed, taken back."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from imports.engine import Committed
from imports.kinds import ImportChoices
from imports.pages import ImportPages
from imports.undo_page import undo_page
from measurements.models import Import
from programmes.importing import ProgrammeSurveyFile
from programmes.importing.preview import SurveyPreview
from programmes.models import Programme


class SurveyPages(ImportPages):
    """Read answers in from a file, about one programme."""

    title = gettext_lazy("Read answers in from a file")
    upload_template = "programmes/import.html"
    preview_template = "programmes/import_preview.html"
    preview_class = SurveyPreview
    upload_address = "result_import"
    confirm_address = "result_import_confirm"
    status_with_errors = 422

    def __init__(self, request: HttpRequest, programme: Programme) -> None:
        super().__init__(request, programme.slug)
        self.programme = programme

    def kind(self, choices: ImportChoices | None = None) -> ProgrammeSurveyFile:
        return ProgrammeSurveyFile(self.programme, by=self.person, choices=choices)

    def done(self, committed: Committed[Any], *, name: str) -> HttpResponse:
        self.tell_it_is_read_in(name)
        return redirect("programme_results", slug=self.programme.slug)

    def context(self) -> dict[str, Any]:
        return {"programme": self.programme}


def result_import(request: HttpRequest, slug: str) -> HttpResponse:
    """The form for a file; with a file, what it would do."""
    return _pages(request, slug).upload()


@require_POST
def result_import_confirm(request: HttpRequest, slug: str) -> HttpResponse:
    """Read in the file that was shown, if it would still do what was shown."""
    return _pages(request, slug).confirm()


def result_import_undo(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Take a file back, once the question has been answered."""
    programme = get_object_or_404(Programme.objects.editable_by(request.user), slug=slug)
    batches = Import.objects.filter(
        layout=ProgrammeSurveyFile.code, programme_results__question__point__programme=programme
    )
    batch = get_object_or_404(batches.distinct(), pk=pk)
    results = reverse("programme_results", args=[slug])
    return undo_page(
        request,
        ProgrammeSurveyFile(programme),
        batch,
        back=results,
        crumbs=[(results, str(programme))],
        lost=lambda: [
            _("Results that came with it, and no longer count: %(count)s.")
            % {"count": batch.programme_results.count()},
            _("Those that it took the place of count again. The file must be read in anew."),
        ],
    )


def _pages(request: HttpRequest, slug: str) -> SurveyPages:
    plannable = Programme.objects.plannable_by(request.user)
    return SurveyPages(request, get_object_or_404(plannable, slug=slug))
