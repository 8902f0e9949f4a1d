"""Files people attach: what they really are, and without what their makers did not mean to tell.

A file is what its first bytes say, whatever its name. Pictures are taken apart and put together
again from the parts a picture needs, so that places, names and whatever hides behind the last part
are gone. A PDF with a program in it is refused.
"""

import datetime
import hashlib
import re
import struct
import unicodedata
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.translation import gettext as _

from config.privacy import looks_like_cpr
from strategy.models import Attachment, StatusUpdate
from strategy.models.attachments import FOLDER

PDF, PNG, JPEG = Attachment.Kind.PDF, Attachment.Kind.PNG, Attachment.Kind.JPEG
ENDINGS = {PDF: ".pdf", PNG: ".png", JPEG: ".jpg"}

#: A file without a row may be one that is being added.
UNDER_WAY = datetime.timedelta(days=1)

PNG_BEGINS = b"\x89PNG\r\n\x1a\n"
PNG_PARTS = {
    *(b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS"),
    *(b"gAMA", b"cHRM", b"sRGB", b"sBIT", b"pHYs", b"bKGD"),
}
#: Segments of a JPEG that tell how it is drawn; the others (APPn, COM) tell about it.
JPEG_DRAWN = {*range(0xC0, 0xD0), 0xDB, 0xDD, 0xE0, 0xEE}
PDF_RUNS = (b"/JavaScript", b"/Launch", b"/EmbeddedFile", b"/RichMedia")


def understood(name: str, content: bytes) -> tuple[Attachment.Kind, bytes]:
    """What the file is, and its content as it may be kept; else a ValidationError says why not."""
    if len(content) > settings.ATTACHMENT_MAX_BYTES:
        raise ValidationError(
            _("“%(name)s” is larger than %(most)s. Choose a smaller file.")
            % {"name": name, "most": filesizeformat(settings.ATTACHMENT_MAX_BYTES)}
        )
    try:
        if content.startswith(PNG_BEGINS):
            return PNG, b"".join([PNG_BEGINS, *_png_parts(content)])
        if content.startswith(b"\xff\xd8\xff"):
            return JPEG, b"".join(_jpeg_parts(content))
    except (struct.error, IndexError, ValueError):
        raise ValidationError(_("“%(name)s” is damaged.") % {"name": name}) from None
    if re.match(rb"%PDF-[12]\.\d", content):
        return PDF, _pdf(name, content)
    raise ValidationError(
        _("“%(name)s” is neither a PDF nor a picture (PNG or JPEG).") % {"name": name}
    )


def attach(status_update: StatusUpdate, *, name: str, kind, content: bytes, by) -> Attachment:
    """Keep a file that has been understood."""
    attachment = Attachment(
        status_update=status_update,
        name=_tidy(name, kind),
        kind=kind,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        added_by=by,
    )
    attachment.file.save("", ContentFile(content), save=False)
    attachment.save()
    return attachment


def purge(*, now: datetime.datetime | None = None) -> int:
    """Throw out the files whose status update is gone; how many."""
    oldest = (now or timezone.now()) - UNDER_WAY
    known = set(Attachment.objects.values_list("file", flat=True))
    orphans = [
        path
        for path in _stored()
        if path not in known and default_storage.get_modified_time(path) < oldest
    ]
    for path in orphans:
        default_storage.delete(path)
    return len(orphans)


def _stored() -> Iterator[str]:
    """Every file there is, in the folder of each month."""
    try:
        months, _files = default_storage.listdir(FOLDER)
    except FileNotFoundError:
        return
    for month in months:
        _folders, names = default_storage.listdir(f"{FOLDER}/{month}")
        yield from (f"{FOLDER}/{month}/{name}" for name in names)


def _tidy(name: str, kind) -> str:
    """A name that is only a name, with the ending of what the file really is."""
    last = PurePosixPath(name.replace("\\", "/")).name
    stem = "".join(sign for sign in last if unicodedata.category(sign)[0] != "C")
    stem = PurePosixPath(stem).stem.strip(" .")[:100]
    if not stem or looks_like_cpr(stem):
        stem = str(Attachment._meta.verbose_name)
    return stem + ENDINGS[kind]


def _pdf(name: str, content: bytes) -> bytes:
    if b"%%EOF" not in content[-2048:]:
        raise ValidationError(_("“%(name)s” is damaged.") % {"name": name})
    if any(word in content for word in PDF_RUNS):
        raise ValidationError(
            _("“%(name)s” contains a program or other files. Save it as a plain PDF.")
            % {"name": name}
        )
    return content


def _png_parts(content: bytes) -> Iterator[bytes]:
    """The chunks a picture is drawn from, up to its end; each checksum must be right."""
    position, kind = len(PNG_BEGINS), b""
    while kind != b"IEND":
        length, kind = struct.unpack_from(">I4s", content, position)
        if position == len(PNG_BEGINS) and kind != b"IHDR":
            raise ValueError
        chunk = content[position : position + 12 + length]
        (checksum,) = struct.unpack_from(">I", chunk, 8 + length)
        if zlib.crc32(chunk[4 : 8 + length]) != checksum:
            raise ValueError
        if kind in PNG_PARTS:
            yield chunk
        position += 12 + length


def _jpeg_parts(content: bytes) -> Iterator[bytes]:
    """The segments a picture is drawn from, up to its end, and which way up it is."""
    yield content[:2]
    position, is_drawn = 2, False
    while True:
        start, marker = content[position], content[position + 1]
        if marker == 0xFF:  # fills up the space before a marker
            position += 1
            continue
        if start != 0xFF:
            raise ValueError
        if marker == 0xD9:
            if not is_drawn:
                raise ValueError
            yield content[position : position + 2]
            return
        (length,) = struct.unpack_from(">H", content, position + 2)
        if length < 2 or position + 2 + length > len(content):
            raise ValueError
        segment = content[position : position + 2 + length]
        position += 2 + length
        if marker == 0xE1 and (turned := _orientation(segment[4:])) > 1:
            yield _upright(turned)
        elif marker in JPEG_DRAWN:
            yield segment
        elif marker == 0xDA:
            is_drawn = True
            end = _end_of_scan(content, position)
            yield segment + content[position:end]
            position = end


def _end_of_scan(content: bytes, position: int) -> int:
    """Where the drawing stops and the next segment begins: a marker that belongs to neither."""
    while True:
        position = content.index(b"\xff", position)
        following = content[position + 1]
        if following != 0 and not 0xD0 <= following <= 0xD7:
            return position
        position += 2


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
