"""Choosing files to be read in."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from files.spreadsheets.kinds import OFFERED


class SeveralFiles(forms.FileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """One file or several, always as a list."""

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        given = data if isinstance(data, list | tuple) else [data]
        return [super(FilesField, self).clean(one, initial) for one in given or [None]]


class UploadForm(forms.Form):
    """A spreadsheet to be read in; several where a kind of file takes several at a time."""

    most_files = 1

    import_file = FilesField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("A spreadsheet from Excel (.xlsx) or a .csv file."),
        widget=forms.FileInput(attrs={"accept": OFFERED}),
    )

    def clean_import_file(self) -> list[Any]:
        """Too large is told from the size alone, before any of the file is read."""
        files: list[Any] = self.cleaned_data["import_file"]
        if len(files) > self.most_files:
            sentence = _("Choose at most %(limit)s files at once.")
            raise forms.ValidationError(sentence % {"limit": self.most_files})
        for file in files:
            if (file.size or 0) > settings.IMPORT_MAX_BYTES:
                sentence = _("The file is too large: at most %(limit)s MB.")
                about = f"{file.name}: " if len(files) > 1 else ""
                words = {"limit": settings.IMPORT_MAX_BYTES // 1_000_000}
                raise forms.ValidationError(about + sentence % words)
        return files
