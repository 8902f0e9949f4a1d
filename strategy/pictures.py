"""Pictures, taken apart and put together again from the parts that draw them.

Nothing is decoded: what a picture says of its size is read before anybody works on it, and every
byte is looked at once, however its parts are made.
"""

import re
import struct
import zlib
from collections.abc import Iterator

from django.conf import settings

from strategy.unfit import Damaged, TooManyPixels

PNG_BEGINS = b"\x89PNG\r\n\x1a\n"
JPEG_BEGINS = b"\xff\xd8\xff"
PNG_PARTS = {
    *(b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS"),
    *(b"gAMA", b"cHRM", b"sRGB", b"sBIT", b"pHYs", b"bKGD"),
}
#: Parts of a picture that nobody's program makes more of.
MOST_PARTS = 20_000

#: Segments of a JPEG that tell how it is drawn; the others (APPn, COM) tell about it.
JPEG_DRAWN = {*range(0xC0, 0xD0), 0xDB, 0xDD, 0xE0, 0xEE}
#: Among them those that tell its size (SOF); the other three are tables.
JPEG_SIZES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
#: What begins a segment: 0xFF, as often as one likes, and a marker.
JPEG_MARKER = re.compile(rb"\xff+([^\xff])", re.DOTALL)
#: What ends a drawing: a marker that is neither a byte of it nor a place to begin again from.
JPEG_SCAN_ENDS = re.compile(rb"\xff(?=[^\x00\xd0-\xd7])", re.DOTALL)


def png(content: bytes) -> bytes:
    """What a PNG picture is drawn from, and nothing else; raises Unfit."""
    return PNG_BEGINS + _whole(_png_parts(content))


def jpeg(content: bytes) -> bytes:
    """What a JPEG picture is drawn from, and which way up; raises Unfit."""
    return _whole(_jpeg_parts(content))


def _whole(parts: Iterator[bytes]) -> bytes:
    try:
        return b"".join(parts)
    except (struct.error, IndexError, ValueError):
        raise Damaged from None


def _measure(width: int, height: int) -> None:
    if width * height > settings.ATTACHMENT_MAX_PIXELS:
        raise TooManyPixels


def _png_parts(content: bytes) -> Iterator[bytes]:
    """The chunks a picture is drawn from, up to its end; each checksum must be right."""
    view, position = memoryview(content), len(PNG_BEGINS)
    for number in range(MOST_PARTS):
        length, kind = struct.unpack_from(">I4s", content, position)
        if (number == 0) != (kind == b"IHDR"):
            raise Damaged
        (checksum,) = struct.unpack_from(">I", content, position + 8 + length)
        if zlib.crc32(view[position + 4 : position + 8 + length]) != checksum:
            raise Damaged
        if kind == b"IHDR":
            _measure(*struct.unpack_from(">II", content, position + 8))
        if kind in PNG_PARTS:
            yield content[position : position + 12 + length]
        if kind == b"IEND":
            return
        position += 12 + length
    raise Damaged


def _jpeg_parts(content: bytes) -> Iterator[bytes]:
    """The segments a picture is drawn from, up to its end, and which way up it is."""
    yield content[:2]
    position, is_drawn = 2, False
    for _number in range(MOST_PARTS):
        begins = JPEG_MARKER.match(content, position)
        if begins is None:
            raise Damaged
        marker, position = begins[1][0], begins.end() - 2
        if marker == 0xD9:
            if not is_drawn:
                raise Damaged
            yield content[position : position + 2]
            return
        segment = _jpeg_segment(content, position, marker)
        position += len(segment)
        if marker == 0xE1 and (turned := _orientation(segment[4:])) > 1:
            yield _upright(turned)
        elif marker in JPEG_DRAWN:
            yield segment
        elif marker == 0xDA:
            is_drawn = True
            ends = _end_of_scan(content, position)
            yield segment + content[position:ends]
            position = ends
    raise Damaged


def _jpeg_segment(content: bytes, position: int, marker: int) -> bytes:
    """The segment that begins there; where it tells how large the picture is, that is measured."""
    (length,) = struct.unpack_from(">H", content, position + 2)
    if length < 2 or position + 2 + length > len(content):
        raise Damaged
    segment = content[position : position + 2 + length]
    if marker in JPEG_SIZES:
        _bits, height, width = struct.unpack_from(">BHH", segment, 4)
        _measure(width, height)
    return segment


def _end_of_scan(content: bytes, position: int) -> int:
    ends = JPEG_SCAN_ENDS.search(content, position)
    if ends is None:
        raise Damaged
    return ends.start()


def _orientation(exif: bytes) -> int:
    """Which way up a camera held the picture: 1 to 8; 1 where it does not say."""
    if not exif.startswith(b"Exif\x00\x00"):
        return 1
    tiff = exif[6:]
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    if order is None:
        return 1
    try:
        (first,) = struct.unpack_from(f"{order}I", tiff, 4)
        (count,) = struct.unpack_from(f"{order}H", tiff, first)
        for number in range(count):
            tag, _kind, _count, value = struct.unpack_from(
                f"{order}HHIH", tiff, first + 2 + 12 * number
            )
            if tag == 0x0112:
                return value if 1 <= value <= 8 else 1
    except struct.error:
        return 1
    return 1


def _upright(turned: int) -> bytes:
    """A segment that tells which way up the picture is, and nothing else."""
    tiff = struct.pack(">2sHIHHHIHHI", b"MM", 42, 8, 1, 0x0112, 3, 1, turned, 0, 0)
    exif = b"Exif\x00\x00" + tiff
    return struct.pack(">BBH", 0xFF, 0xE1, len(exif) + 2) + exif
