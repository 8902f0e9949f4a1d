"""The administrator's way from a file to the data: upload, preview, confirm, receipt, undo."""

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_POST
from import_export.admin import ImportMixin

from institutions.access import reach_of
from institutions.scoped_admin import WithinReach
from measurements.admin.entry import TypesIn
from measurements.admin.exporting import TakesOut
from measurements.faulty_files import with_faults_marked
from measurements.importing import Busy, DataChanged, NeedsReason, Refused, in_turn, prepare, undo
from measurements.importing.locks import locks_of_import
from measurements.layouts import LAYOUTS, NotRecognised
from measurements.models import Import, Measurement
from measurements.previews import Preview
from measurements.raw_files import keeping
from measurements.receipts import Receipt
from measurements.resources import MeasurementResource
from spreadsheets import Limits, Sheet, Unreadable, read
from spreadsheets.uploads import Gone, Upload

LAYOUT_CHOICES = [("auto", gettext_lazy("Recognise it from the headings"))] + [
    (layout.code, layout.title) for layout in LAYOUTS.values()
]


class UploadForm(forms.Form):
    """A file, and how it is laid out if the headings cannot tell."""

    import_file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("A spreadsheet from Excel (.xlsx) or a .csv file."),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}),
    )
    layout = forms.ChoiceField(
        label=gettext_lazy("Layout"), choices=LAYOUT_CHOICES, initial="auto", required=False
    )

    def clean_layout(self) -> str:
        return self.cleaned_data["layout"] or "auto"

    def clean_import_file(self):
        """Too large is told from the size alone, before any of the file is read."""
        file = self.cleaned_data["import_file"]
        if file.size > settings.IMPORT_MAX_BYTES:
            raise forms.ValidationError(
                _("The file is too large: at most %(limit)s MB.")
                % {"limit": settings.IMPORT_MAX_BYTES // 1_000_000}
            )
        return file


@admin.register(Measurement)
class MeasurementAdmin(TypesIn, TakesOut, WithinReach, ImportMixin, admin.ModelAdmin):
    """Measurements are read here and come in by files, so that each can be traced to its row."""

    resource_classes = [MeasurementResource]
    import_template_name = "admin/measurements/measurement/import.html"
    list_display = ["institution", "topic", "group", "period", "raw", "is_suppressed"]
    list_filter = ["topic__version__instrument", "year", "is_suppressed"]
    list_select_related = ["institution", "topic"]
    search_fields = ["institution__name", "topic__name"]
    list_per_page = 50
    show_full_result_count = False

    def has_add_permission(self, request) -> bool:
        return False

    def has_change_permission(self, request, obj=None) -> bool:
        return False

    def has_delete_permission(self, request, obj=None) -> bool:
        return False

    def has_import_permission(self, request) -> bool:
        """Administrators who may add measurements, and nobody else."""
        return super().has_import_permission(request) and may_import(request)

    def get_urls(self):
        view = self.admin_site.admin_view(require_GET(self.faults_view))
        return [
            path("import/fejl/", view, name="measurements_measurement_faults"),
            *super().get_urls(),
        ]

    # --- The three steps ----------------------------------------------------------------------

    def import_action(self, request: HttpRequest, **kwargs) -> HttpResponse:
        """The form for a file; with a file, or the ticket to one, its preview."""
        self._require_permission(request)
        if request.method != "POST":
            return self._form_page(request, UploadForm())
        if ticket := request.POST.get("upload"):
            return self._preview_again(request, ticket)
        form = UploadForm(request.POST, request.FILES)
        if not form.is_valid():
            return self._form_page(request, form)
        file = form.cleaned_data["import_file"]
        content = file.read()
        layout = form.cleaned_data["layout"]
        try:
            return self._preview(request, content, file.name, layout=layout)
        except (Unreadable, NotRecognised) as error:
            form.add_error("import_file", error.message)
            return self._form_page(request, form)

    def process_import(self, request: HttpRequest, **kwargs) -> HttpResponse:
        """Read in the file whose preview was confirmed, if it would still do what was shown."""
        self._require_permission(request)
        if request.method != "POST":
            return redirect("admin:measurements_measurement_import")
        try:
            upload = Upload.of(request.POST.get("upload", ""), user=request.user)
            content = upload.read()
            sheet = _sheet(content, upload.name)
            with in_turn(), keeping(content) as keep:
                result = MeasurementResource().import_data(
                    sheet,
                    layout=upload.layout,
                    fingerprint=upload.fingerprint or "never shown",
                    accept_warnings="accept" in request.POST,
                    user=request.user,
                    reason=request.POST.get("reason", ""),
                )
                keep(result.batch)
        except (Gone, Unreadable, NotRecognised):
            return self._gone(request)
        except (Busy, DataChanged) as refusal:
            messages.error(request, str(refusal))
            return self._preview(request, upload.read(), upload.name, layout=upload.layout)
        except NeedsReason as refusal:
            messages.error(request, str(refusal))
            return self._preview(request, content, upload.name, layout=upload.layout, status=422)
        upload.forget()
        if result.batch is None and result.plan.warnings:
            messages.error(request, _("Look at the unusual values, and tick that they are right."))
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
            upload = Upload.of(request.GET.get("upload", ""), user=request.user)
            plan = prepare(_sheet(upload.read(), upload.name), layout=upload.layout)
        except (Gone, Unreadable, NotRecognised):
            return self._gone(request)
        name = f"{upload.name.rsplit('.', 1)[0]}-{_('errors')}.csv"
        return HttpResponse(
            with_faults_marked(plan),
            content_type="text/csv; charset=utf-8",
            headers={"Content-Disposition": content_disposition_header(True, name)},
        )

    # --- Their pages --------------------------------------------------------------------------

    def _preview(
        self, request: HttpRequest, content: bytes, name: str, *, layout: str, status: int = 200
    ) -> HttpResponse:
        sheet = _sheet(content, name)
        plan = MeasurementResource().import_data(sheet, dry_run=True, layout=layout).plan
        upload = None
        if not plan.content.has_cpr:  # such a file is not kept, not even for a moment
            upload = Upload.keep(
                content,
                name=name,
                user=request.user,
                layout=plan.layout.code,
                fingerprint=plan.fingerprint if plan.is_clean else "",
            )
        preview = Preview.of(plan, by=str(request.user), at=timezone.now())
        context = {"preview": preview, "upload": upload}
        page = "admin/measurements/measurement/import_preview.html"
        return TemplateResponse(request, page, context, status=status)

    def _preview_again(self, request: HttpRequest, ticket: str) -> HttpResponse:
        """The preview of a file that is kept already, in another layout."""
        layout = request.POST.get("layout", "auto")
        if layout not in dict(LAYOUT_CHOICES):
            layout = "auto"
        try:
            upload = Upload.of(ticket, user=request.user)
            content = upload.read()
        except Gone:
            return self._gone(request)
        try:
            response = self._preview(request, content, upload.name, layout=layout)
        except (Unreadable, NotRecognised) as error:
            messages.error(request, error.message)
            return self._preview(request, content, upload.name, layout=upload.layout)
        upload.forget()
        return response

    def _form_page(self, request: HttpRequest, form: UploadForm) -> HttpResponse:
        status = 200 if not form.errors else 422
        context = {"form": form, "layouts": LAYOUTS.values()}
        return TemplateResponse(request, self.import_template_name, context, status=status)

    def _gone(self, request: HttpRequest) -> HttpResponse:
        messages.error(request, _("The file is no longer kept here. Choose it once more."))
        return redirect("admin:measurements_measurement_import")

    def _require_permission(self, request: HttpRequest) -> None:
        if not self.has_import_permission(request):
            raise PermissionDenied

    def _log(self, request: HttpRequest, batch: Import) -> None:
        self.log_addition(request, batch, [{"added": {}}])


@admin.register(Import)
class ImportAdmin(WithinReach, admin.ModelAdmin):
    """Every import with its receipt. Made by reading in, never changed, only undone."""

    list_display = [
        "file_name",
        "recognised_as",
        "imported_by",
        "imported_at",
        "row_count",
        "new_count",
        "changed_count",
        "unchanged_count",
        "undone_at",
    ]
    list_filter = ["imported_at"]
    list_select_related = ["imported_by"]
    search_fields = ["file_name", "sha256"]
    change_list_template = "admin/measurements/import/change_list.html"

    def has_add_permission(self, request) -> bool:
        return False

    def has_change_permission(self, request, obj=None) -> bool:
        return False

    def has_delete_permission(self, request, obj=None) -> bool:
        return False

    def get_urls(self):
        undo_view = self.admin_site.admin_view(require_POST(self.undo_view))
        file_view = self.admin_site.admin_view(require_GET(self.file_view))
        return [
            path("<int:pk>/fortryd/", undo_view, name="measurements_import_undo"),
            path("<int:pk>/fil/", file_view, name="measurements_import_file"),
            *super().get_urls(),
        ]

    @admin.display(description=gettext_lazy("recognised as"), ordering="layout")
    def recognised_as(self, batch: Import) -> str:
        return str(LAYOUTS[batch.layout].title) if batch.layout in LAYOUTS else batch.layout

    def changelist_view(self, request, extra_context=None):
        context = {"may_import": may_import(request)} | (extra_context or {})
        return super().changelist_view(request, context)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """The receipt."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        batches = self.get_queryset(request).select_related("imported_by")
        batch = get_object_or_404(batches, pk=object_id if object_id.isdecimal() else None)
        receipt = Receipt.of(batch, page=request.GET.get("side", "1"))
        may_undo = may_import(request)
        locks = locks_of_import(batch) if may_undo and not batch.undone_at else []
        context = {"receipt": receipt, "may_undo": may_undo, "locks": locks}
        return TemplateResponse(request, "admin/measurements/import/receipt.html", context)

    def file_view(self, request: HttpRequest, pk: int) -> FileResponse:
        """The file as it was read in, for as long as it is kept."""
        if not may_import(request):
            raise PermissionDenied
        batch = get_object_or_404(self.get_queryset(request).exclude(raw_file=""), pk=pk)
        try:
            file = batch.raw_file.open("rb")
        except FileNotFoundError as error:
            raise Http404 from error
        return FileResponse(
            file,
            as_attachment=True,
            filename=batch.file_name,
            content_type="application/octet-stream",
        )

    def undo_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Take the import back."""
        if not may_import(request):
            raise PermissionDenied
        batch = get_object_or_404(self.get_queryset(request), pk=pk)
        try:
            with in_turn():
                undone = undo(batch, reason=request.POST.get("reason", ""))
        except Refused as refusal:
            messages.error(request, str(refusal))
            return redirect("admin:measurements_import_change", pk)
        self.log_change(request, batch, [{"changed": {"fields": ["undone_at"]}}])
        messages.success(request, _("%(file)s has been undone.") % {"file": batch})
        if undone.kept:
            sentence = ngettext(
                "One value was changed by a later import and stays: %(names)s.",
                "%(count)s values were changed by a later import and stay: %(names)s.",
                len(undone.kept),
            )
            names = "; ".join(undone.kept[:5]) + ("; …" if len(undone.kept) > 5 else "")
            messages.warning(request, sentence % {"count": len(undone.kept), "names": names})
        return redirect("admin:measurements_import_change", pk)


def may_import(request: HttpRequest) -> bool:
    """Whether the person may change data by files: an administrator with the permission to."""
    user = request.user
    return (
        user.is_active
        and user.is_staff
        and user.has_perm("measurements.add_measurement")
        and reach_of(user).edits.everything
    )


def _sheet(content: bytes, name: str) -> Sheet:
    return read(content, name=name, limits=Limits.from_settings())
