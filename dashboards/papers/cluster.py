"""The board paper: where the cluster's strategy stands, what deviates, what is followed up."""

import datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from dashboards.cluster import ClusterDashboard
from dashboards.cluster.indicators import IndicatorRow
from dashboards.cluster.next_steps import NextStep
from dashboards.findings import papers as findings
from dashboards.findings.words import listing
from dashboards.papers.deviations import Deviation, deviations_of
from dashboards.papers.paper import Paper, legend, runs, sender, status_mark, tally_facts
from dashboards.papers.sources import dates_line, sources_of
from institutions.editions import BoardsEyes
from institutions.models import Cluster
from papers import Mark, compose, file_name

#: Deviations told in full; a paper for a board has two pages.
DEVIATIONS_SHOWN = 5


def cluster_paper(cluster: Cluster, *, user, on: datetime.date) -> Paper:
    """The board paper of a cluster as PDF; 16 queries and what the indicators take."""
    board = BoardsEyes(user)
    page = ClusterDashboard.build(cluster, user=board, on=on)
    title = _("Status of the strategy, %(month)s") % {"month": date_format(on, "YEAR_MONTH_FORMAT")}
    deviations = deviations_of(page, user=board)
    sources = sources_of(page.institution_ids, user=board, on=on)
    content = compose(
        "dashboards/cluster.typ",
        title=title,
        on=on,
        sender=sender(cluster),
        dates=dates_line(sources, on=on),
        facts=facts_of(page, deviations=deviations),
    )
    return Paper(file_name(on, cluster.name, _("follow-up on goals"), suffix="pdf"), content)


def facts_of(page: ClusterDashboard, *, deviations: tuple[Deviation, ...]) -> dict[str, Any]:
    """What the paper says, in the order in which it says it."""
    return {
        "head": _head(page),
        "asked": {"heading": _("The board is asked to"), "items": _asked(page, deviations)},
        "brief": {"heading": _("In brief"), "text": _brief(page)},
        "goals": {
            "heading": page.goals_heading,
            "columns": [_("No."), _("Goal"), _("Status"), _("Local goals")],
            "rows": [
                {
                    "number": goal.number,
                    "text": goal.text,
                    "narrative": goal.narrative,
                    "status": status_mark(goal.progress),
                    "tally": tally_facts(goal.tally),
                }
                for goal in page.goals
            ],
            "legend": legend([key for key, _count in page.tally.counts]),
            "note": _assessed(page),
        },
        "indicators": {
            "heading": page.indicators_heading,
            "columns": indicator_columns(),
            "rows": [indicator_facts(row) for row in page.indicators],
            "note": " ".join(page.reservations),
        },
        "deviations": {
            "heading": findings.deviations_heading(len(deviations)),
            "items": [
                {"place": found.place, "text": " ".join(found.sentences)}
                for found in deviations[:DEVIATIONS_SHOWN]
            ],
            "note": _further(len(deviations) - DEVIATIONS_SHOWN),
        },
        "follow_up": {
            "heading": page.next_heading,
            "columns": [_("Step"), _("Who"), _("Deadline"), _("Status")],
            "rows": [step_facts(step) for step in page.next_steps.steps],
        },
    }


def _head(page: ClusterDashboard) -> list[tuple[str, str]]:
    rows = [
        (_("For"), _("The board")),
        (
            _("Cluster"),
            ngettext("%(n)s institution", "%(n)s institutions", page.units) % {"n": page.units},
        ),
    ]
    if page.years:
        rows.append((_("Strategy"), page.years))
    if page.children:
        rows.append((capfirst(pgettext("plural", "children")), str(page.children)))
    return rows


def _asked(page: ClusterDashboard, deviations: tuple[Deviation, ...]) -> list[list[dict[str, Any]]]:
    """What the board is asked to do, each a sentence in runs."""
    items = []
    if page.awaiting:
        goals = [
            _("%(place)s (goal %(number)s)") % {"place": goal.place, "number": goal.goal}
            for goal in page.awaiting
        ]
        text = ngettext(
            "**decide on** a local goal: %(goals)s.",
            "**decide on** %(number)s local goals: %(goals)s.",
            len(goals),
        )
        items.append(runs(text, number=len(goals), goals=listing(goals)))
    if deviations:
        places = listing([found.place for found in deviations[:DEVIATIONS_SHOWN]])
        items.append(runs(_("**discuss** what deviates: %(places)s."), places=places))
    items.append(runs(_("**take note of** how the goals and the indicators stand.")))
    return items


def _brief(page: ClusterDashboard) -> str:
    told = [f"{finding.figure} {finding.text}" for finding in page.in_brief[:2]]
    return " ".join([*told, f"{page.news_heading}."])


def _assessed(page: ClusterDashboard) -> str:
    if not page.assessed_on:
        return ""
    date = date_format(page.assessed_on, "DATE_FORMAT")
    return _("The status is the board's assessment of %(date)s.") % {"date": date}


def _further(count: int) -> str:
    if count <= 0:
        return ""
    return ngettext("And %(n)s more institution.", "And %(n)s more institutions.", count) % {
        "n": count
    }


def indicator_columns() -> list[str]:
    return [
        _("No."),
        _("Indicator"),
        _("Result"),
        _("Target"),
        _("Status"),
        _("Covers"),
        _("Date"),
    ]


def indicator_facts(row: IndicatorRow) -> dict[str, Any]:
    """An indicator as a row of the table of `indicator_columns`."""
    found = row.attainment
    return {
        "number": row.number,
        "text": row.text,
        "source": found.source_text,
        "result": found.result_text,
        "target": found.target_text or "–",
        "status": status_mark(found.mark, found.word),
        "covers": _("%(part)s of %(whole)s") % {"part": found.counted, "whole": found.units},
        "date": date_format(found.as_of, "SHORT_DATE_FORMAT") if found.as_of else "–",
    }


def step_facts(step: NextStep) -> dict[str, Any]:
    """A step of the plan as a follow-up: what, who, by when, how late."""
    marks = {
        "overdue": Mark("missed", _("Overdue")),
        "under_way": status_mark("started"),
        "coming": status_mark("waiting"),
    }
    return {
        "name": step.name,
        "actor": step.actor,
        "due": date_format(step.due_on, "SHORT_DATE_FORMAT"),
        "status": marks[step.state],
    }
