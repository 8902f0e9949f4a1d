"""Forms with which files are attached, whatever they are attached to."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from accounts.models import User
from config.phrases import listing
from strategy.attaching import attach, let_through, understood
from strategy.models.attachments import AttachedFile

#: More at once than anybody means to send; what they weigh in a day has a limit of its own.
MOST_AT_ONCE = 10

#: A file's name, what it is, and its content as it may be kept.
Understood = tuple[str, AttachedFile.Kind, bytes]


class AttachmentsInput(forms.FileInput):
    """Several files at once; without a script too."""

    allow_multiple_selected = True


class AttachmentsField(forms.FileField):
    """PDFs and pictures, each understood for what it is; none where none was chosen."""

    widget = AttachmentsInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)
        self.widget.attrs |= {
            "multiple": True,
            "accept": ",".join(AttachedFile.Kind.values),
        }

    def clean(self, data: list[UploadedFile[Any]] | None, initial: Any = None) -> list[Understood]:
        if len(data or ()) > MOST_AT_ONCE:
            raise ValidationError(
                _("Choose at most %(most)s files at a time.") % {"most": MOST_AT_ONCE}
            )
        return [self._understood(file) for file in data or ()]

    def has_changed(self, initial: Any, data: list[UploadedFile[Any]] | None) -> bool:
        return bool(data)

    def _understood(self, file: UploadedFile[Any]) -> Understood:
        super().clean(file)
        name = file.name or ""
        return name, *understood(name, file.read(settings.ATTACHMENT_MAX_BYTES + 1))


class AttachesFiles(forms.BaseForm):
    """A form with a field of files, `attachment`. What it attaches counts for `attached_by`."""

    @property
    def attached_by(self) -> User:
        raise NotImplementedError

    def clean(self) -> dict[str, Any]:
        """What is attached counts for its sender when all else is right, and it is kept."""
        answers = super().clean() or self.cleaned_data
        attached = answers.get("attachment")
        if attached and not self.errors:
            try:
                let_through(*(content for _name, _kind, content in attached), by=self.attached_by)
            except ValidationError as enough:
                self.add_error("attachment", enough)
        elif attached:  # a browser does not send a file again by itself
            names = listing([f"“{name}”" for name, _kind, _content in attached])
            self.add_error(
                "attachment",
                ValidationError(
                    _("Choose %(names)s again: files are kept only once the rest is right."),
                    params={"names": names},
                ),
            )
        return answers

    def attach_to(self, row: Callable[[], AttachedFile]) -> None:
        """Keep each of the files. row: a row for one, which says to what it belongs."""
        for name, kind, content in self.cleaned_data["attachment"]:
            attach(row(), name=name, kind=kind, content=content, by=self.attached_by)
