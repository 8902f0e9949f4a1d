"""Files that would cost a server its memory or its time, or a reader more than paper does."""

import contextlib
import struct
import time
import zlib

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from strategy import attaching, pdf_files
from strategy.attaching import understood
from strategy.models import Attachment, StatusUpdate
from tests.factories import InstitutionFactory, LocalGoalFactory, MembershipFactory, UserFactory
from tests.pdf_files import CATALOG, PAGE, packed, pdf, stream
from tests.test_evidence import JFIF, JPEG, PDF, PNG, PNG_HEAD, PNG_TAIL, chunk, segment

pytestmark = pytest.mark.django_db

SCRIPT = b"<< /S /JavaScript /JS (app.alert\\(1\\)) >>"


def png(width: int, height: int) -> bytes:
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return PNG[:8] + chunk(b"IHDR", head) + PNG_TAIL


def jpeg(width: int, height: int, *, marker: int = 0xC0) -> bytes:
    frame = segment(marker, struct.pack(">BHH", 8, height, width) + b"\x01\x01\x11\x00")
    scan = segment(0xDA, b"\x01\x01\x00\x00\x3f\x00") + b"\x12"
    return b"\xff\xd8" + JFIF + frame + scan + b"\xff\xd9"


def catalog(entries: bytes) -> bytes:
    return CATALOG.replace(b">>", entries + b" >>")


def annotated(action: bytes) -> bytes:
    link = b"<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /A %s >>" % action
    return pdf(link, page=PAGE.replace(b">>", b"/Annots [4 0 R] >>"))


