"""The value base on paper: what one role commits itself to, and the whole of it."""

import datetime
from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from files.papers import compose, file_name
from files.papers.pieces import Paper
from leadership.models import Chapter, ValueBase
from leadership.value_base.contents import CellRow, Contents, RoleRow
from leadership.value_base.pages import RolePage

TEMPLATE = "leadership/commitments.typ"


def paper_of(contents: Contents, *, on: datetime.date) -> Paper:
    """All roles of a version, group by group."""
    base = contents.base
    sections = [*_foreword(contents)]
    sections += [
        _section(f"{rows.group}: {row.role}" if str(row.role) != str(rows.group) else row.role, row)
        for rows in contents.groups
        for row in rows.roles
    ]
    return _paper(base.name, contents=contents, sections=sections, on=on, counts={})


def paper_of_role(page: RolePage, *, on: datetime.date) -> Paper:
    """One role, and what holds for everybody in its group."""
    sections = [_section(page.finding, page.own)]
    if page.shared is not None:
        sections.append(_section(page.shared.role, page.shared))
    title = _("What do I commit myself to? %(role)s") % {"role": page.own.role}
    return _paper(
        title,
        contents=page.contents,
        sections=sections,
        on=on,
        counts={page.place: page.figures},
    )


def paper_to_talk_by(page: RolePage, *, on: datetime.date) -> Paper:
    """One role's commitments with lines to write on by hand, for a talk. Nothing of it is kept."""
    rows = [page.own, *([page.shared] if page.shared is not None else [])]
    title = _("To talk by: %(role)s") % {"role": page.own.role}
    facts = {
        "head": [(_("Value base"), page.contents.base.name), (_("Date"), ""), (_("Present"), "")],
        "note": _(
            "For MUS, quality talks and support talks. You write by hand, and the paper stays with"
            " you: nothing is kept in the system, and nobody is appraised."
        ),
        "sections": [_section(row.role, row) for row in rows],
        "last": _("What do we go on with, and when do we talk about it again?"),
    }
    content = compose("leadership/talk.typ", title=title, on=on, facts=facts, counts={})
    return Paper(file_name(on, title, suffix="pdf"), content)


def _paper(
    title: str,
    *,
    contents: Contents,
    sections: list[dict[str, Any]],
    on: datetime.date,
    counts: Mapping[str, Mapping[str, int]],
) -> Paper:
    base = contents.base
    facts = {
        "head": [
            (_("Value base"), base.name),
            (_("Version"), _version(base)),
            (_("Values"), ", ".join(map(str, contents.values))),
        ],
        "sections": sections,
    }
    content = compose(
        TEMPLATE, title=title, on=on, facts=facts, is_draft=base.from_on is None, counts=counts
    )
    return Paper(file_name(on, title, suffix="pdf"), content)


def _version(base: ValueBase) -> str:
    if base.from_on is None:
        return _("Being prepared")
    return _("In force from %(day)s") % {"day": date_format(base.from_on, "DATE_FORMAT")}


def _foreword(contents: Contents) -> Iterable[dict[str, Any]]:
    """What somebody has written about the whole and the values; then the chapters."""
    base = contents.base
    texts = [
        ("", base.introduction),
        *((value.name, value.text) for value in contents.values),
    ]
    areas = [{"name": name, "text": text, "items": [], "note": ""} for name, text in texts if text]
    if areas:
        yield {"heading": _("What everything rests on"), "areas": areas}
    yield from chapters_on_paper(contents.chapters)


def chapters_on_paper(chapters: Iterable[Chapter]) -> Iterable[dict[str, Any]]:
    """A section of chapters, each with what it refers to; nothing where there are none."""
    areas = [
        {
            "name": row.name,
            "text": row.text,
            "items": [f"{link.name}: {link.href}" for link in row.links],
            "note": _("Example text that came along.") if row.is_example else "",
        }
        for row in chapters
    ]
    if areas:
        yield {"heading": _("In running text"), "areas": areas}


def _section(heading: object, row: RoleRow) -> dict[str, Any]:
    return {"heading": str(heading), "areas": list(_areas(row.cells))}


def _areas(cells: Iterable[CellRow]) -> Iterable[dict[str, Any]]:
    for cell in cells:
        if cell.commitments or cell.is_being_written:
            yield {
                "name": cell.area.name,
                "text": "",
                "items": [commitment.text for commitment in cell.commitments],
                "note": "" if cell.commitments else cell.count,
            }
