"""Which letters the typeface of papers has: PDF/UA refuses a paper with a letter it lacks."""

import re
import struct
import unicodedata
from functools import cache
from pathlib import Path

FONTS = Path(__file__).resolve().parent / "fonts"
SUBSTITUTE = "\ufffd"  # what stands in for an emoji, say
KEPT = {"\n", "\t"}
INVISIBLE = {"Cc", "Cf", "Cs", "Co", "Cn"}  # controls, joiners, marks of direction


def printable(text: str) -> str:
    """The text with letters put together, invisible signs taken out, and unknown ones marked."""
    return _odd().sub(_instead, unicodedata.normalize("NFC", text.replace("\r\n", "\n")))


def _instead(odd: re.Match[str]) -> str:
    return "" if unicodedata.category(odd[0]) in INVISIBLE else SUBSTITUTE


@cache
def _odd() -> re.Pattern[str]:
    """Any letter that is not printed as it is: most texts have none, and drawings are long."""
    known = {chr(code) for code in known_letters()}
    plain = {letter for letter in known if unicodedata.category(letter) not in INVISIBLE}
    return re.compile(f"[^{re.escape(''.join(sorted(plain | KEPT)))}]")


@cache
def known_letters() -> frozenset[int]:
    """The code points that every style of the typeface has."""
    return frozenset.intersection(*map(_letters_of, sorted(FONTS.glob("*.ttf"))))


def _letters_of(file: Path) -> frozenset[int]:
    """The code points in a font's table “cmap”: of its segments (format 4), those with a glyph."""
    font = file.read_bytes()
    (tables,) = struct.unpack_from(">H", font, 4)
    directory = (struct.unpack_from(">4s4xLL", font, 12 + 16 * place) for place in range(tables))
    cmap = next(offset for tag, offset, _length in directory if tag == b"cmap")
    (subtables,) = struct.unpack_from(">H", font, cmap + 2)
    for place in range(subtables):
        (offset,) = struct.unpack_from(">4xL", font, cmap + 4 + 8 * place)
        if struct.unpack_from(">H", font, cmap + offset) == (4,):
            return _segments(font, cmap + offset)
    raise ValueError(f"{file.name} has no table of letters that can be read.")


def _segments(font: bytes, start: int) -> frozenset[int]:
    (doubled,) = struct.unpack_from(">H", font, start + 6)
    count = doubled // 2
    ends, firsts, deltas, ranges = (
        struct.unpack_from(f">{count}H", font, start + 14 + gap + place * doubled)
        for place, gap in enumerate((0, 2, 2, 2))
    )
    letters = set()
    for place, (first, last, delta, shift) in enumerate(
        zip(firsts, ends, deltas, ranges, strict=True)
    ):
        for code in range(first, last + 1):
            glyph = code
            if shift:
                at = start + 16 + 3 * doubled + 2 * place + shift + 2 * (code - first)
                (glyph,) = struct.unpack_from(">H", font, at)
            if glyph and (glyph + (delta if not shift else 0)) % 0x10000 and code != 0xFFFF:
                letters.add(code)
    return frozenset(letters)