ACTIVE = {
    "a script on opening": pdf(SCRIPT, catalog=catalog(b"/OpenAction 4 0 R")),
    "a script spelled with numbers": pdf(
        b"<< /S /JavaScrip#74 /JS (x) >>", catalog=catalog(b"/OpenAction 4 0 R")
    ),
    "a script that a click starts": annotated(SCRIPT),
    "scripts by name": pdf(catalog=catalog(b"/Names << /JavaScrip#74 << /Names [] >> >>")),
    "a program that a click starts": annotated(b"<< /S /L#61unch /F (cmd.exe) >>"),
    "a form that is sent": annotated(b"<< /S /SubmitForm /F (https://example.com) >>"),
    "answers from a file": annotated(b"<< /S /ImportData /F (x.fdf) >>"),
    "an address that opens by itself": pdf(
        catalog=catalog(b"/OpenAction << /S /URI /URI (https://example.com) >>")
    ),
    "something after going to a page": pdf(
        SCRIPT, catalog=catalog(b"/OpenAction << /S /GoTo /D [3 0 R /Fit] /Next 4 0 R >>")
    ),
    "something when a page is left": pdf(
        page=PAGE.replace(b">>", b"/AA << /C << /S /URI /URI (https://example.com) >> >> >>")
    ),
    "a file of another server": annotated(b"<< /S /GoToR /F (\\\\\\\\evil\\\\x.pdf) >>"),
    "a script as an address": annotated(b"<< /S /URI /URI (java\\nScript:app.alert\\(1\\)) >>"),
    "a script as an address in hex": annotated(b"<< /S /URI /URI <4a6176617363726970743a78> >>"),
    "a file as an address": annotated(b"<< /S /URI /URI (file:////evil/share) >>"),
    "other files": pdf(catalog=catalog(b"/Names << /Em#62eddedFiles << /Names [] >> >>")),
    "another file in a note": pdf(
        b"<< /Type /Annot /Subtype /FileAttachment /FS << /EF << /F 5 0 R >> >> >>"
    ),
    "a film": pdf(b"<< /Type /Annot /Subtype /RichMedi#61 >>"),
    "a form of another language": pdf(catalog=catalog(b"/AcroForm << /XFA [] >>")),
    "a script that lies packed": packed(
        b"<< /S /JavaScript /JS (x) >>", catalog=catalog(b"/OpenAction 5 0 R")
    ),
    **{
        f"an action that {does}": annotated(action)
        for does, action in {
            "prints": b"<< /S /Named /N /Print >>",
            "saves": b"<< /S /Named /N /SaveAs >>",
            "has a name nobody knows": b"<< /S /N#61med /N /AcroForm:Anything >>",
            "has no name": b"<< /S /Named >>",
            "hides a note": b"<< /S /Hid#65 /T (note) /H true >>",
            "shows a layer": b"<< /S /SetOCGState /State [] >>",
            "empties a form": b"<< /S /ResetForm >>",
            "follows a thread of a file": b"<< /S /Thread /F (x.pdf) /D 0 >>",
            "nobody has thought of yet": b"<< /S /Brew /Coffee true >>",
            "comes after a good one": b"<< /S /GoTo /D [3 0 R] /Next << /S /Brew >> >>",
            "comes among others": b"<< /S /GoTo /D [3 0 R] /Next [<< /S /Brew >>] >>",
        }.items()
    },
    "an action of a bookmark": pdf(
        b"<< /First 5 0 R /Last 5 0 R /Count 1 >>",
        b"<< /Title (Se) /Parent 4 0 R /A 6 0 R >>",
        b"<< /S /Brew >>",
        catalog=catalog(b"/Outlines 4 0 R"),
    ),
    "an action that nothing leads to": pdf(b"<< /Type /Action /S /Brew >>"),
    "a hiding that nothing leads to": pdf(b"<< /S /Hide /T (note) >>"),
    "a picture of another server": pdf(
        stream(b"/Type /XObject /Subtype /Image /F << /FS /URL /F (https://example.com/x) >>", b"")
    ),
    "a picture of another file": pdf(
        stream(b"/Type /XObject /Subtype /Image /#46 (\\\\evil\\x)", b"")
    ),
    "a filter of another file": pdf(stream(b"/FFilter /ASCIIHexDecode", b"")),
    "a page of another file": pdf(
        stream(b"/Type /XObject /Subtype /Form /Ref << /F (x.pdf) /Page 0 >>", b"")
    ),
    "a picture of a printer's server": pdf(
        stream(b"/Type /XObject /Subtype /Image /OPI << /2.0 << /F (x) >> >>", b"")
    ),
    "a program for a printer": pdf(stream(b"/Type /XObject /Subtype /PS", b"quit")),
    "the name of another file": pdf(b"<< /Type /Filespec /FS /URL /F (https://example.com) >>"),
    "files in a folder": pdf(catalog=catalog(b"/Collection << /View /T >>")),
    "pictures that follow each other": pdf(
        catalog=catalog(b"/Names << /AlternatePresentations << /Names [] >> >>")
    ),
    "a script that addresses begin with": pdf(catalog=catalog(b"/URI << /Base (javascript:x) >>")),
    "a note of no kind": pdf(page=PAGE.replace(b">>", b"/Annots [<< /Rect [0 0 9 9] >>] >>")),
    "a note of a kind nobody has thought of yet": pdf(
        b"<< /Subtype /Hologram /Rect [0 0 9 9] >>",
        page=PAGE.replace(b">>", b"/Annots [4 0 R] >>"),
    ),
    "a note of such a kind that no page has": pdf(b"<< /Type /Annot /Subtype /Hologram >>"),
    "a script that nothing leads to": pdf(b"<< /S /JavaScrip#74 /JS (x) >>"),
    "a script that lies packed, and nothing leads to": packed(
        b"<< /S /JavaScript /JS (x) >>", catalog=CATALOG
    ),
}
PLAIN = {
    "a page": PDF,
    "objects that lie packed": packed(b"<< /Title (Plan) >>", catalog=CATALOG),
    "a link": annotated(b"<< /S /URI /URI (https://example.com) >>"),
    "links to write, to call and within a site": pdf(
        b"[<< /S /URI /URI (mailto:a@example.com) >> << /S /URI /URI (tel:+4512345678) >>"
        b" << /S /URI /URI (/sider/a:b) >> << /S /URI /URI (example.com:80/x) >>]"
    ),
    "a page to turn": annotated(b"<< /S /Named /N /NextPage >>"),
    "pages to go to, one after the other": annotated(
        b"<< /S /GoTo /D [3 0 R] /Next << /S /URI /URI (https://example.com) >> >>"
    ),
    "an address that addresses begin with": pdf(
        catalog=catalog(b"/URI << /Base (https://example.com) >>")
    ),
    "marks, notes and a field": pdf(
        page=PAGE.replace(
            b">>",
            b"/Annots [<< /Subtype /Highlight /F 4 >> << /Subtype /Text /Contents (Se) >>"
            b" << /Subtype /Popup >> << /Subtype /Widget /FT /Tx /MK << >> >>] >>",
        )
    ),
    "a heading with attributes": pdf(
        b"<< /Type /StructElem /S /H1 /A << /O /Layout /Placement /Block >> /P 5 0 R >>",
        b"<< /Type /StructTreeRoot /K 4 0 R >>",
        catalog=catalog(b"/StructTreeRoot 5 0 R"),
    ),
    "a border, a group and a turning page": pdf(
        b"[<< /S /D /W 1 >> << /Type /Group /S /Transparency >> << /Type /Trans /S /Wipe >>]"
    ),
    "a page to begin at": pdf(catalog=catalog(b"/OpenAction [3 0 R /Fit]")),
    "a page to go to on opening": pdf(catalog=catalog(b"/OpenAction << /S /GoTo /D [3 0 R] >>")),
    "fonts with odd names": pdf(
        page=PAGE.replace(b">>", b"/Resources << /Font << /AA << /Type /Font >> >> >> >>")
    ),
    "a text about scripts": pdf(stream(b"", b"BT (JavaScript) Tj ET")),
}


