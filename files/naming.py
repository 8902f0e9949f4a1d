"""Whether a file names somebody: asked of kept files when a person leaves."""

import html
import io
import re
import zipfile

TAG = re.compile(r"<[^>]*>")
#: So much is unpacked to look; a larger file is held to name everybody.
MOST_BYTES = 200_000_000
#: What breaks a word up: runs in workbooks and Word files, whatever stands before their name, and
#: all but paragraphs in OpenDocument.
BREAKS = re.compile(r"<(?:\w+:)?r\b|<text:(?!p\b)")


def names_person(content: bytes, *, name: str, email: str) -> bool:
    """Whether the address stands in a file, or every word of the name, in cells of their own too.

    A file that cannot be looked into, or in which the words stand apart, is held to do so: nothing
    but the file is lost by it.
    """
    try:
        text = _text_of(content)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, OSError):
        return True
    words = name.casefold().split()
    if _plainly_lacks(html.unescape(text).casefold(), words, address=email.casefold()):
        return False
    whole = html.unescape(TAG.sub("", text)).casefold()  # a word may be of several runs
    if (email and email.casefold() in whole) or (name and name.casefold() in whole):
        return True
    apart = html.unescape(TAG.sub(" ", text)).casefold()
    found = (re.search(rf"(?<!\w){re.escape(word)}(?!\w)", apart) for word in words)
    return bool(words) and all(found)


def _plainly_lacks(folded: str, words: list[str], *, address: str) -> bool:
    """Whether a look at the text with its tags is enough, as in most files: it lacks a word.

    Where a word may stand in several runs it is not.
    """
    is_missing = any(word.isalpha() and word not in folded for word in words)
    return is_missing and not BREAKS.search(folded) and not (address and address in folded)


def _text_of(content: bytes) -> str:
    """Raises what `zipfile` raises, and ValueError for a file that is too large."""
    if not content.startswith(b"PK"):
        return _decoded(content)
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        members = [one for one in package.infolist() if one.filename.lower().endswith(".xml")]
        if sum(one.file_size for one in members) > MOST_BYTES:
            raise ValueError
        return "\n".join(_decoded(package.read(one)) for one in members)


def _decoded(content: bytes) -> str:
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")
