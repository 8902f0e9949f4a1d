"""What the preview of an import shows: whether it can be read in, what changes, what it means."""

import datetime
from collections import Counter
from dataclasses import dataclass, fields
from typing import Any, NamedTuple, Self

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from config.phrases import in_digits, in_words
from imports.diff import Notice, RowError
from measurements.importing import Arrival, Plan
from measurements.importing.locks import locks_of_plan, sentence_about
from measurements.importing.suggestions import KINDS
from measurements.layouts import LAYOUTS
from measurements.previews.changes import (
    arrivals_part,
    changes_part,
    first_of_each,
    old_values_of,
)
from measurements.previews.facts import columns_not_read, facts_of, heading_of
from measurements.previews.parts import Part, rest
from measurements.slots import meanings

SHOWN_FAULTS = 200
SHOWN_NOTICES = 50


class Finding(NamedTuple):
    """One of the four counts."""

    figure: str
    key: str  # of the icon
    word: str
    note: str


@dataclass(frozen=True, slots=True)
class Preview:
    """The page between upload and confirmation. button: its words, "" when nothing can be done."""

    name: str
    heading: str
    lead: str
    button: str
    not_read: str  # which columns are not read; "" where all are
    locked: str  # that rounds are locked, and what to do; "" where none is
    findings: tuple[Finding, ...]
    errors: Part
    kinds: tuple[tuple[str, str, str], ...]  # of errors: key, what they are called, how many
    warnings: Part
    names: Part  # institutions found by their names alone
    changes: Part
    old_values: str
    arrivals: Part
    all_arrivals: str  # words on the way to all of them
    first_arrivals: tuple[Arrival, ...]
    meaning: tuple[str, ...]  # for upper floors: the heading, then sentences
    notices: tuple[Notice, ...]
    file_heading: str
    facts: tuple[tuple[str, str], ...]
    layout: str
    layouts: tuple[tuple[str, str], ...]  # the other layouts: code and title

    @classmethod
    def of(cls, plan: Plan, *, by: str, at: datetime.datetime) -> Self:
        """Everything the page says about the plan."""
        arrivals = plan.arrivals()
        changes = list(plan.changes())
        heading, lead, button = _verdict(plan)
        return cls(
            name=plan.sheet.name,
            heading=heading,
            lead=lead,
            button=button,
            not_read=columns_not_read(plan),
            locked=_locked(plan) if button else "",
            findings=_findings(plan, unrated=len(arrivals) - plan.new_count),
            errors=_errors(plan.errors),
            kinds=_kinds(plan.errors),
            warnings=_warnings(plan),
            names=_names(plan),
            changes=changes_part(changes, is_clean=plan.is_clean),
            old_values=old_values_of(plan),
            arrivals=arrivals_part(arrivals, plan),
            all_arrivals=ngettext("Show it", "Show all %(count)s", len(arrivals))
            % {"count": in_digits(len(arrivals))},
            first_arrivals=first_of_each(arrivals),
            meaning=meanings.first(plan) or (),
            notices=tuple(plan.notices[:SHOWN_NOTICES]),
            file_heading=heading_of(plan),
            facts=facts_of(plan, by=by, at=at),
            layout=str(plan.layout.title),
            layouts=tuple(
                (one.code, str(one.title)) for one in LAYOUTS.values() if one != plan.layout
            ),
        )

    def as_json(self) -> dict[str, Any]:
        """What its page shows, to be kept until somebody looks at it."""
        return {field.name: _plain(getattr(self, field.name)) for field in fields(self)}


def _plain(thing: Any) -> Any:
    """The same in lists and dictionaries, which a template cannot tell from tuples with names."""
    if isinstance(thing, tuple) and hasattr(thing, "_asdict"):
        return {name: _plain(value) for name, value in thing._asdict().items()}
    if isinstance(thing, list | tuple):
        return [_plain(one) for one in thing]
    return thing if isinstance(thing, int | None) else str(thing)


