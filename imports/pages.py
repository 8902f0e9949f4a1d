"""The pages of a file on its way in: chosen, shown, confirmed. The same for every kind of file."""

from dataclasses import replace
from typing import Any, ClassVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.requests import signed_in
from files.package import Unreadable
from imports import engine
from imports.engine import Committed
from imports.errors import Busy, DataChanged, FileGone, ImportRefused, NotRecognised
from imports.forms import UploadForm
from imports.kinds import FileKind, ImportChoices
from imports.previews import ImportPreview
from imports.question_pages import AsksAboutFiles
from imports.said import SaidOfFile
from imports.tickets import Upload

#: Stands for the fingerprint of a preview that could not be confirmed.
NEVER_SHOWN = "never shown"


class ImportPages(AsksAboutFiles):
    """The pages of one kind of file, made for one request.

    A subclass says which kind of file it is, where its pages lie, how its preview is told, and
    what comes when it has been read in. Who may see them is for whoever makes it to say.
    """

    form: type[UploadForm] = UploadForm
    upload_template: ClassVar[str] = "imports/upload.html"
    preview_template: ClassVar[str] = "imports/preview.html"
    title: ClassVar[str | Promise] = gettext_lazy("Read in a spreadsheet")
    #: The status of a preview of a file with errors.
    status_with_errors: ClassVar[int] = 200

    #: The names of their addresses, and how their preview is told.
    upload_address: ClassVar[str]
    confirm_address: ClassVar[str]
    preview_class: ClassVar[type[ImportPreview[Any]]]

    def __init__(self, request: HttpRequest, *about: str | int) -> None:
        """about: what the addresses take, where a file is read into one of several things."""
        self.request, self.about = request, about

    # --- What a kind of file says -----------------------------------------------------------------

    def kind(self, choices: ImportChoices | None = None) -> FileKind[Any, Any]:
        raise NotImplementedError

    def preview_of(self, diff: Any, *, name: str) -> Any:
        """What the template of the preview takes."""
        return self.preview_class(diff, name=name)

    def done(self, committed: Committed[Any], *, name: str) -> HttpResponse:
        """Where to go when the file has been read in."""
        raise NotImplementedError

    def context(self) -> dict[str, Any]:
        """What the templates take besides."""
        return {}

    def choices(self, *, layout: str) -> ImportChoices:
        """What has been ticked and written on the preview of a file in a layout."""
        return ImportChoices(layout)

    @property
    def upload_url(self) -> str:
        return reverse(self.upload_address, args=self.about)

    @property
    def confirm_url(self) -> str:
        return reverse(self.confirm_address, args=self.about)

    # --- The three steps --------------------------------------------------------------------------

    def upload(self) -> HttpResponse:
        """The form for a file; with a file, or answers about one, what it would do."""
        if ticket := self.request.POST.get("upload"):
            return self.look(ticket)
        form = self.form(self.request.POST or None, self.request.FILES or None)
        if self.request.method == "POST" and form.is_valid():
            [file] = form.cleaned_data["import_file"]
            try:
                return self.preview(file.read(), file.name)
            except (Unreadable, ImportRefused) as refusal:
                form.add_error("import_file", refusal.message)
        return self.upload_page(form)

    def look(self, ticket: str) -> HttpResponse:
        """What a file that is kept would do with what was answered now. Nothing is saved."""
        try:
            upload = Upload.of(ticket, user=self.person)
            content = upload.read()
            self.forget_remembered(self.kind())
            said = self.said(upload, content)
            shown = self.preview(content, upload.name, layout=upload.layout, said=said)
        except FileGone:
            return self.gone()
        except NotRecognised as refusal:
            again = self.columns_again(upload, content, said, sentence=refusal.message)
            shown = again or redirect(self.upload_url)
        except Unreadable as refusal:
            messages.error(self.request, refusal.message)
            return redirect(self.upload_url)
        upload.forget()
        return shown

    def confirm(self) -> HttpResponse:
        """Read in the file that was shown, if it would still do what was shown."""
        try:
            upload = Upload.of(self.request.POST.get("upload", ""), user=self.person)
            content = upload.read()
            said = self.said(upload, content)
            if said.wrong or self.are_other_answers(upload, said):
                return self._preview_again(upload, content, said, status=422 if said.wrong else 200)
            kind = self.kind(replace(self.choices(layout=upload.layout), answers=said.answers))
            source = kind.open(content, upload.name)
            committed = engine.commit(kind, source, expected=upload.fingerprint or NEVER_SHOWN)
        except (FileGone, Unreadable, NotRecognised):
            return self.gone()
        except ImportRefused as refusal:
            messages.error(self.request, refusal.message)
            is_over = isinstance(refusal, Busy | DataChanged)
            return self._preview_again(upload, content, said, status=200 if is_over else 422)
        upload.forget()
        if committed.unanswered:
            messages.error(self.request, committed.unanswered)
            return self._preview_again(upload, content, said, status=422)
        if said.answers:
            self.learn(kind, source, said)
        if committed.receipt is None:
            messages.success(self.request, _("Everything in the file is here already"))
            return redirect(self.upload_url)
        return self.done(committed, name=upload.name)

    def are_other_answers(self, upload: Upload, said: SaidOfFile) -> bool:
        """Whether the answers that came with the button are others than those it promised for."""
        if dict(said.answers) == dict(upload.answers):
            return False
        sentence = _("You have changed your answers. See what they do; nothing has been saved.")
        messages.warning(self.request, sentence)
        return True

    def _preview_again(
        self, upload: Upload, content: bytes, said: SaidOfFile, *, status: int
    ) -> HttpResponse:
        """With the sentence that was said; where even that has to wait, the form for a file."""
        try:
            return self.preview(
                content, upload.name, layout=upload.layout, status=status, said=said
            )
        except Busy:
            return redirect(self.upload_url)

    # --- Their pages ------------------------------------------------------------------------------

    def preview(
        self,
        content: bytes,
        name: str,
        *,
        layout: str = "auto",
        status: int = 200,
        said: SaidOfFile | None = None,
    ) -> HttpResponse:
        """What the file would do; what is to be said of its columns comes first."""
        said = said or SaidOfFile()
        kind, source = self.first_look(layout, said, content, name)
        if self.asks_about_columns(kind, source, said):
            return self.columns_page(kind, source, content, name, said)
        return self.show(kind, source, content, name, status=status, said=said)

    def show(
        self,
        kind: FileKind[Any, Any],
        source: Any,
        content: bytes,
        name: str,
        *,
        status: int,
        said: SaidOfFile,
    ) -> HttpResponse:
        """What an opened file would do. It is kept until somebody confirms, where anybody can."""
        diff = engine.preview(kind, source)
        asked = self.asked(kind, source, diff)
        said = said.with_proposals(asked)
        if said.is_about_cells:
            kind = self.kind(replace(kind.choices, answers=said.answers))
            source = kind.open(content, name)
            diff = engine.preview(kind, source)
        if diff.errors and status == 200:
            status = self.status_with_errors
        context = {
            "preview": self.preview_of(diff, name=name),
            "upload": self.kept(diff, content, name, said=said),
        } | self.questions_context(kind, source, diff, asked, said)
        return self.page(self.preview_template, context, status=status)

    def kept(self, diff: Any, content: bytes, name: str, *, said: SaidOfFile) -> Upload | None:
        """The ticket to the file, until it is confirmed or mended; a CPR number is not kept."""
        if diff.has_cpr or not (diff.is_writable or diff.errors or said.answers):
            return None
        return Upload.keep(
            content,
            name=name,
            user=self.person,
            layout=self.layout_of(diff),
            fingerprint=diff.fingerprint if diff.is_clean else "",
            answers=said.answers,
            unremembered=said.unremembered,
        )

    def layout_of(self, diff: Any) -> str:
        """The layout a file was understood by, for kinds that have several."""
        return "auto"

    def upload_page(self, form: UploadForm) -> HttpResponse:
        return self.page(self.upload_template, {"form": form}, status=422 if form.errors else 200)

    def gone(self) -> HttpResponse:
        messages.error(self.request, FileGone().message)
        return redirect(self.upload_url)

    def page(self, template: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
        """One of the kind's pages, with what all of them take."""
        ours = {
            "title": self.title,
            "upload_url": self.upload_url,
            "confirm_url": self.confirm_url,
        }
        context = ours | self.context() | context
        return TemplateResponse(self.request, template, context, status=status)

    @property
    def person(self) -> User:
        return signed_in(self.request)

    def tell_it_is_read_in(self, name: str) -> None:
        messages.success(self.request, _("%(file)s has been read in.") % {"file": name})
