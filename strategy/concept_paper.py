"""The steering concept on paper: goals, how they are measured, the model, the local goals."""

import datetime
import itertools
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from files.papers import compose, file_name
from files.papers.pieces import Paper, sender
from strategy.form_fields import MEASURE


def concept_paper(
    content: Mapping[str, Any],
    *,
    on: datetime.date,
    written_on: datetime.date | None = None,
    places: Sequence[Mapping[str, Any]] | None = None,
    is_draft: bool = False,
) -> Paper:
    """The paper, whose every page says of which day it is.

    content: as an approval keeps it. written_on: when it was written down, where that may be later
    than the day. places: those the reader follows, where not all of them.
    """
    is_later = written_on is not None and written_on > on
    dates = _("Written down %(date)s") if is_later else _("As of %(date)s")
    is_model = content["kind"] == "model"
    title = _("Steering concept: %(strategy)s") % {"strategy": content["strategy"]["title"]}
    if is_model:
        title = _("Model for the steering concept: %(strategy)s") % {
            "strategy": content["strategy"]["title"]
        }
    shown = content["places"] if places is None else places
    paper = compose(
        "strategy/concept.typ",
        title=title,
        on=on,
        sender=sender(),
        dates=dates % {"date": date_format((is_later and written_on) or on, "DATE_FORMAT")},
        is_draft=is_draft,
        counts={},
        facts={
            "head": _head(content),
            "part": _part(len(shown), len(content["places"])),
            "note": content.get("note", ""),
            "goals": {
                "heading": _("The common goals, and how they are measured"),
                "measured": _("How it is measured"),
                "rows": [_goal(row) for row in content["goals"]],
            },
            "form": {
                "heading": _("This is what each institution answers under each goal"),
                "lines": content["form"],
            },
            "plan": {
                "heading": _("Time and process plan"),
                "columns": [_("When"), _("Who"), _("What happens")],
                "rows": [(row["when"], row["who"] or "–", row["what"]) for row in content["plan"]],
            },
            "clusters": _clusters(shown),
            "none": _("No local goal"),
        },
    )
    return Paper(file_name(on, title, suffix="pdf"), paper)


def _head(content: Mapping[str, Any]) -> list[tuple[str, str]]:
    strategy = content["strategy"]
    rows = [(_("Period"), f"{strategy['from_year']}–{strategy['to_year']}")]
    if "approved_on" in content:
        day = date_format(datetime.date.fromisoformat(content["approved_on"]), "DATE_FORMAT")
        who = content["approved_by"]
        if content["on_behalf_of_committee"]:
            who = _("%(person)s on behalf of the committee") % {"person": who}
        rows += [(_("Approved"), day), (_("By"), who)]
    return rows


def _part(shown: int, places: int) -> str:
    """That it is not the whole, where it is not."""
    if shown == places:
        return ""
    return _("This is a part: %(shown)s of %(places)s institutions.") % {
        "shown": shown,
        "places": places,
    }


def _goal(row: Mapping[str, Any]) -> dict[str, Any]:
    told = {"number": row["number"], "text": row["text"]}
    is_told = row["measuring"] or row["measures"]
    return {
        "name": _("Goal %(number)s: %(text)s") % told,
        "statements": row["statements"],
        "measuring": row["measuring"] if is_told else _("Not written yet."),
        "measures": row["measures"],
    }


def _clusters(places: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Those outside clusters last; within a cluster in the order in which they are kept."""
    rows = sorted(places, key=lambda row: (row["cluster"] == "", row["cluster"]))
    return [
        {
            "name": cluster or _("Outside clusters"),
            "places": [
                {"name": row["institution"], "goals": [_local(one) for one in row["local_goals"]]}
                for row in found
            ],
        }
        for cluster, found in itertools.groupby(rows, key=lambda row: row["cluster"])
    ]


def _local(row: Mapping[str, Any]) -> dict[str, Any]:
    when = [row["when_text"]]
    if row["measured_on"]:
        day = datetime.date.fromisoformat(row["measured_on"])
        when.insert(0, date_format(day, "DATE_FORMAT"))
    how = [row["how"], MEASURE.line(row), " · ".join(filter(None, when))]
    return {
        "name": _("Under goal %(number)s") % {"number": row["goal"]},
        "text": row["text"],
        "efforts": _("Efforts"),
        "lines": row["efforts"],
        "measured": _("How and when the effect is measured"),
        "how": "\n".join(filter(None, how)),
    }
