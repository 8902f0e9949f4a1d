import posixpath

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from files.package import Package, PackageLimits, Unreadable

CONTENT_TYPES = "[content_types].xml"
FILE_LINKS = "_rels/.rels"
MAIN = "word/document.xml"
#: A form with photographs has many members; its text is one part.
LIMITS = PackageLimits(members=1_000, unpacked_bytes=60_000_000, tree_bytes=8_000_000)


class WordPackage(Package):
    """The checked parts of a Word file."""

    damaged = _("The file is damaged and cannot be read. Save it again from Word.")
    too_large = _("The file unpacks to more than is allowed. Save it without pictures.")
    has_definitions = _("The file holds definitions that a Word file may not have (DTD).")
    is_protected = _("The file is protected with a password. Remove it and try again.")

    def __init__(self, content: bytes) -> None:
        super().__init__(content, limits=LIMITS)

    def check_kind(self, names: set[str]) -> None:
        if any("vbaproject" in name or "vbadata" in name for name in names):
            raise Unreadable(gettext("The file holds macros. Save it as .docx without them."))
        if CONTENT_TYPES not in names or not any(name.startswith("word/") for name in names):
            raise Unreadable(
                gettext("The file is not a Word file. Open it in Word and save it as .docx.")
            )

    @property
    def main(self) -> str:
        """The name of the part that holds the text."""
        if FILE_LINKS in self:
            for link in self.tree(FILE_LINKS):
                if link.get("Type", "").endswith("/officeDocument"):
                    target = posixpath.normpath("/" + link.get("Target", "")).lstrip("/")
                    if target in self:
                        return target
        return MAIN