@pytest.mark.parametrize("content", ACTIVE.values(), ids=ACTIVE)
def test_a_pdf_that_does_something_is_refused_however_it_is_hidden(content):
    with pytest.raises(ValidationError, match="almindelig PDF"):
        understood("plan.pdf", content)


@pytest.mark.parametrize("content", PLAIN.values(), ids=PLAIN)
def test_a_plain_pdf_is_kept_as_it_came(content):
    assert understood("plan.pdf", content) == (Attachment.Kind.PDF, content)


def test_a_pdf_behind_a_password_is_refused_in_words():
    locked = pdf(
        b"<< /Filter /Standard /V 1 /R 2 /P -4 /O (%s) /U (%s) >>" % (b"o" * 32, b"u" * 32),
        trailer=b"/Encrypt 4 0 R /ID [(a) (a)]",
    )

    with pytest.raises(ValidationError, match="adgangskode"):
        understood("plan.pdf", locked)


@pytest.mark.parametrize(
    "content",
    [
        b"%PDF-1.7\n%%EOF\n",
        PDF.replace(b"/Catalog", b"/Katalog").replace(b"/Root", b"/Boot"),
        pdf(b"[" * 100_000 + b"]" * 100_000),
        PDF.replace(b"/Pages 2 0 R", b"/Pages (" + b"x" * 20),
    ],
    ids=["nothing", "no beginning", "an endless nest", "a text without an end"],
)
def test_a_pdf_that_cannot_be_looked_through_is_refused(content):
    with pytest.raises(ValidationError):
        understood("plan.pdf", content)


@pytest.mark.parametrize("deep", [100, 450, 500, 900])
def test_nothing_hides_behind_what_is_too_deep(deep):
    hidden = b"<< /A " * deep + b"<< /S /JavaScrip#74 /JS (x) >>" + b" >>" * deep

    with pytest.raises(ValidationError):
        understood("plan.pdf", pdf(hidden))


@given(st.integers(0, len(PDF) - 1), st.binary(max_size=4))
def test_no_byte_of_a_pdf_breaks_the_page(place, instead):
    changed = PDF[:place] + instead + PDF[place + 1 :]

    with contextlib.suppress(ValidationError):
        assert understood("plan.pdf", changed)[1] == changed


def test_a_pdf_of_endless_objects_is_refused(monkeypatch):
    monkeypatch.setattr(pdf_files, "MOST_OBJECTS", 1000)

    with pytest.raises(ValidationError, match="indviklet"):
        understood("plan.pdf", pdf(b"[%s]" % (b"[] " * 2000)))


def test_our_own_papers_are_plain(client, goal):
    paper = client.get(f"/institutioner/{goal.institution.slug}/papir.pdf").content

    assert understood("papir.pdf", paper) == (Attachment.Kind.PDF, paper)


HUGE = {
    "a PNG": png(60_000, 60_000),
    "a JPEG": jpeg(60_000, 60_000),
    "a progressive JPEG": jpeg(60_000, 60_000, marker=0xC2),
    "a JPEG of another coding": jpeg(60_000, 60_000, marker=0xCF),
}


@pytest.mark.parametrize("content", HUGE.values(), ids=HUGE)
def test_a_picture_that_unfolds_to_endless_pixels_is_refused(content, settings):
    with pytest.raises(ValidationError, match="50 millioner billedpunkter"):
        understood("tavle.png", content)


