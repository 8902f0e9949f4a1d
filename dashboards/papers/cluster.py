"""The board paper: where the cluster's strategy stands, what deviates, what is followed up."""

import datetime
from dataclasses import dataclass
from typing import Any, Self

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from config.phrases import listing, sentence
from dashboards.cluster import ClusterDashboard
from dashboards.cluster.indicators import IndicatorRow
from dashboards.cluster.next_steps import NextStep
from dashboards.findings import papers as findings
from dashboards.institution.measured import MeasuredTable
from dashboards.papers.deviations import Deviation, deviations_of
from dashboards.papers.sources import dates_line, sources_of
from files.papers import PaperMark, compose, file_name
from files.papers.pieces import Paper, runs, sender, status_mark
from institutions.access import Reader
from institutions.editions import BoardsEyes
from institutions.models import Cluster
from meetings.papers.agenda import Agenda
from strategy.papers import course_facts, tally_facts

#: Deviations told in full; a paper for a board has two pages.
DEVIATIONS_SHOWN = 5
#: Instruments of one's own of which every figure stands there.
MEASURED_SHOWN = 3
#: Steps of the plan that a paper lists, beside all that are late.
STEPS_SHOWN = 3


@dataclass(frozen=True, slots=True)
class ClusterPaper:
    """The board paper of a cluster: what it says, for the page and for the file."""

    page: ClusterDashboard
    title: str
    dates: str
    facts: dict[str, Any]

    @classmethod
    def build(cls, cluster: Cluster, *, eyes: Reader, agenda: Agenda, on: datetime.date) -> Self:
        """eyes: of the board. 16 queries and what the indicators take; the agenda has its own."""
        page = ClusterDashboard.build(cluster, user=eyes, on=on)
        month = date_format(on, "YEAR_MONTH_FORMAT")
        deviations = deviations_of(page, user=eyes)
        sources = sources_of(page.institution_ids, user=eyes, on=on)
        return cls(
            page=page,
            title=_("Status of the strategy, %(month)s") % {"month": month},
            dates=dates_line(sources, on=on),
            facts=facts_of(page, deviations=deviations, agenda=agenda),
        )

    @classmethod
    def passed_on(cls, cluster: Cluster, *, user: Reader, on: datetime.date) -> Self:
        """The paper of today, with the board's eyes whoever asks."""
        agenda = Agenda.next_of(cluster, user=user, on=on)
        return cls.build(cluster, eyes=BoardsEyes(user), agenda=agenda, on=on)

    @property
    def sender(self) -> str:
        return sender(self.page.cluster)

    @property
    def counts(self) -> dict[str, dict[str, int]]:
        """What the paper counts, by scope, under the names that pages have for it."""
        page, facts = self.page, self.facts
        head = {"units": page.units, **({"children": page.children} if page.children else {})}
        return {
            page.place: head
            | facts["brief"]["figures"]
            | facts["course"]["figures"]
            | facts["goals"]["figures"],
            f"{page.place}/deviations": facts["deviations"]["figures"],
            f"{page.place}/follow-up": facts["follow_up"]["figures"],
        }

    def as_file(self) -> Paper:
        content = compose(
            "dashboards/cluster.typ",
            title=self.title,
            on=self.page.on,
            sender=self.sender,
            dates=self.dates,
            facts=self.facts,
            counts={f"board/{scope}": told for scope, told in self.counts.items()},
        )
        words = (self.page.cluster.name, _("follow-up on goals"))
        return Paper(file_name(self.page.on, *words, suffix="pdf"), content)