def _verdict(plan: Plan) -> tuple[str, str, str]:
    rows = len(plan.sheet.rows)
    if plan.errors:
        heading = ngettext(
            "%(count)s error must be corrected before the file can be read in",
            "%(count)s errors must be corrected before the file can be read in",
            len(plan.errors),
        ) % {"count": in_digits(len(plan.errors))}
        lead = _(
            "Nothing has been saved yet. A file is read in whole or not at all, so that the figures"
            " always belong together."
        )
        return heading, lead, ""
    read = ngettext(
        "%(count)s row has been read, and there are no errors.",
        "%(count)s rows have been read, and there are no errors.",
        rows,
    ) % {"count": in_digits(rows)}
    if not plan.has_work:
        return _("Everything in the file is here already"), f"{read} " + _("Nothing changes."), ""
    working = len(plan.working_rows)
    button = ngettext(
        "Read in %(count)s new or changed row",
        "Read in %(count)s new and changed rows",
        working,
    ) % {"count": in_digits(working)}
    lead = f"{read} " + _("Nothing is saved until you confirm.")
    return _("The file is ready to be read in"), lead, button


def _locked(plan: Plan) -> str:
    locks = locks_of_plan(plan)
    return sentence_about(locks) if locks else ""


def _findings(plan: Plan, *, unrated: int) -> tuple[Finding, ...]:
    count = len(plan.errors)
    new = _("not here before")
    if unrated:
        new += ngettext(
            ", and %(count)s inspection without ratings",
            ", and %(count)s inspections without ratings",
            unrated,
        ) % {"count": in_digits(unrated)}
    return (
        Finding(in_digits(count), "missed", _("errors"), _("to be corrected in the file"))
        if count
        else Finding("0", "check", _("errors"), _("everything could be read")),
        Finding(in_digits(plan.new_count), "plus", _("new values"), new),
        Finding(in_digits(plan.changed_count), "delta", _("changed values"), _("get a new value")),
        Finding(
            in_digits(plan.unchanged_count), "same", _("unchanged values"), _("are here already")
        ),
    )


def _errors(errors: list[RowError]) -> Part:
    heading = ngettext(
        "Correct one cell in the spreadsheet",
        "Correct %(count)s cells in the spreadsheet",
        len(errors),
    ) % {"count": in_words(len(errors))}
    shown = errors
    if len(errors) > SHOWN_FAULTS:  # some of each kind
        left = dict.fromkeys(KINDS, SHOWN_FAULTS // len(KINDS))
        shown = []
        for fault in errors:
            left[fault.kind] -= 1
            if left[fault.kind] >= 0:
                shown.append(fault)
    return Part(heading, shown, rest(len(errors), len(shown)))


def _kinds(errors: list[RowError]) -> tuple[tuple[str, str, str], ...]:
    """Those there are; empty where all are of the same kind."""
    counts = Counter(fault.kind for fault in errors)
    if len(counts) < 2:
        return ()
    return tuple(
        (kind, str(name), in_digits(counts[kind])) for kind, name in KINDS.items() if counts[kind]
    )


def _warnings(plan: Plan) -> Part:
    """Only of a file without errors: before that there is nothing to accept."""
    warnings = plan.warnings if plan.is_clean else []
    heading = ngettext(
        "One value looks unusual", "%(count)s values look unusual", len(warnings)
    ) % {"count": in_words(len(warnings))}
    heading = heading[:1].upper() + heading[1:]
    return Part(heading, warnings[:SHOWN_FAULTS], rest(len(warnings), SHOWN_FAULTS))


def _names(plan: Plan) -> Part:
    """Only of a file without errors: before that there is nothing to accept."""
    matches = plan.name_matches if plan.is_clean and plan.has_work else ()
    heading = ngettext(
        "One institution has been found by its name",
        "%(count)s institutions have been found by their names",
        len(matches),
    ) % {"count": in_words(len(matches))}
    return Part(heading[:1].upper() + heading[1:], matches)


def unaccepted(plan: Plan) -> str:
    """What somebody has to say before the file can be read in."""
    sentences = []
    if plan.name_matches:
        sentences.append(_("Look at the names, and tick that the institutions are right."))
    if plan.warnings:
        sentences.append(_("Look at the unusual values, and tick that they are right."))
    return " ".join(sentences)
