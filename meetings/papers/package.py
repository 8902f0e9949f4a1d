"""A meeting's papers as one file for the municipality's case system: docs/handover.md.

Nothing of a confidential item is in it, and the same papers make the same bytes.
"""

import hashlib
import io
import json
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any
from xml.etree import ElementTree

from django.conf import settings
from django.utils.text import slugify
from django.utils.translation import override

from files.papers import file_name
from meetings.models import AgendaItem, ItemFile, Meeting, MeetingPaper
from meetings.workflow import MeetingStatus

VERSION = 1
NAMESPACE = f"urn:ledestjernen:meeting-package:{VERSION}"
ENDINGS = {
    ItemFile.Kind.PDF: ".pdf",
    ItemFile.Kind.PNG: ".png",
    ItemFile.Kind.JPEG: ".jpg",
}
#: What the rows of a list are called in XML.
_ONE_OF = {"items": "item", "files": "file", "present": "person", "absent": "person"}
#: Signs that XML 1.0 has no way to write.
_NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Packed:
    """A file of the package. about: what the metadata tell of it; item: the number it is under."""

    path: str
    content: bytes
    about: Mapping[str, Any]

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


def package_name(meeting: Meeting) -> str:
    """`2026-06-16_bestyrelsen_1700.zip`: a board meets once at a time, so the name is its own."""
    return file_name(
        meeting.held_on,
        str(meeting.board),
        meeting.from_at.isoformat("minutes").replace(":", ""),
        suffix="zip",
    )


def papers_of(meeting: Meeting) -> list[MeetingPaper]:
    """Those that may leave, the oldest first, without their files."""
    papers = MeetingPaper.objects.without_confidential().filter(meeting=meeting)
    return list(papers.defer("pdf").order_by("made_at", "pk"))


def annexes_of(meeting: Meeting) -> list[ItemFile]:
    """The files under open items, in the order of the agenda."""
    files = ItemFile.objects.filter(item__meeting=meeting, item__is_confidential=False)
    return list(files.select_related("item").order_by("item__number", "pk"))


def package_of(meeting: Meeting, *, kle_number: str, case_number: str) -> bytes:
    """The package, as bytes: one folder with metadata, papers, annexes and their fingerprints."""
    with override(settings.LANGUAGE_CODE):
        name = package_name(meeting)
        packed = [*_papers(meeting), *_annexes(meeting)]
        facts = _metadata(meeting, packed, kle_number=kle_number, case_number=case_number)
    files = {
        "metadata.json": json.dumps(facts, ensure_ascii=False, indent=2).encode() + b"\n",
        "metadata.xml": _as_xml(facts),
    }
    files |= {one.path: one.content for one in packed}
    sums = [
        f"{hashlib.sha256(content).hexdigest()}  {path}\n"
        for path, content in sorted(files.items())
    ]
    files["SHA256SUMS"] = "".join(sums).encode()
    return _zipped(files, folder=PurePosixPath(name).stem, meeting=meeting)


def _papers(meeting: Meeting) -> list[Packed]:
    return [
        Packed(
            f"papirer/{number:02}_{paper.file_name}",
            bytes(paper.pdf),
            {
                "title": str(paper.get_kind_display()),
                "kind": paper.kind,
                "media_type": "application/pdf",
                "conforms_to": "PDF/UA-1",
                "frozen_at": paper.made_at.isoformat(timespec="seconds"),
            },
        )
        for number, paper in enumerate(papers_of(meeting), start=1)
    ]


def _annexes(meeting: Meeting) -> list[Packed]:
    packed = []
    for number, file in enumerate(annexes_of(meeting), start=1):
        stem = slugify(PurePosixPath(file.name).stem)[:60] or "bilag"
        kind = ItemFile.Kind(file.kind)
        with file.file.open("rb") as opened:
            content = opened.read()
        about = {
            "title": file.name,
            "kind": "annex",
            "media_type": str(kind.value),
            "item": file.item.number,
        }
        packed.append(Packed(f"bilag/{number:02}_{stem}{ENDINGS[kind]}", content, about))
    return packed


def _metadata(
    meeting: Meeting, packed: list[Packed], *, kle_number: str, case_number: str
) -> dict[str, Any]:
    """What the case system is told. Who was there stands in approved minutes alone."""
    is_approved = meeting.status == MeetingStatus.APPROVED
    told: dict[str, Any] = {
        "format": NAMESPACE,
        "title": str(meeting),
        "board": str(meeting.board),
        "date": meeting.held_on.isoformat(),
        "begins": meeting.from_at.isoformat("minutes"),
        "ends": meeting.to_at.isoformat("minutes") if meeting.to_at else None,
        "place": meeting.place,
        "status": meeting.status,
        "access": "open" if meeting.board.is_published else "closed",
        "kle_number": kle_number or None,
        "case_number": case_number or None,
        "agenda_sent_on": meeting.called_on.isoformat() if meeting.called_on else None,
        "minutes_approved_on": meeting.approved_on.isoformat() if meeting.approved_on else None,
        "present": _lines(meeting.present) if is_approved else [],
        "absent": _lines(meeting.absent) if is_approved else [],
        "items": [_item(item) for item in meeting.items.order_by("number")],
        "files": [
            {"path": one.path, "size": len(one.content), "sha256": one.sha256, **one.about}
            for one in packed
        ],
    }
    return told


def _item(item: AgendaItem) -> dict[str, Any]:
    """An item; of a confidential one its number and no more."""
    if item.is_confidential:
        return {"number": item.number, "access": "closed"}
    return {
        "number": item.number,
        "access": "open",
        "title": item.title,
        "kind": item.kind,
        "case_number": item.case_number or None,
    }


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _as_xml(facts: Mapping[str, Any]) -> bytes:
    """The same facts under the same names; what is not known is left out."""
    root = ElementTree.Element("meeting", {"xmlns": NAMESPACE})
    _fill(root, facts)
    ElementTree.indent(root)
    written: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def _fill(element: ElementTree.Element, facts: Mapping[str, Any]) -> None:
    for name, value in facts.items():
        if value is None:
            continue
        child = ElementTree.SubElement(element, name)
        for row in value if isinstance(value, list) else ():
            one = ElementTree.SubElement(child, _ONE_OF[name])
            if isinstance(row, Mapping):
                _fill(one, row)
            else:
                one.text = _written(row)
        if not isinstance(value, list):
            child.text = _written(value)


def _written(value: object) -> str:
    return _NOT_IN_XML.sub("\ufffd", str(value))


def _zipped(files: Mapping[str, bytes], *, folder: str, meeting: Meeting) -> bytes:
    """Stored and not compressed, with the meeting's day for every file: the same on any machine."""
    day = (meeting.held_on.year, meeting.held_on.month, meeting.held_on.day, 0, 0, 0)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        for path, content in sorted(files.items()):
            entry = zipfile.ZipInfo(f"{folder}/{path}", date_time=day)
            entry.create_system, entry.external_attr = 3, 0o644 << 16
            package.writestr(entry, content)
    return made.getvalue()