def facts_of(
    page: ClusterDashboard, *, deviations: tuple[Deviation, ...], agenda: Agenda
) -> dict[str, Any]:
    """What the paper says, in the order in which it says it."""
    return {
        "head": [*agenda.head, *_head(page)]
        if agenda.meeting
        else [(_("For"), _("The board")), *_head(page)],
        "asked": {
            "heading": _("The board is asked to"),
            "items": agenda.asked or _asked(page, deviations),
        },
        "brief": {"heading": _("In brief"), **_brief(page)},
        "course": _course(page),
        "goals": {
            "heading": page.goals_heading,
            "figures": page.goals_figures,
            "columns": [_("No."), _("Goal"), _("Local goals")],
            "rows": [
                {
                    "number": goal.number,
                    "text": goal.text,
                    "narrative": goal.quoted,
                    "tally": tally_facts(goal.tally),
                }
                for goal in page.goals
            ],
        },
        "indicators": {
            "heading": page.indicators_heading,
            "columns": indicator_columns(),
            "rows": [indicator_facts(row) for row in page.indicators],
            "note": " ".join(page.reservations),
        },
        "measured": {
            "items": [
                {"place": table.heading, "text": _figures(table)}
                for table in page.measured.tables[:MEASURED_SHOWN]
            ],
            "note": "",
        },
        "deviations": {
            "heading": findings.deviations_heading(len(deviations)),
            "items": [
                {"place": found.place, "text": " ".join(found.sentences)}
                for found in deviations[:DEVIATIONS_SHOWN]
            ],
            "note": _further(len(deviations) - DEVIATIONS_SHOWN),
            "figures": {"institutions": len(deviations)} if deviations else {},
        },
        "follow_up": _follow_up(page, agenda),
    }


def _figures(table: MeasuredTable) -> str:
    """Each figure of an instrument, in a line: “Maden smager godt: 4,3 (4 enheder)”."""
    hidden = _("hidden")
    told = [
        ngettext(
            "%(topic)s: %(value)s (%(n)s institution)",
            "%(topic)s: %(value)s (%(n)s institutions)",
            row.places or 0,
        )
        % {"topic": row.topic, "value": row.value or hidden, "n": row.places}
        for row in table.rows
    ]
    return f"{'; '.join(told)}.".replace("?:", "?")  # a question has its own mark


def _open(page: ClusterDashboard, agenda: Agenda) -> dict[str, int]:
    """How many follow-ups and steps are open, and how many of both are late."""
    steps = page.next_steps.of_plan
    late = agenda.overdue(page.on) + sum(step.state == "overdue" for step in steps)
    return {"follow_ups": len(agenda.follow_ups), "steps": len(steps), "overdue": late}


def _follow_up(page: ClusterDashboard, agenda: Agenda) -> dict[str, Any]:
    """What is open: the board's own follow-ups, and the first steps of the plan. All is counted."""
    steps = page.next_steps.of_plan
    shown = max(STEPS_SHOWN, sum(step.state == "overdue" for step in steps))
    hidden = len(steps) - shown
    counted = _open(page, agenda)
    return {
        "figures": counted,
        "heading": findings.follow_up_heading(
            counted["follow_ups"], steps=counted["steps"], overdue=counted["overdue"]
        ),
        "columns": [_("What"), _("Responsible"), _("Deadline"), _("Status")],
        "rows": [*agenda.rows(page.on), *map(step_facts, steps[:shown])],
        "note": ngettext(
            "And %(n)s more step in the plan.", "And %(n)s more steps in the plan.", hidden
        )
        % {"n": hidden}
        if hidden > 0
        else "",
    }


def _head(page: ClusterDashboard) -> list[tuple[str, str]]:
    rows = [
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
        goals = [f"{goal.place} ({goal.said})" for goal in page.awaiting]
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


def _brief(page: ClusterDashboard) -> dict[str, Any]:
    found = page.in_brief[:2]
    told = [f"{finding.figure} {finding.text}" for finding in found]
    figures: dict[str, int] = {}
    for finding in found:
        figures |= finding.figures
    return {"text": " ".join([*told, f"{page.news_heading}."]), "figures": figures}


def _course(page: ClusterDashboard) -> dict[str, Any]:
    """Whether the cluster is on course: the sentence, what one must know, and day by day."""
    verdict = page.verdict
    return {
        "heading": verdict.sentence if verdict else "",
        "then": sentence(verdict.then) if verdict else "",
        "figures": verdict.figures if verdict else {},
        **course_facts(page.course if verdict else None),
    }


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
        "overdue": PaperMark("missed", _("Overdue")),
        "under_way": status_mark("started"),
        "coming": status_mark("waiting"),
    }
    return {
        "name": step.name,
        "actor": step.actor,
        "due": date_format(step.due_on, "SHORT_DATE_FORMAT"),
        "status": marks[step.state],
    }
