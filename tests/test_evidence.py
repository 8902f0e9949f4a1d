"""What shows how a goal goes: figures taken down on the day, and files that are what they say."""

import datetime
import os
import struct
import zlib
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.utils import timezone

from indicators.models import FrozenFigure, ManualResult
from strategy.attaching import attach, understood
from strategy.models import Attachment, StatusUpdate
from strategy.workflow import Progress
from tests.factories import (
    ClusterFactory,
    IndicatorFactory,
    InstitutionFactory,
    LocalGoalFactory,
    ManualResultFactory,
    MembershipFactory,
    StatusUpdateFactory,
    StrategyFactory,
)
from tests.pdf_files import pdf

pytestmark = pytest.mark.django_db


# --- Files --------------------------------------------------------------------------------------


def chunk(kind: bytes, data: bytes = b"") -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


PNG_HEAD = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0))
PNG_TAIL = chunk(b"IDAT", zlib.compress(b"\x00\x00\x00\x00")) + chunk(b"IEND")
PNG = PNG_HEAD + PNG_TAIL


def segment(marker: int, data: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(data) + 2) + data


def exif(*entries: bytes, order: str = "<") -> bytes:
    head = (b"II" if order == "<" else b"MM") + struct.pack(f"{order}HI", 42, 8)
    directory = struct.pack(f"{order}H", len(entries)) + b"".join(entries) + b"\x00" * 4
    return segment(0xE1, b"Exif\x00\x00" + head + directory)


def orientation(value: int, order: str = "<") -> bytes:
    return struct.pack(f"{order}HHIHH", 0x0112, 3, 1, value, 0)


GPS = struct.pack("<HHII", 0x8825, 4, 1, 26)
JFIF = segment(0xE0, b"JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00")
DRAWING = (
    segment(0xDB, b"\x00" * 65)
    + segment(0xC0, b"\x08\x00\x01\x00\x01\x01\x01\x11\x00")
    + segment(0xDA, b"\x01\x01\x00\x00\x3f\x00")
    + b"\x12\xff\x00\x34\xff\xd0\x56"
)
JPEG = b"\xff\xd8" + JFIF + DRAWING + b"\xff\xd9"
PDF = pdf()

GOOD = {
    "a PDF": ("Børneinterview.pdf", PDF, "Børneinterview.pdf"),
    "an old PDF": ("x.PDF", PDF.replace(b"1.7", b"1.3"), "x.pdf"),
    "a picture": ("tavle.png", PNG, "tavle.png"),
    "a photograph": ("IMG_2031.JPG", JPEG, "IMG_2031.jpg"),
    "a photograph with space before a marker": ("a.jpg", JPEG[:2] + b"\xff" + JPEG[2:], "a.jpg"),
    "a picture called a page": ("side.html", PNG, "side.png"),
    "a path": ("../../etc/passwd.pdf", PDF, "passwd.pdf"),
    "a path of Windows": (r"C:\Users\Line\plan.pdf", PDF, "plan.pdf"),
    "signs that turn the name around": ("tavle\u202egpj.pdf", PDF, "tavlegpj.pdf"),
    "no name": (".pdf", PDF, "pdf.pdf"),
    "a number of a person": ("010203-1234.pdf", PDF, "xxxxxx-xxxx.pdf"),
    "a very long name": ("å" * 150 + ".pdf", PDF, "å" * 100 + ".pdf"),
}

