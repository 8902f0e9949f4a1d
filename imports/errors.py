"""Why a file is not read in, or not taken back: one family, each with a sentence for the user."""

from django.utils.translation import gettext as _


class ImportRefused(Exception):
    """What may not be done with a file. message: one sentence for the user."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class NotRecognised(ImportRefused):
    """The file is none of the kind it was taken for: its headings are others."""


class HasErrors(ImportRefused):
    """The file has errors, and is read in whole or not at all."""

    def __init__(self, message: str = "") -> None:
        super().__init__(message or _("The file has errors. Nothing was saved."))


class DataChanged(ImportRefused):
    """Reading the file in would now do something else than somebody agreed to."""

    def __init__(self, message: str = "") -> None:
        super().__init__(
            message
            or _("The data were changed after you saw the preview. Look at the file once more.")
        )


class Busy(ImportRefused):
    """Somebody else is reading a file in, and it takes long."""

    def __init__(self, message: str = "") -> None:
        super().__init__(
            message
            or _("Somebody else is reading in a file at this moment. Try again in a minute.")
        )


class FileGone(ImportRefused):
    """The file is no longer kept, or the ticket is not the person's own."""

    def __init__(self, message: str = "") -> None:
        super().__init__(message or _("The file is no longer kept here. Choose it once more."))


class UndoneAlready(ImportRefused):
    """The import has been taken back before."""

    def __init__(self, message: str = "") -> None:
        super().__init__(message or _("This import has been undone already."))
