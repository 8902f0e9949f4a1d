"""The form for files, and the files that wait for their turn."""

from typing import NamedTuple

from django import forms
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from accounts.requests import signed_in
from files.spreadsheets.kinds import OFFERED
from imports.arranging.arranged_sheet import numbers_of
from imports.cpr import refuse_cpr_in
from imports.errors import FileGone
from imports.forms import FilesField, SeveralFiles, UploadForm
from imports.kinds import ImportChoices
from imports.said import of_shape
from imports.tickets import Upload
from measurements.importing import MeasurementFile, recognised_in
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
        widget=SeveralFiles(attrs={"accept": OFFERED, "data-drop": ""}),
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
    """Keep a file until its turn comes; what it asks is asked then.

    Raises `Unreadable`, and `NotRecognised` for one that asks nothing and is none of ours.
    """
    kind = MeasurementFile(choices=ImportChoices(layout))
    source = kind.open(content, name)
    numbers = numbers_of(source)
    if not of_shape(kind.arranged(source)):
        numbers = frozenset(recognised_in(source, layout=layout).numbers)
    refuse_cpr_in(source, numbers=numbers)
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
