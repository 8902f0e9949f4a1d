"""What the preview of a list of institutions shows: whether it can be read in, and what it does."""

from dataclasses import dataclass
from typing import Self

from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from imports.diff import RowError
from institutions.importing.outcome import Change, Outcome

SHOWN = 200


@dataclass(frozen=True, slots=True)
class Finding:
    """One of the four counts. key: the name of its icon."""

    count: int
    key: str
    word: str
    note: str


@dataclass(frozen=True, slots=True)
class Preview:
    """The page between upload and confirmation. button: its words, "" when nothing can be done."""

    name: str
    layout: str
    rows: int
    left_out: int
    not_read: str
    heading: str
    lead: str
    button: str
    findings: tuple[Finding, ...]
    errors: tuple[RowError, ...]
    fault_heading: str
    changes: tuple[Change, ...]
    change_heading: str
    arrivals: tuple[str, ...]
    arrival_heading: str
    rest: str

    @classmethod
    def of(cls, outcome: Outcome, *, name: str) -> Self:
        heading, lead, button = _summary(outcome)
        lengths = [len(outcome.errors), len(outcome.changes), len(outcome.arrivals)]
        hidden = sum(max(0, length - SHOWN) for length in lengths)
        return cls(
            name=name,
            layout=str(outcome.layout.title),
            rows=outcome.rows,
            left_out=outcome.left_out,
            not_read=outcome.not_read,
            heading=heading,
            lead=lead,
            button=button,
            findings=_findings(outcome),
            errors=tuple(outcome.errors[:SHOWN]),
            fault_heading=ngettext(
                "%(count)s cell must be corrected",
                "%(count)s cells must be corrected",
                len(outcome.errors),
            )
            % {"count": len(outcome.errors)},
            changes=tuple(outcome.changes[:SHOWN]),
            change_heading=ngettext(
                "%(count)s fact about a place changes",
                "%(count)s facts about places change",
                len(outcome.changes),
            )
            % {"count": len(outcome.changes)},
            arrivals=tuple(outcome.arrivals[:SHOWN]),
            arrival_heading=ngettext(
                "%(count)s institution is new",
                "%(count)s institutions are new",
                len(outcome.arrivals),
            )
            % {"count": len(outcome.arrivals)},
            rest=_("%(count)s more are not shown here.") % {"count": hidden} if hidden else "",
        )


def _summary(outcome: Outcome) -> tuple[str, str, str]:
    """Heading, the sentence under it, and the words of the button."""
    if outcome.errors:
        return (
            _("The file cannot be read in yet"),
            _(
                "A file is read in whole or not at all. "
                "Correct the cells below and choose it again."
            ),
            "",
        )
    if not outcome.has_work:
        return (
            _("Everything in the file is here already"),
            _("Nothing changes. There is nothing to read in."),
            "",
        )
    count = outcome.new + outcome.changed
    return (
        _("The file can be read in"),
        _("Nothing has been saved yet. See what changes, and read it in."),
        ngettext(
            "Read in %(count)s new or changed institution",
            "Read in %(count)s new and changed institutions",
            count,
        )
        % {"count": count},
    )


def _findings(outcome: Outcome) -> tuple[Finding, ...]:
    made = []
    if outcome.areas:
        made.append(
            ngettext("%(count)s area", "%(count)s areas", len(outcome.areas))
            % {"count": len(outcome.areas)}
        )
    if outcome.clusters:
        made.append(
            ngettext("%(count)s cluster", "%(count)s clusters", len(outcome.clusters))
            % {"count": len(outcome.clusters)}
        )
    moved = _("%(moved)s moved, %(closed)s closed") % {
        "moved": outcome.moved,
        "closed": outcome.closed,
    }
    return (
        Finding(
            outcome.new,
            "onway",
            pgettext("institutions", "New"),
            _("with %(places)s") % {"places": get_text_list(made, _("and"))} if made else "",
        ),
        Finding(
            outcome.changed,
            "started",
            pgettext("institutions", "Changed"),
            moved if outcome.moved or outcome.closed else "",
        ),
        Finding(outcome.unchanged, "none", pgettext("institutions", "Unchanged"), ""),
        Finding(
            len(outcome.errors),
            "missed" if outcome.errors else "none",
            pgettext("institutions", "Errors"),
            "",
        ),
    )
