"""PDF files, looked through for what a document does not need: programs, other files, actions.

A viewer undoes what hides such things: names may be spelled `/JavaScrip#74`, and objects lie packed
in streams. So the file is parsed (by pypdf), and every object is asked what it is; its drawings and
pictures are not unpacked. The file itself is kept as it came, or not at all.
"""

import logging
import re
import threading
import time
from io import BytesIO
from typing import Any

from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, StreamObject

from strategy.unfit import Active, Damaged, Locked, TooElaborate, Unfit

#: More objects, or more seconds of work, than a document of some pages needs.
MOST_OBJECTS = 200_000
MOST_SECONDS = 5

#: Names of what has a program, a file or a way to one in it, wherever they stand as a key.
KEYS = {
    *("/JavaScript", "/EmbeddedFiles", "/EF", "/XFA", "/RichMediaContent", "/Collection"),
    *("/AlternatePresentations", "/Renditions"),
}
#: What a click may start, and nothing else does: going to a page of the file, or to an address,
#: which the viewer shows. Another file may lie on a stranger's server, who is told who reads it.
GOES_TO_A_PAGE, GOES_TO_AN_ADDRESS, GOES_BY_NAME = "/GoTo", "/URI", "/Named"
ALLOWED_ACTIONS = {GOES_TO_A_PAGE, GOES_TO_AN_ADDRESS, GOES_BY_NAME}
#: Of actions by name those that turn pages; others print, save, or open what the viewer can.
ALLOWED_NAMES = {"/NextPage", "/PrevPage", "/FirstPage", "/LastPage"}
#: Where actions stand. What is called so elsewhere (attributes of a heading) has no `/S`.
ACTION_PLACES = {"/A", "/PA", "/Next", "/OpenAction"}
#: Actions of the standard, told even where nothing leads to them.
OTHER_ACTIONS = {
    *("/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/ResetForm", "/GoToE", "/GoToR"),
    *("/Rendition", "/RichMediaExecute", "/Movie", "/Sound", "/Hide", "/SetOCGState", "/Trans"),
    *("/Thread", "/GoTo3DView", "/GoToDp", "/SetState", "/NOP"),
}
#: What may be written on a page beside its text: marks, notes, links and the fields of a form.
ALLOWED_NOTES = {
    *("/Link", "/Text", "/FreeText", "/Line", "/Square", "/Circle", "/Polygon", "/PolyLine"),
    *("/Highlight", "/Underline", "/Squiggly", "/StrikeOut", "/Caret", "/Stamp", "/Ink", "/Popup"),
    *("/Widget", "/PrinterMark", "/TrapNet", "/Watermark", "/Redact"),
}
NOTES = "/Annots"
KINDS = {
    *("/RichMedia", "/FileAttachment", "/EmbeddedFile", "/Filespec", "/3D", "/Movie", "/Sound"),
    *("/Screen", "/Projection", "/PS"),
}
#: By these a stream has its data, or its picture, in another file.
OUTSIDE = {"/F", "/FFilter", "/FDecodeParms", "/Ref", "/OPI"}
#: What is refused even where the parser finds no object: another program may find one.
IN_PLAIN_SIGHT = (b"/JavaScript", b"/Launch", b"/EmbeddedFile", b"/RichMedia")
#: What happens by itself: all of `/AA`, and on opening anything but going to a page.
BY_ITSELF = "/AA"
ON_OPENING = "/OpenAction"
#: Where a link may lead; what names none of these ways leads within its own site.
WAYS = {"http", "https", "mailto", "tel"}


class Passed(logging.Handler):
    """Notes whether pypdf passed over an object that it could not read: there may lie what hides.

    It does so without an exception where dictionaries lie hundreds deep in each other.
    """

    def __init__(self) -> None:
        super().__init__()
        self.is_any = False
        self._thread = threading.get_ident()

    def emit(self, record: logging.LogRecord) -> None:
        is_ours = record.thread == self._thread
        self.is_any |= is_ours and bool(re.match(r"\w+Error\(", record.getMessage()))


def look_through(content: bytes) -> None:
    """Nothing where the file is a plain document; raises Unfit."""
    if any(word in content for word in IN_PLAIN_SIGHT):
        raise Active
    ends = time.thread_time() + MOST_SECONDS
    log, passed = logging.getLogger("pypdf"), Passed()
    log.addHandler(passed)
    try:
        reader = PdfReader(BytesIO(content), strict=False)
        if reader.is_encrypted:
            raise Locked
        if not isinstance(_of(reader.root_object, "/Pages"), DictionaryObject):
            raise Damaged
        _look_at_all(reader, ends)
        if passed.is_any:
            raise Damaged
    except Unfit:
        raise
    except Exception:
        raise Damaged from None
    finally:
        log.removeHandler(passed)