@pytest.mark.parametrize("content", [png(8000, 6000), jpeg(8000, 6000)], ids=["PNG", "JPEG"])
def test_a_picture_of_a_camera_is_kept(content):
    assert understood("tavle.png", content)[1] == content


SLOW = {
    "a JPEG of nothing but fills": b"\xff\xd8" + b"\xff" * 9_900_000,
    "a JPEG whose drawing never ends": JPEG[:-2] + b"\xff\x00" * 4_900_000,
    "a PNG of empty parts": PNG_HEAD + chunk(b"teXt") * 800_000 + PNG_TAIL,
    "a JPEG of empty parts": b"\xff\xd8" + segment(0xFE, b"") * 2_400_000 + JPEG[2:],
}


@pytest.mark.parametrize("content", SLOW.values(), ids=SLOW)
def test_a_picture_made_to_be_slow_costs_next_to_nothing(content):
    begins = time.thread_time()

    with pytest.raises(ValidationError, match="beskadiget"):
        understood("tavle.png", content)

    floor = time.thread_time()
    zlib.crc32(content * 10)
    assert floor - begins < 1 + 20 * (time.thread_time() - floor)


@pytest.fixture
def goal(client):
    institution = InstitutionFactory(name="Solsikken")
    client.force_login(MembershipFactory(leader=True, institution=institution).user)
    return LocalGoalFactory(in_progress=True, institution=institution)


def tell(client, goal, name: str, content: bytes, **answers):
    told = {"progress": "onway", "narrative": "Børnene fortæller mere.", "next_step": ""}
    file = SimpleUploadedFile(name, content)
    return client.post(f"/lokale-maal/{goal.pk}/status/", told | answers | {"attachment": file})


def test_nobody_attaches_more_in_a_day_than_is_allowed_also_when_it_is_deleted_again(
    client, goal, settings
):
    settings.ATTACHMENT_BYTES_PER_DAY = 2 * len(PDF) + 10

    for _file in range(2):
        assert tell(client, goal, "plan.pdf", PDF).status_code == 302
        StatusUpdate.objects.all().delete()
    refused = tell(client, goal, "plan.pdf", PDF)

    assert "på et døgn" in refused.content.decode()
    assert not StatusUpdate.objects.exists()
    assert tell(client, goal, "x.png", PNG[:8]).status_code == 200  # is damaged, and says so


def test_what_is_refused_does_not_count(client, goal, settings):
    settings.ATTACHMENT_BYTES_PER_DAY = len(PDF)

    tell(client, goal, "plan.pdf", PDF, narrative="")
    tell(client, goal, "plan.pdf", ACTIVE["a film"])
    tell(client, goal, "plan.pdf", PLAIN["a link"])

    assert tell(client, goal, "plan.pdf", PDF).status_code == 302


def test_everybody_has_a_day_of_their_own(settings):
    settings.ATTACHMENT_BYTES_PER_DAY = 10
    one, other = UserFactory(), UserFactory()
    attaching.let_through(b"0123456789", by=one)

    with transaction.atomic(), pytest.raises(ValidationError):
        attaching.let_through(b"0", by=one)
    attaching.let_through(b"0123456789", by=other)


def test_a_smaller_file_may_be_chosen_when_one_was_too_large_for_the_day(settings):
    settings.ATTACHMENT_BYTES_PER_DAY = 10
    person = UserFactory()
    attaching.let_through(b"01234567", by=person)

    with transaction.atomic(), pytest.raises(ValidationError):
        attaching.let_through(b"012", by=person)
    attaching.let_through(b"01", by=person)


def test_a_number_in_the_name_of_a_file_is_kept_nowhere(client, goal):
    tell(client, goal, "Barnet 010203-1234.pdf", PDF)

    assert Attachment.objects.get().name == "Barnet xxxxxx-xxxx.pdf"


@pytest.mark.parametrize("size", [10, 3_000_000], ids=["in memory", "on disk"])
def test_a_number_in_a_name_is_gone_before_anybody_sees_the_file(rf, size):
    file = SimpleUploadedFile("Barnet 010203-1234.csv", b"x" * size)

    request = rf.post("/", {"file": file})
    arrived = request.FILES["file"]
    request.close()

    assert (arrived.name, arrived.size) == ("Barnet xxxxxx-xxxx.csv", size)
