"""The form for files, and the files that wait for their turn."""

from typing import Any, NamedTuple

from django import forms
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from files.spreadsheets import Limits, Sheet, Unreadable, read
from files.spreadsheets.uploads import Gone, Upload
from measurements.importing import addresses_with_cpr, recognised_in
from measurements.layouts import LAYOUTS, Recognised

LAYOUT_CHOICES = [("auto", gettext_lazy("Recognise it from the headings"))] + [
    (layout.code, layout.title) for layout in LAYOUTS.values()
]
#: So many files may be chosen at once.
MOST_FILES = 20
#: Where in the session the tickets lie of files that wait.
WAITING = "files_waiting"


class SeveralFiles(forms.FileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """One file or several, always as a list."""

    def clean(self, data, initial=None) -> list:
        given = data if isinstance(data, list | tuple) else [data]
        return [super(FilesField, self).clean(one, initial) for one in given or [None]]


class UploadForm(forms.Form):
    """Files, and how they are laid out if the headings cannot tell."""

    import_file = FilesField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy(
            "Spreadsheets from Excel (.xlsx) or .csv files. Choose several, and you see them one"
            " after another."
        ),
        widget=SeveralFiles(attrs={"accept": ".csv,.xlsx", "data-drop": ""}),
    )
    layout = forms.ChoiceField(
        label=gettext_lazy("Layout"), choices=LAYOUT_CHOICES, initial="auto", required=False
    )

    def clean_layout(self) -> str:
        return self.cleaned_data["layout"] or "auto"

    def clean_import_file(self) -> list:
        """Too large is told from the size alone, before any of the file is read."""
        files = self.cleaned_data["import_file"]
        if len(files) > MOST_FILES:
            sentence = _("Choose at most %(limit)s files at once.")
            raise forms.ValidationError(sentence % {"limit": MOST_FILES})
        for file in files:
            if file.size > settings.IMPORT_MAX_BYTES:
                sentence = _("The file is too large: at most %(limit)s MB.")
                about = f"{file.name}: " if len(files) > 1 else ""
                words = {"limit": settings.IMPORT_MAX_BYTES // 1_000_000}
                raise forms.ValidationError(about + sentence % words)
        return files


class Waiting(NamedTuple):
    """A file that waits for its turn."""

    name: str
    ticket: str


def waiting_files(request: HttpRequest) -> list[Waiting]:
    """Those of the person's files that wait, in the order in which they were chosen."""
    return [Waiting(*one) for one in request.session.get(WAITING, [])]


def let_wait(request: HttpRequest, content: bytes, name: str, *, layout: str) -> None:
    """Keep a file until its turn comes. Raises as `opened` and `recognised_in` do."""
    sheet = opened(content, name)
    refuse_cpr(sheet, recognised_in(sheet, layout=layout))
    upload = Upload.keep(content, name=name, user=request.user, layout=layout)
    request.session[WAITING] = [*waiting_files(request), Waiting(name, upload.ticket)]


def take_up(request: HttpRequest, ticket: str) -> None:
    """The file waits no longer."""
    request.session[WAITING] = [one for one in waiting_files(request) if one.ticket != ticket]


def forget_waiting(request: HttpRequest) -> None:
    """None of the files waits any longer, and none is kept."""
    for one in waiting_files(request):
        try:
            Upload.of(one.ticket, user=request.user).forget()
        except Gone:
            continue
    request.session.pop(WAITING, None)


def opened(content: bytes, name: str) -> Sheet:
    """The file, read. Raises `Unreadable`."""
    return read(content, name=name, limits=Limits.from_settings())


def refuse_cpr(sheet: Sheet, recognised: Recognised) -> None:
    """Raise `Unreadable` for a file that must not be kept for a moment."""
    addresses: list[Any] = list(addresses_with_cpr(sheet, recognised))
    if addresses:
        sentence = ngettext(
            "The cell %(cells)s seems to hold a CPR number. Delete it: such numbers are not kept.",
            "%(count)s cells seem to hold CPR numbers, the first of them %(cells)s. Delete them:"
            " such numbers are not kept.",
            len(addresses),
        )
        words = {"count": len(addresses), "cells": ", ".join(addresses[:3])}
        raise Unreadable(sentence % words)