def _look_at_all(reader: PdfReader, ends: float) -> None:
    """Every object that the file's tables name, and every one that these lead to: once in each
    place that says what it is.
    """
    waiting: list[tuple[Any, str]] = [(one, "") for one in (reader.trailer, *_named(reader))]
    seen: set[tuple[int, int, str]] = set()
    looked_at = 0
    while waiting:
        thing, place = waiting.pop()
        looked_at += 1
        if looked_at > MOST_OBJECTS or time.thread_time() > ends:
            raise TooElaborate
        if isinstance(thing, IndirectObject):
            if (thing.idnum, thing.generation, place) in seen:
                continue
            seen.add((thing.idnum, thing.generation, place))
            thing = thing.get_object()
        waiting += _led_to(thing, place)


def _led_to(thing: Any, place: str) -> list[tuple[Any, str]]:
    """What a thing holds, once it has been looked at. As it is: pypdf's own ways follow links."""
    if isinstance(thing, DictionaryObject):
        _look_at(thing, place)
        return [(value, _place(key)) for key, value in dict.items(thing)]
    if isinstance(thing, ArrayObject):
        return [(value, place) for value in list.__iter__(thing)]
    return []


def _place(key: str) -> str:
    """What stands under a key of a dictionary, as far as that says what it is."""
    if key in ACTION_PLACES:
        return "/A"
    return key if key == NOTES else ""


def _named(reader: PdfReader) -> list[IndirectObject]:
    """Every object of the file's tables, also those that nothing leads to."""
    packed = [(number, 0) for number in reader.xref_objStm]
    plain = [(number, generation) for generation, table in reader.xref.items() for number in table]
    return [IndirectObject(number, generation, reader) for number, generation in packed + plain]


def _of(thing: DictionaryObject, key: str) -> Any:
    """What a name stands for, wherever it lies; None where the name is not there."""
    if key not in thing:
        return None
    return thing[key]  # `get` would give where it lies


def _look_at(thing: DictionaryObject, place: str) -> None:
    opening = _of(thing, ON_OPENING)
    if (
        not KEYS.isdisjoint(thing)
        or _does_more_than_go(thing, place)
        or _leads_astray(_of(thing, "/URI"))
        or _leads_astray(_of(thing, "/Base"))
        or _of(thing, "/Subtype") in KINDS
        or _of(thing, "/Type") in KINDS
        or _is_note_of_another_kind(thing, place)
        or (isinstance(thing, StreamObject) and not OUTSIDE.isdisjoint(thing))
        or _reacts(_of(thing, BY_ITSELF))
        or (isinstance(opening, DictionaryObject) and not _only_goes(opening))
    ):
        raise Active


def _does_more_than_go(thing: DictionaryObject, place: str) -> bool:
    """Whether it is an action, by where it stands or by what it says, that is not allowed."""
    action = _of(thing, "/S")
    if action in OTHER_ACTIONS:
        return True
    is_action = action is not None and (place == "/A" or _of(thing, "/Type") == "/Action")
    if is_action and action not in ALLOWED_ACTIONS:
        return True
    return action == GOES_BY_NAME and _of(thing, "/N") not in ALLOWED_NAMES


def _is_note_of_another_kind(thing: DictionaryObject, place: str) -> bool:
    if place != NOTES and _of(thing, "/Type") != "/Annot":
        return False
    return _of(thing, "/Subtype") not in ALLOWED_NOTES


def _leads_astray(address: object) -> bool:
    """Whether an address is a script or a file. Viewers pass over spaces and controls in it."""
    if not isinstance(address, str | bytes):
        return False
    text = address.decode("latin-1") if isinstance(address, bytes) else address
    way, colon, _rest = re.sub(r"[\x00-\x20]", "", text).partition(":")
    return bool(colon) and way.isalnum() and way.lower() not in WAYS


def _only_goes(action: DictionaryObject) -> bool:
    return _of(action, "/S") == GOES_TO_A_PAGE and "/Next" not in action


def _reacts(happenings: object) -> bool:
    """Whether something is done when a page is opened, printed or left; a font may be called so."""
    return isinstance(happenings, DictionaryObject) and any(
        isinstance(action := _of(happenings, name), DictionaryObject) and "/S" in action
        for name in happenings
    )
