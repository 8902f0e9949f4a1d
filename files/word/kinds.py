"""Whether this is a Word file at all, told by its first bytes; everything but .docx is refused."""

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from files.package import Unreadable

LARGEST = 10_000_000  # bytes: a form with photographs in it
ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # Word 97-2003, and every document with a password


def check(content: bytes, *, name: str) -> None:
    """Raise `Unreadable`, with how to save it instead, unless the file may be a .docx."""
    if not content.strip():
        raise Unreadable(_("The file is empty."))
    if len(content) > LARGEST:
        raise Unreadable(
            _("The file is %(size)s; it may be at most %(largest)s.")
            % {"size": filesizeformat(len(content)), "largest": filesizeformat(LARGEST)}
        )
    if content.startswith(OLE):
        if "EncryptedPackage".encode("utf-16-le") in content:
            raise Unreadable(_("The file is protected with a password. Remove it and try again."))
        raise Unreadable(_("The file is from an old Word. Save it as .docx and try again."))
    if not content.startswith(ZIP):
        raise Unreadable(_("The file is not a Word file. Open it in Word and save it as .docx."))
    if not name.casefold().endswith(".docx"):
        raise Unreadable(
            _("The file's name does not end in .docx. Open it in Word and save it as .docx.")
        )