BAD = {
    "a page": b"<!doctype html><script>alert(1)</script>",
    "a drawing with a program": b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
    "a GIF": b"GIF89a" + b"\x00" * 20,
    "a program": b"MZ" + b"\x00" * 60,
    "an archive": b"PK\x03\x04" + b"\x00" * 30,
    "a Word file": b"PK\x03\x04\x14\x00\x06\x00word/document.xml",
    "a page that calls itself a PDF later": b"<html>" + PDF,
    "a PDF without an end": b"%PDF-1.7\n1 0 obj",
    "a PDF of no version": b"%PDF-x\n%%EOF",
    "a PDF with a program": PDF.replace(b"/Catalog", b"/Catalog /OpenAction << /S /JavaScript >>"),
    "a PDF that starts a program": PDF.replace(b"/Catalog", b"/Catalog /A << /S /Launch >>"),
    "a PDF with files in it": PDF.replace(b"/Catalog", b"/Catalog /Names << /EmbeddedFiles >>"),
    "the first bytes of a picture": b"\x89PNG\r\n\x1a\n",
    "a picture that ends too soon": PNG[:-8],
    "a picture with a wrong checksum": PNG_HEAD[:-1] + b"\x00" + PNG_TAIL,
    "a picture that begins with something else": b"\x89PNG\r\n\x1a\n" + PNG_TAIL,
    "a picture with a length of its own": b"\x89PNG\r\n\x1a\n\xff\xff\xff\xffIHDR",
    "the first bytes of a photograph": b"\xff\xd8\xff",
    "a photograph that ends too soon": JPEG[:-2],
    "a photograph without a drawing": b"\xff\xd8" + JFIF + b"\xff\xd9",
    "a photograph with a page in it": b"\xff\xd8\xff\xe0<script>alert(1)</script>",
    "nothing": b"",
}


@pytest.fixture
def cluster():
    return ClusterFactory()


@pytest.fixture
def institution(cluster):
    return InstitutionFactory(name="Solsikken", cluster=cluster)


@pytest.fixture
def leader(client, institution):
    user = MembershipFactory(leader=True, institution=institution).user
    client.force_login(user)
    return user


@pytest.fixture
def goal(institution, leader):
    return LocalGoalFactory(in_progress=True, institution=institution)


def tell(client, goal, **answers):
    told = {"progress": "onway", "narrative": "Børnene fortæller mere.", "next_step": ""}
    return client.post(f"/lokale-maal/{goal.pk}/status/", told | answers)


def upload(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="application/pdf")


