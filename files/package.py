import io
import logging
import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import NoReturn
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring
from django.utils.functional import Promise

logger = logging.getLogger(__name__)

CENTRAL_ENTRY = b"PK\x01\x02"
ENCRYPTED = 0x1
SMALL = 1_000_000  # bytes unpacked; below this, no ratio is dangerous
DECLARATION = re.compile(rb"<!\s*(?:doctype|entity)", re.I)
ENCODING = re.compile(rb"""<\?xml[^>]{0,100}?\bencoding\s*=\s*["']([^"']{0,40})["']""")


class Unreadable(Exception):
    """A file that cannot be read. Carries one sentence for the user, in the user's language.

    `address` names the cell at fault ("F14"), or is empty when it is the file as a whole.
    """

    def __init__(self, message: str, *, address: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.address = address


@contextmanager
def whatever_the_bytes(damaged: str | Promise) -> Iterator[None]:
    """Have a file refused as damaged, in these words, whatever the parsers raise.

    They meet hostile bytes, so that is a fact about the file, not about us; the log has the trace
    in case it is about us after all.
    """
    try:
        yield
    except Unreadable:
        raise
    except Exception as error:
        logger.warning("A file could not be read", exc_info=True)
        raise Unreadable(str(damaged)) from error


@dataclass(frozen=True, slots=True)
class PackageLimits:
    """How much a zip may hold. ratio: how many times a part may grow when unpacked."""

    members: int = 200
    unpacked_bytes: int = 50_000_000
    tree_bytes: int = 5_000_000
    ratio: int = 200


class Package:
    """The checked parts of a file. A subclass says which kind of file it is, and in what words."""

    damaged: str | Promise
    too_large: str | Promise
    has_definitions: str | Promise
    is_protected: str | Promise

    def __init__(self, content: bytes, *, limits: PackageLimits) -> None:
        self._limits = limits
        if content.count(CENTRAL_ENTRY) > limits.members + 10:
            self.refuse_as_bomb()  # before anybody builds a list of a million members
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
        except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError):
            self.refuse_as_damaged()
        self._members = {member.filename: member for member in self._zip.infolist()}
        self._check_members()
        self.check_kind({name.lower() for name in self._members})
        self._checked: set[str] = set()

    def __contains__(self, name: str) -> bool:
        return name in self._members

    def check_kind(self, names: set[str]) -> None:
        """Refuse another kind of file. names: of the parts, in small letters."""
        raise NotImplementedError

    def xml(self, name: str) -> bytes:
        """One part, whole: UTF-8 without entities or NUL. Empty when there is no such part."""
        member = self._members.get(name)
        if member is None:
            return b""
        try:
            part = self._zip.read(member)  # stops at the declared size, and checks the sum
        except Exception:  # zlib, lzma and zipfile have a dozen ways to fail
            self.refuse_as_damaged()
        if name not in self._checked:
            if DECLARATION.search(part):
                raise Unreadable(str(self.has_definitions))
            encoding = ENCODING.match(part.removeprefix(b"\xef\xbb\xbf").lstrip()[:200])
            if b"\0" in part or (encoding and encoding[1].lower() not in (b"utf-8", b"us-ascii")):
                self.refuse_as_damaged()
            self._checked.add(name)
        return part

    def tree(self, name: str) -> Element:
        """A part as a tree: the small ones that say how the others hang together."""
        part = self.xml(name)
        if len(part) > self._limits.tree_bytes:
            self.refuse_as_bomb()  # as a tree it would take ten times the memory
        try:
            tree: Element = fromstring(part, forbid_dtd=True)
            return tree
        except (ParseError, DefusedXmlException, ValueError, LookupError):
            self.refuse_as_damaged()

    def check_the_rest(self) -> None:
        """Check the XML parts nobody asked for, too; nothing of them is kept."""
        for name in self._members:
            if name.lower().endswith((".xml", ".rels")) and name not in self._checked:
                self.xml(name)

    def refuse_as_damaged(self) -> NoReturn:
        raise Unreadable(str(self.damaged))

    def refuse_as_bomb(self) -> NoReturn:
        raise Unreadable(str(self.too_large))

    def _check_members(self) -> None:
        limits, members = self._limits, self._zip.infolist()
        if len(members) > limits.members:
            self.refuse_as_bomb()
        if len({member.filename.lower() for member in members}) < len(members):
            self.refuse_as_damaged()
        if sum(member.file_size for member in members) > limits.unpacked_bytes:
            self.refuse_as_bomb()
        for member in members:
            if member.flag_bits & ENCRYPTED:
                raise Unreadable(str(self.is_protected))
            if member.file_size > SMALL and member.file_size > limits.ratio * member.compress_size:
                self.refuse_as_bomb()
