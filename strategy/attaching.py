"""Files people attach: what they really are, and without what their makers did not mean to tell.

A file is what its first bytes say, whatever its name. Pictures are taken apart and put together
again from the parts a picture needs, so that places, names and whatever hides behind the last part
are gone. A PDF with a program in it is refused.
"""

import datetime
import hashlib
import math
import re
import unicodedata
from collections.abc import Iterator
from pathlib import PurePosixPath

from django.apps import apps
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.http import Http404, HttpResponse
from django.template.defaultfilters import filesizeformat
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.counting import RateCounter
from accounts.models import User
from config.privacy import without_cpr
from strategy import pdf_files, pictures
from strategy.models.attachments import FOLDER, AttachedFile
from strategy.unfit import Unfit

Kind = AttachedFile.Kind
PDF, PNG, JPEG = Kind.PDF, Kind.PNG, Kind.JPEG
ENDINGS = {PDF: ".pdf", PNG: ".png", JPEG: ".jpg"}

#: A file without a row may be one that is being added.
UNDER_WAY = datetime.timedelta(days=1)

#: The bytes each person attached within a day, whatever became of them since.
attached_today = RateCounter("bytes attached", seconds=24 * 60 * 60)


def understood(name: str, content: bytes) -> tuple[AttachedFile.Kind, bytes]:
    """What the file is, and its content as it may be kept; else a ValidationError says why not."""
    if len(content) > settings.ATTACHMENT_MAX_BYTES:
        raise ValidationError(
            _("“%(name)s” is larger than %(most)s. Choose a smaller file.")
            % {"name": name, "most": filesizeformat(settings.ATTACHMENT_MAX_BYTES)}
        )
    try:
        if content.startswith(pictures.PNG_BEGINS):
            return PNG, pictures.png(content)
        if content.startswith(pictures.JPEG_BEGINS):
            return JPEG, pictures.jpeg(content)
        if re.match(rb"%PDF-[12]\.\d", content):
            pdf_files.look_through(content)
            return PDF, content
    except Unfit as unfit:
        raise ValidationError(str(unfit.sentence) % {"name": name, **unfit.words}) from None
    raise ValidationError(
        _("“%(name)s” is neither a PDF nor a picture (PNG or JPEG).") % {"name": name}
    )


def let_through(*contents: bytes, by: User) -> None:
    """Count the bytes that a person attaches; a ValidationError says that it is enough today.

    What is refused is not counted, so that a smaller file may be chosen; of two that come at once
    the one counted last is refused.
    """
    most, size = settings.ATTACHMENT_BYTES_PER_DAY, sum(map(len, contents))
    fits = attached_today.count(by.pk) + size <= most
    if fits and attached_today.add(by.pk, size) <= most:
        return
    hours = math.ceil(attached_today.seconds_left(by.pk) / 3600)
    raise ValidationError(
        ngettext(
            "You have attached as much as one may in a day (%(most)s). Try again in an hour,"
            " or choose a smaller file.",
            "You have attached as much as one may in a day (%(most)s). Try again in %(hours)s"
            " hours, or choose a smaller file.",
            hours,
        )
        % {"most": filesizeformat(most), "hours": hours}
    )


def attach(
    attachment: AttachedFile, *, name: str, kind: AttachedFile.Kind, content: bytes, by: User
) -> AttachedFile:
    """Keep a file that has been understood. attachment: its row, which says to what it belongs."""
    attachment.name = _tidy(name, kind)
    attachment.kind = kind
    attachment.size = len(content)
    attachment.sha256 = hashlib.sha256(content).hexdigest()
    attachment.added_by = by
    attachment.file.save("", ContentFile(content), save=False)
    attachment.save()
    return attachment


def hand_out(attachment: AttachedFile) -> HttpResponse:
    """The file, to be saved, never shown here."""
    try:
        with attachment.file.open("rb") as file:
            content = file.read()
    except FileNotFoundError:
        raise Http404 from None
    return HttpResponse(
        content,
        content_type=attachment.kind,
        headers={
            "Content-Disposition": content_disposition_header(True, attachment.name),
            "Content-Security-Policy": "default-src 'none'; sandbox",
        },
    )


def orphans(now: datetime.datetime) -> list[list[str]]:
    """The files that belong to nothing any more."""
    rows = [model for model in apps.get_models() if issubclass(model, AttachedFile)]
    known = {
        path for model in rows for path in model._default_manager.values_list("file", flat=True)
    }
    return [
        [
            path
            for path in _stored()
            if path not in known and default_storage.get_modified_time(path) < now - UNDER_WAY
        ]
    ]


def _stored() -> Iterator[str]:
    """Every file there is, in the folder of each month."""
    try:
        months, _files = default_storage.listdir(FOLDER)
    except FileNotFoundError:
        return
    for month in months:
        _folders, names = default_storage.listdir(f"{FOLDER}/{month}")
        yield from (f"{FOLDER}/{month}/{name}" for name in names)


def _tidy(name: str, kind: AttachedFile.Kind) -> str:
    """A name that is only a name, with the ending of what the file really is."""
    last = PurePosixPath(name.replace("\\", "/")).name
    stem = "".join(sign for sign in last if unicodedata.category(sign)[0] != "C")
    stem = without_cpr(PurePosixPath(stem).stem.strip(" ."))[:100]
    return (stem or _("attachment")) + ENDINGS[kind]