@pytest.mark.parametrize(("name", "content", "kept_as"), GOOD.values(), ids=GOOD)
def test_a_file_is_kept_under_a_plain_name_and_handed_out_to_be_saved(
    client, goal, name, content, kept_as
):
    file = upload("x", content)
    file._name = name  # as a hostile browser sends it

    answer = tell(client, goal, attachment=file)

    attachment = Attachment.objects.get()
    assert answer.status_code == 302
    assert attachment.name == kept_as
    assert name not in attachment.file.name
    given = client.get(attachment.get_absolute_url())
    assert given["Content-Type"] == attachment.kind
    assert given["Content-Disposition"].startswith("attachment; ")
    assert given["X-Content-Type-Options"] == "nosniff"
    assert given["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert "no-store" in given["Cache-Control"]
    assert "\n" not in given["Content-Disposition"]
    assert len(given.content) == attachment.size


@pytest.mark.parametrize("content", BAD.values(), ids=BAD)
@pytest.mark.parametrize("name", ["plan.pdf", "tavle.jpg"])
def test_what_is_not_what_it_says_is_refused(content, name):
    with pytest.raises(ValidationError):
        understood(name, content)


def test_a_name_cannot_break_out_of_its_line(client, goal):
    update = StatusUpdateFactory(local_goal=goal)

    attachment = attach(
        Attachment(status_update=update),
        name="a\r\nSet-Cookie: x",
        kind=Attachment.Kind.PDF,
        content=PDF,
        by=None,
    )

    assert attachment.name == "aSet-Cookie: x.pdf"


def test_a_refused_file_saves_nothing_and_is_explained(client, goal):
    text = tell(client, goal, attachment=upload("plan.pdf", BAD["a page"])).content.decode()

    assert "hverken en PDF eller et billede" in text
    assert not StatusUpdate.objects.exists()
    assert not Attachment.objects.exists()


def test_a_file_that_is_too_large_is_refused(client, goal, settings):
    settings.ATTACHMENT_MAX_BYTES = 100

    text = tell(client, goal, attachment=upload("plan.pdf", PDF + b" " * 100)).content.decode()

    assert "fylder mere end" in text
    assert not Attachment.objects.exists()


def test_a_picture_tells_only_what_can_be_seen():
    hidden = [chunk(b"tEXt", b"Author\x00Line"), chunk(b"eXIf", b"II*\x00"), chunk(b"zzZz", b"x")]
    content = PNG_HEAD + b"".join(hidden) + PNG_TAIL + b"PK\x03\x04 an archive"

    assert understood("a.png", content)[1] == PNG


@pytest.mark.parametrize("order", ["<", ">"])
def test_a_photograph_tells_only_what_can_be_seen_and_which_way_up(order):
    told = exif(orientation(6, order), order=order)
    content = b"\xff\xd8" + JFIF + told + segment(0xFE, b"Line") + DRAWING + b"\xff\xd9<script>"

    kept = understood("a.jpg", content)[1]

    assert (b"Line" in kept, b"script" in kept) == (False, False)
    assert kept == b"\xff\xd8" + JFIF + exif(orientation(6, ">"), order=">") + DRAWING + b"\xff\xd9"


@pytest.mark.parametrize(
    "told",
    [
        exif(GPS),
        exif(orientation(1)),
        exif(orientation(99)),
        segment(0xE1, b"Exif\x00\x00MM\x00*\xff\xff\xff\xff"),
        segment(0xE1, b"http://ns.adobe.com/xap/1.0/\x00<x/>"),
        segment(0xED, b"Photoshop 3.0\x00"),
    ],
)
def test_where_a_photograph_was_taken_is_not_kept(told):
    assert understood("a.jpg", b"\xff\xd8" + JFIF + told + JPEG[2 + len(JFIF) :])[1] == JPEG


def test_a_file_goes_with_its_status_update(client, goal):
    tell(client, goal, attachment=upload("plan.pdf", PDF))
    path = Attachment.objects.get().file.name
    StatusUpdate.objects.all().delete()
    call_command("purge", verbosity=0)
    assert default_storage.exists(path)  # it may be one that is being added

    long_ago = (timezone.now() - datetime.timedelta(days=2)).timestamp()
    os.utime(default_storage.path(path), (long_ago, long_ago))
    call_command("purge", verbosity=0)

    assert not default_storage.exists(path)


# --- Figures ------------------------------------------------------------------------------------


@pytest.fixture
def indicator(goal, cluster):
    indicator = IndicatorFactory(
        goal__strategy=StrategyFactory(vision=True, cluster=cluster), code="MP2"
    )
    indicator.local_goals.add(goal)
    return indicator


def test_figures_are_taken_down_and_stay_as_they_were(client, goal, indicator, institution):
    result = ManualResultFactory(
        indicator=indicator, institution=institution, year=2026, value=Decimal(1)
    )
    tell(client, goal, figures=[indicator.pk])
    before = FrozenFigure.objects.values().get()
    page = client.get(goal.get_absolute_url()).content.decode()

    ManualResult.objects.filter(pk=result.pk).delete()

    assert FrozenFigure.objects.values().get() == before
    assert before["year"] == 2026
    assert before["own"]
    assert "Tallene, som de stod den" in page
    assert before["name"] in page


def test_only_figures_of_the_goal_are_offered(client, goal, indicator, cluster):
    other = IndicatorFactory(goal=indicator.goal)

    tell(client, goal, figures=[indicator.pk, other.pk])

    assert not FrozenFigure.objects.exists()


def test_the_page_of_a_goal_costs_the_same_however_much_is_shown(
    client, goal, indicator, queries_for
):
    tell(client, goal, figures=[indicator.pk], attachment=upload("plan.pdf", PDF))
    few = queries_for(goal.get_absolute_url())
    for _number in range(4):
        tell(client, goal, figures=[indicator.pk], attachment=upload("plan.pdf", PDF))

    assert queries_for(goal.get_absolute_url()) == few


# --- Words --------------------------------------------------------------------------------------


@pytest.mark.parametrize("word", [Progress.WAITING, Progress.MISSED])
def test_a_bad_word_takes_the_next_step(client, goal, word):
    text = tell(client, goal, progress=word).content.decode()
    assert "Skriv, hvad I gør nu." in text
    assert not StatusUpdate.objects.exists()

    tell(client, goal, progress=word, next_step="Vi begynder på Blå stue.")

    assert "Vi begynder på Blå stue." in client.get(goal.get_absolute_url()).content.decode()
