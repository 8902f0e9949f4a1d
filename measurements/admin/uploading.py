"""The form for files, and the files that wait for their turn."""

from typing import NamedTuple

from django import forms
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from accounts.requests import signed_in
from files.spreadsheets import read
from imports.cpr import refuse_cpr_in
from imports.errors import FileGone
from imports.forms import FilesField, SeveralFiles, UploadForm
from imports.tickets import Upload
from measurements.importing import recognised_in
from measurements.layouts import all_layouts

#: Where in the session the tickets lie of files that wait.
WAITING = "files_waiting"


def layout_choices() -> list[tuple[str, str | Promise]]:
    """To be recognised, or one of those there are now."""
    known = [(layout.code, layout.title) for layout in all_layouts().values()]
    return [("auto", gettext_lazy("Recognise it from the headings")), *known]


class MeasurementFilesForm(UploadForm):
    """Files, and how they are laid out if the headings cannot tell."""

    most_files = 20

    import_file = FilesField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy(
            "Spreadsheets from Excel (.xlsx) or .csv files. Choose several, and you see them one"
            " after another."
        ),
        widget=SeveralFiles(attrs={"accept": ".csv,.xlsx", "data-drop": ""}),
    )
    layout = forms.ChoiceField(
        label=gettext_lazy("Layout"), choices=layout_choices, initial="auto", required=False
    )

    def clean_layout(self) -> str:
        return self.cleaned_data["layout"] or "auto"


class Waiting(NamedTuple):
    """A file that waits for its turn."""

    name: str
    ticket: str


def waiting_files(request: HttpRequest) -> list[Waiting]:
    """Those of the person's files that wait, in the order in which they were chosen."""
    return [Waiting(*one) for one in request.session.get(WAITING, [])]


def enqueue(request: HttpRequest, content: bytes, name: str, *, layout: str) -> None:
    """Keep a file until its turn comes. Raises as `read` and `recognised_in` do."""
    sheet = read(content, name=name)
    refuse_cpr_in(sheet, numbers=recognised_in(sheet, layout=layout).numbers)
    upload = Upload.keep(content, name=name, user=signed_in(request), layout=layout)
    request.session[WAITING] = [*waiting_files(request), Waiting(name, upload.ticket)]


def dequeue(request: HttpRequest, ticket: str) -> None:
    """The file waits no longer."""
    request.session[WAITING] = [one for one in waiting_files(request) if one.ticket != ticket]


def forget_waiting(request: HttpRequest) -> None:
    """None of the files waits any longer, and none is kept."""
    for one in waiting_files(request):
        try:
            Upload.of(one.ticket, user=signed_in(request)).forget()
        except FileGone:
            continue
    request.session.pop(WAITING, None)
