"""The pages of files too large to be read while somebody waits."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from imports import background
from imports.answering import cells_of, given_in
from imports.following import Following
from imports.news import stop
from imports.tickets import FOLDER
from measurements.models import ImportUnderWay

if TYPE_CHECKING:
    from django.contrib.admin import ModelAdmin

    from measurements.admin.file_pages import MeasurementPages
    from measurements.models import Measurement

    class _Admin(ModelAdmin[Measurement]):
        def pages(self, request: HttpRequest) -> MeasurementPages: ...

else:
    _Admin = object  # it stands before a ModelAdmin that reads files in

Stage = ImportUnderWay.Stage


class ReadsLargeFiles(_Admin):
    """For the ModelAdmin of measurements: a page to follow a large file on, and its buttons."""

    def get_urls(self) -> list[URLPattern]:
        views = {
            "": ("under_way", require_GET(self.under_way_view)),
            "bekraeft/": ("under_way_confirm", require_POST(self.confirm_view)),
            "begynd-igen/": ("under_way_restart", require_POST(self.restart_view)),
            "stop/": ("under_way_stop", require_POST(self.stop_view)),
            "fejl/": ("under_way_faults", require_GET(self.marked_view)),
        }
        return [
            *(
                path(
                    f"import/under-vejs/<int:pk>/{end}",
                    self.admin_site.admin_view(view),
                    name=f"measurements_measurement_{name}",
                )
                for end, (name, view) in views.items()
            ),
            *super().get_urls(),
        ]

    def under_way_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """How far it is; once it has been checked its preview, once it is done its receipt."""
        one = self._mine(request, pk)
        if one.stage == Stage.DONE:
            if one.batch_id:
                return redirect("admin:measurements_import_change", one.batch_id)
            messages.success(request, _("Everything in the file is here already"))
            return redirect("admin:measurements_measurement_import")
        if one.stage == Stage.CHECKED:
            pages = self.pages(request)
            address = reverse("admin:measurements_measurement_under_way_confirm", args=[pk])
            again = reverse("admin:measurements_measurement_under_way_restart", args=[pk])
            context = {
                "preview": one.preview,
                "upload": background.upload_of(one),
                "one": one,
                "confirm_url": address,
                "look_url": again,
            }
            return pages.page(pages.preview_template, context | pages.questions_context_of(one))
        page = "admin/measurements/measurement/under_way.html"
        return TemplateResponse(request, page, {"following": Following.of(one)})

    def confirm_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Have it read in as its preview shows."""
        one = self._mine(request, pk)
        if one.stage == Stage.CHECKED and one.fingerprint:
            background.confirm(
                one,
                accepted=request.POST,
                reason=request.POST.get("reason", ""),
            )
        return redirect(one)

    def restart_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Begin the step once more, or check the file again where the data have changed."""
        one = self._mine(request, pk)
        if one.stage == Stage.CHECKED and "step" in request.POST:
            self._answer(request, one)
        elif one.stage in (Stage.CHECKED, Stage.STOPPED) or Following.of(one).may_restart:
            background.restart(one)
        return redirect(one)

    def _answer(self, request: HttpRequest, one: ImportUnderWay) -> None:
        """Check the file again with the answers, or say what is wrong with them."""
        questions = self.pages(request).questions_of(one)
        cells = dict.fromkeys(cells_of(questions), "")
        given = given_in(request.POST, questions, cells=cells, answered=one.answers)
        wrong = [one.text for one in questions if one.id in given.wrong]
        for question in wrong:
            messages.error(request, f"{question} {_('This has not been answered yet.')}")
        if given.answers:
            background.answer(one, given, questions)

    def stop_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Ask the task to stop; where none has begun, nothing is left to stop."""
        one = self._mine(request, pk)
        if one.is_working:
            stop(one)
            background.stop_waiting(one)
        return redirect(one)

    def marked_view(self, request: HttpRequest, pk: int) -> FileResponse:
        """The file with one more column: what to correct in each row."""
        one = self._mine(request, pk)
        try:
            file = default_storage.open(f"{FOLDER}/{background.faults_name(one)}", "rb")
        except FileNotFoundError as error:
            raise Http404 from error
        name = f"{one.file_name.rsplit('.', 1)[0]}-{_('errors')}.csv"
        return FileResponse(
            file, as_attachment=True, filename=name, content_type="text/csv; charset=utf-8"
        )

    def _mine(self, request: HttpRequest, pk: int) -> ImportUnderWay:
        self.pages(request)
        mine = ImportUnderWay.objects.visible_to(request.user).select_related("user")
        return get_object_or_404(mine, pk=pk)
