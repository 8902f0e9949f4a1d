"""The administrator's way from a file to the data: upload, preview, confirm."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET
from import_export.admin import ImportMixin

from accounts.requests import signed_in
from config.read_only import ReadOnly
from files.spreadsheets import Unreadable
from imports.errors import Busy, DataChanged, FileGone, NotRecognised
from imports.marked_files import with_errors_marked
from imports.tickets import Upload
from imports.turns import in_turn
from institutions.scoped_admin import WithinScope
from measurements.admin.entry import TypesIn
from measurements.admin.exporting import TakesOut
from measurements.admin.receipts import may_import
from measurements.admin.under_way import ReadsLargeFiles
from measurements.admin.uploading import (
    LAYOUT_CHOICES,
    MeasurementFilesForm,
    forget_waiting,
    let_wait,
    opened,
    take_up,
    waiting_files,
)
from measurements.importing import NeedsReason, prepare
from measurements.layouts import LAYOUTS
from measurements.models import Import, ImportUnderWay, Measurement
from measurements.previews import Preview, unaccepted
from measurements.raw_files import keeping
from measurements.resources import MeasurementResource
from measurements.tasks import is_large


@admin.register(Measurement)
class MeasurementAdmin(
    ReadOnly,
    TypesIn,
    TakesOut,
    ReadsLargeFiles,
    WithinScope,
    ImportMixin,
    admin.ModelAdmin[Measurement],
):
    """Measurements are read here and come in by files, so that each can be traced to its row."""

    resource_classes = [MeasurementResource]
    import_template_name = "admin/measurements/measurement/import.html"
    list_display = ["institution", "topic", "group", "period", "raw", "is_suppressed"]
    list_filter = ["topic__version__instrument", "year", "is_suppressed"]
    list_select_related = ["institution", "topic"]
    search_fields = ["institution__name", "topic__name"]
    list_per_page = 50
    show_full_result_count = False

    def has_import_permission(self, request: HttpRequest) -> bool:
        """Administrators who may add measurements, and nobody else."""
        return super().has_import_permission(request) and may_import(request)

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(require_GET(self.faults_view))
        return [
            path("import/fejl/", view, name="measurements_measurement_faults"),
            *super().get_urls(),
        ]

    # --- The three steps ----------------------------------------------------------------------

    def import_action(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """The form for a file; with a file, or the ticket to one, its preview."""
        self._require_permission(request)
        if request.method != "POST":
            return self._form_page(request, MeasurementFilesForm())
        if "forget" in request.POST:
            forget_waiting(request)
            return redirect("admin:measurements_measurement_import")
        if ticket := request.POST.get("upload"):
            return self._preview_again(request, ticket)
        form = MeasurementFilesForm(request.POST, request.FILES)
        if not form.is_valid():
            return self._form_page(request, form)
        return self._preview_first(request, form)

    def _preview_first(self, request: HttpRequest, form: MeasurementFilesForm) -> HttpResponse:
        """The preview of the first file that can be read; the others wait for their turn."""
        files, layout = form.cleaned_data["import_file"], form.cleaned_data["layout"]
        preview = None
        refused = []
        for file in files:
            content = file.read()
            try:
                if preview is None:
                    preview = self._preview(request, content, file.name, layout=layout)
                else:
                    let_wait(request, content, file.name, layout=layout)
            except (Unreadable, NotRecognised) as error:
                about = f"{file.name}: " if len(files) > 1 else ""
                refused.append(f"{about}{error.message}")
        if preview is None:
            for sentence in refused:
                form.add_error("import_file", sentence)
            return self._form_page(request, form)
        for sentence in refused:
            messages.error(request, sentence)
        return preview

    def process_import(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Read in the file whose preview was confirmed, if it would still do what was shown."""
        self._require_permission(request)
        if request.method != "POST":
            return redirect("admin:measurements_measurement_import")
        try:
            upload = Upload.of(request.POST.get("upload", ""), user=signed_in(request))
            content = upload.read()
            sheet = opened(content, upload.name)
            with in_turn(), keeping(content) as keep:
                result = MeasurementResource().import_data(
                    sheet,
                    layout=upload.layout,
                    fingerprint=upload.fingerprint or "never shown",
                    accept_warnings="accept" in request.POST,
                    accept_names="accept_names" in request.POST,
                    remember_names="remember_names" in request.POST,
                    user=signed_in(request),
                    reason=request.POST.get("reason", ""),
                )
                keep(result.batch)
        except (FileGone, Unreadable, NotRecognised):
            return self._gone(request)
        except (Busy, DataChanged) as refusal:
            messages.error(request, str(refusal))
            return self._preview(request, upload.read(), upload.name, layout=upload.layout)
        except NeedsReason as refusal:
            messages.error(request, str(refusal))
            return self._preview(request, content, upload.name, layout=upload.layout, status=422)
        upload.forget()
        if result.batch is None and (result.plan.warnings or result.plan.name_matches):
            messages.error(request, unaccepted(result.plan))
            return self._preview(request, content, upload.name, layout=upload.layout, status=422)
        if result.batch is None:
            messages.success(request, _("Everything in the file is here already"))
            return redirect("admin:measurements_measurement_import")
        self._log(request, result.batch)
        return redirect("admin:measurements_import_change", result.batch.pk)

    def faults_view(self, request: HttpRequest) -> HttpResponse:
        """The file with one more column: what to correct in each row."""
        self._require_permission(request)
        try:
            upload = Upload.of(request.GET.get("upload", ""), user=signed_in(request))
            plan = prepare(opened(upload.read(), upload.name), layout=upload.layout)
        except (FileGone, Unreadable, NotRecognised):
            return self._gone(request)
        marked = with_errors_marked(plan.sheet, plan.errors)
        name = f"{upload.name.rsplit('.', 1)[0]}-{_('errors')}.{marked.ending}"
        return HttpResponse(
            marked.content,
            content_type=marked.content_type,
            headers={"Content-Disposition": content_disposition_header(True, name)},
        )

    # --- Their pages --------------------------------------------------------------------------

    def _preview(
        self, request: HttpRequest, content: bytes, name: str, *, layout: str, status: int = 200
    ) -> HttpResponse:
        sheet = opened(content, name)
        if is_large(sheet):
            return self._read_beside(request, content, sheet, layout=layout)
        plan = MeasurementResource().import_data(sheet, dry_run=True, layout=layout).plan
        upload = None
        if not plan.content.has_cpr:  # such a file is not kept, not even for a moment
            upload = Upload.keep(
                content,
                name=name,
                user=signed_in(request),
                layout=plan.layout.code,
                fingerprint=plan.fingerprint if plan.is_clean else "",
            )
        preview = Preview.of(plan, by=str(signed_in(request)), at=timezone.now())
        context = {"preview": preview, "upload": upload}
        return self._preview_page(request, context, status=status)

    def _preview_page(
        self, request: HttpRequest, context: dict[str, Any], *, status: int = 200
    ) -> HttpResponse:
        """Drawn last of all, so that it tells of every file that waits."""
        page = "admin/measurements/measurement/import_preview.html"
        context |= {"waiting": SimpleLazyObject(lambda: waiting_files(request))}
        return TemplateResponse(request, page, context, status=status)

    def _preview_again(self, request: HttpRequest, ticket: str) -> HttpResponse:
        """The preview of a file that is kept already, in another layout."""
        layout = request.POST.get("layout", "auto")
        if layout not in dict(LAYOUT_CHOICES):
            layout = "auto"
        is_waiting = any(one.ticket == ticket for one in waiting_files(request))
        take_up(request, ticket)
        try:
            upload = Upload.of(ticket, user=signed_in(request))
            content = upload.read()
        except FileGone:
            return self._gone(request)
        try:
            response = self._preview(request, content, upload.name, layout=layout)
        except (Unreadable, NotRecognised) as error:
            messages.error(request, error.message)
            if is_waiting:
                return redirect("admin:measurements_measurement_import")
            return self._preview(request, content, upload.name, layout=upload.layout)
        upload.forget()
        return response

    def _form_page(self, request: HttpRequest, form: MeasurementFilesForm) -> HttpResponse:
        status = 200 if not form.errors else 422
        context = {
            "form": form,
            "layouts": LAYOUTS.values(),
            "waiting": waiting_files(request),
            "under_way": ImportUnderWay.objects.visible_to(signed_in(request)).pending(),
        }
        return TemplateResponse(request, self.import_template_name, context, status=status)

    def _gone(self, request: HttpRequest) -> HttpResponse:
        messages.error(request, _("The file is no longer kept here. Choose it once more."))
        return redirect("admin:measurements_measurement_import")

    def _require_permission(self, request: HttpRequest) -> None:
        if not self.has_import_permission(request):
            raise PermissionDenied

    def _log(self, request: HttpRequest, batch: Import) -> None:
        self.log_addition(request, batch, [{"added": {}}])  # type: ignore[arg-type]  # of any row
