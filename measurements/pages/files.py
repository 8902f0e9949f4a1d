"""The pages of files of measurements: several at a time, in a layout, or beside the pages."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from files.package import Unreadable
from files.spreadsheets import Sheet
from imports import background
from imports.arranging.questions import Arranged
from imports.cpr import refuse_cpr_in
from imports.engine import Committed
from imports.errors import FileGone, NotRecognised
from imports.kinds import FileKind, ImportChoices
from imports.marked_files import with_errors_marked
from imports.noting import note_read_in
from imports.page_doors import for_those_who
from imports.pages import ImportPages
from imports.said import SaidOfFile
from imports.tickets import Upload
from institutions.access import scope_of
from measurements.importing import MeasurementFile, MeasurementsDiff, recognised_in
from measurements.layouts import all_layouts
from measurements.models import ImportUnderWay
from measurements.own.from_files import has_unknown_questions
from measurements.own.guessing import columns_of, may_be_measured
from measurements.pages.uploading import (
    MeasurementFilesForm,
    dequeue,
    enqueue,
    forget_waiting,
    waiting_files,
)
from measurements.previews import Preview
from measurements.way_in import may_import


class MeasurementPages(ImportPages):
    """Read in figures: the administrator's way from files to the values."""

    form = MeasurementFilesForm
    title = gettext_lazy("Read in figures")
    upload_template = "measurements/files/choose.html"
    preview_template = "measurements/files/preview.html"
    columns_template = "measurements/files/columns.html"
    upload_address = "measurement_import"
    confirm_address = "measurement_import_confirm"

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request)
        self.unknown: list[Upload] = []

    def kind(self, choices: ImportChoices | None = None) -> MeasurementFile:
        return MeasurementFile(by=self.person, choices=choices)

    def choices(self, *, layout: str) -> ImportChoices:
        told = self.request.POST
        return ImportChoices(layout, frozenset(told), told.get("reason", ""))

    def preview_of(self, diff: MeasurementsDiff, *, name: str) -> Preview:
        return Preview.of(diff, by=str(self.request.user), at=timezone.now())

    def done(self, committed: Committed[MeasurementsDiff], *, name: str) -> HttpResponse:
        note_read_in(self.person.pk, committed.receipt)
        return redirect("import_detail", committed.receipt.pk)

    # --- Choosing several -------------------------------------------------------------------------

    def upload(self) -> HttpResponse:
        """The form for files; with files, or the ticket to one, the preview of the first."""
        told = self.request.POST
        if self.request.method != "POST":
            return self.upload_page(self.form())
        if "forget" in told:
            forget_waiting(self.request)
            return redirect(self.upload_url)
        if ticket := told.get("upload"):
            return self.preview_of_ticket(ticket)
        form = self.form(told, self.request.FILES)
        return self.preview_of_first(form) if form.is_valid() else self.upload_page(form)

    def preview_of_first(self, form: MeasurementFilesForm) -> HttpResponse:
        """The preview of the first file that can be read; the others wait for their turn."""
        files, layout = form.cleaned_data["import_file"], form.cleaned_data["layout"]
        shown = None
        refused = []
        for file in files:
            content = file.read()
            try:
                if shown is None:
                    shown = self.preview(content, file.name, layout=layout)
                else:
                    enqueue(self.request, content, file.name, layout=layout)
            except NotRecognised as error:
                self.keep_unknown(content, file.name)
                refused.append((file.name, error.message))
            except Unreadable as error:
                refused.append((file.name, error.message))
        told = [f"{name}: {said}" if len(files) > 1 else said for name, said in refused]
        return self._with_refused(form, shown, told)

    def _with_refused(
        self, form: MeasurementFilesForm, shown: HttpResponse | None, told: list[str]
    ) -> HttpResponse:
        """The preview with what is told of other files; the form again where none can be read."""
        if shown is not None:
            for sentence in told:
                messages.error(self.request, sentence)
            return shown
        for sentence in told:
            form.add_error("import_file", sentence)
        return self.upload_page(form)

    def keep_unknown(self, content: bytes, name: str) -> None:
        """Keep a file that fits no layout and may be measured: an instrument can be made of it."""
        try:
            sheet = self.kind().open(content, name)
            refuse_cpr_in(sheet)
        except Unreadable:
            return
        if not may_be_measured(columns_of(sheet)):
            return
        self.unknown.append(Upload.keep(content, name=name, user=self.person))

    def preview_of_ticket(self, ticket: str) -> HttpResponse:
        """The preview of a file that is kept already: in another layout, or with answers."""
        told = self.request.POST
        is_waiting = any(one.ticket == ticket for one in waiting_files(self.request))
        dequeue(self.request, ticket)
        try:
            upload = Upload.of(ticket, user=self.person)
            content = upload.read()
        except FileGone:
            return self.gone()
        layout = told.get("layout", upload.layout)
        if layout not in {"auto", *all_layouts()}:
            layout = "auto"
        self.forget_remembered(self.kind())
        said = self.said(upload, content)
        try:
            shown = self.preview(content, upload.name, layout=layout, said=said)
        except (Unreadable, NotRecognised) as error:
            again = self.columns_again(upload, content, said, sentence=error.message)
            if is_waiting or (again is None and layout == upload.layout):
                return redirect(self.upload_url)
            return again or self.preview(content, upload.name, layout=upload.layout, said=said)
        background.give_up(ImportUnderWay, upload)
        return shown

    # --- Their pages ------------------------------------------------------------------------------

    def columns_context(self, source: Sheet, arranged: Arranged) -> dict[str, Any]:
        """Columns that nobody knows may be the questions of an instrument that is not there yet."""
        may_make = scope_of(self.person).edits.everything
        return {"may_become": may_make and has_unknown_questions(source, arranged)}

    def show(
        self,
        kind: FileKind[Any, Any],
        source: Sheet,
        content: bytes,
        name: str,
        *,
        status: int,
        said: SaidOfFile,
    ) -> HttpResponse:
        """A large file is compared beside the pages."""
        if background.is_large(source):
            return self.read_beside(content, source, layout=kind.choices.layout, said=said)
        return super().show(kind, source, content, name, status=status, said=said)

    def read_beside(
        self, content: bytes, sheet: Sheet, *, layout: str, said: SaidOfFile
    ) -> HttpResponse:
        """Its columns are recognised, it holds no CPR numbers, and the rest is for a task."""
        recognised = recognised_in(sheet, layout=layout)
        refuse_cpr_in(sheet, numbers=recognised.numbers)
        one = background.receive(
            ImportUnderWay,
            content,
            sheet,
            layout=recognised.layout.code,
            user=self.person,
            said=said,
        )
        return redirect(one)

    def layout_of(self, diff: MeasurementsDiff) -> str:
        return diff.layout.code

    def marked(self) -> HttpResponse:
        """The file with one more column: what to correct in each row."""
        try:
            upload = Upload.of(self.request.GET.get("upload", ""), user=self.person)
            kind = self.kind(ImportChoices(upload.layout, answers=upload.answers))
            plan = kind.compare(kind.open(upload.read(), upload.name))
        except (FileGone, Unreadable, NotRecognised):
            return self.gone()
        marked = with_errors_marked(plan.sheet, plan.errors)
        name = f"{upload.name.rsplit('.', 1)[0]}-{_('errors')}.{marked.ending}"
        return HttpResponse(
            marked.content,
            content_type=marked.content_type,
            headers={"Content-Disposition": content_disposition_header(True, name)},
        )

    def context(self) -> dict[str, Any]:
        """Asked for last of all, so that every file that waits is told of."""
        return {
            "unknown": self.unknown,
            "layouts": all_layouts().values(),
            "waiting": SimpleLazyObject(lambda: waiting_files(self.request)),
            "under_way": ImportUnderWay.objects.visible_to(self.request.user).pending(),
        }


@for_those_who(may_import)
def measurement_import(request: HttpRequest) -> HttpResponse:
    """The form for files; with a file, or the ticket to one, its preview."""
    return MeasurementPages(request).upload()


@for_those_who(may_import)
def measurement_import_confirm(request: HttpRequest) -> HttpResponse:
    """Read in the file whose preview was confirmed, if it would still do what was shown."""
    pages = MeasurementPages(request)
    return pages.confirm() if request.method == "POST" else redirect(pages.upload_url)


@require_GET
@for_those_who(may_import)
def measurement_import_faults(request: HttpRequest) -> HttpResponse:
    """The file with one more column: what to correct in each row."""
    return MeasurementPages(request).marked()
