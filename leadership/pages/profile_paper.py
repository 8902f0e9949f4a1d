"""A leadership profile on paper: its chapters, core areas and how teams work with it."""

import datetime
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from files.papers import compose, file_name
from files.papers.pieces import Paper
from leadership.models import CoreGroup
from leadership.pages.profiles import ProfilePage
from leadership.value_base.papers import TEMPLATE, chapters_on_paper


def paper_of_profile(page: ProfilePage, *, on: datetime.date) -> Paper:
    profile = page.profile
    facts = {
        "head": [
            (_("The effect"), profile.purpose),
            (_("Focus"), ", ".join(profile.focus_points)),
        ],
        "sections": list(_sections(page)),
    }
    content = compose(TEMPLATE, title=profile.name, on=on, facts=facts, counts={})
    return Paper(file_name(on, profile.name, suffix="pdf"), content)


def _sections(page: ProfilePage) -> Iterator[dict[str, Any]]:
    yield from chapters_on_paper(row.chapter for row in page.chapters)
    for group in page.groups:
        yield {"heading": f"{group.question} {group.name}", "areas": _areas(group)}
    practice = [_area("", sentence) for sentence in page.profile.process]
    practice += [_area(role.name, role.text) for role in page.roles]
    if practice:
        yield {"heading": _("How teams work with the profile"), "areas": practice}


def _areas(group: CoreGroup) -> list[dict[str, Any]]:
    areas = [_area("", group.introduction)] if group.introduction else []
    for row in group.areas.all():
        points = [f"{group.lead_in} {point}".strip() for point in row.points.all()]
        areas.append(_area(row.name, row.text, points))
    return areas


def _area(name: str, text: str, points: list[str] | None = None) -> dict[str, Any]:
    return {"name": name, "text": text, "items": points or [], "note": ""}
