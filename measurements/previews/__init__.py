"""What the preview of an import shows: whether it can be read in, what changes, what it means."""

import datetime
from dataclasses import dataclass, fields
from typing import Any, Self

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from config.phrases import in_digits, in_words
from imports.diff import Notice
from imports.previews import SHOWN, Finding, PreviewPart, errors_part, heading_of, kinds_in, rest
from measurements.importing import Arrival, MeasurementsDiff
from measurements.importing.locks import locks_of_plan, sentence_about
from measurements.importing.suggestions import KINDS
from measurements.layouts import Meaning, all_layouts
from measurements.models import ImportUnderWay
from measurements.previews.changes import (
    arrivals_part,
    changes_part,
    first_of_each,
    old_values_of,
)
from measurements.previews.facts import facts_of, heading_of_file
from measurements.slots import meanings

SHOWN_NOTICES = 50


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
    errors: PreviewPart
    kinds: tuple[tuple[str, str, str], ...]  # of errors: key, what they are called, how many
    warnings: PreviewPart
    names: PreviewPart  # institutions found by their names alone
    changes: PreviewPart
    old_values: str
    arrivals: PreviewPart
    all_arrivals: str  # words on the way to all of them
    first_arrivals: tuple[Arrival, ...]
    meaning: tuple[str, ...]  # for upper floors: the heading, then sentences
    notices: tuple[Notice, ...]
    file_heading: str
    facts: tuple[tuple[str, str], ...]
    layout: str
    layouts: tuple[tuple[str, str], ...]  # the other layouts: code and title
    is_of_another: bool  # none of its questions is known: it may be of an instrument to be made

    @classmethod
    def of(cls, plan: MeasurementsDiff, *, by: str, at: datetime.datetime) -> Self:
        """Everything the page says about the plan."""
        arrivals = plan.arrivals()
        changes = list(plan.changes())
        heading, lead, button = _verdict(plan)
        return cls(
            name=plan.sheet.name,
            heading=heading,
            lead=lead,
            button=button,
            not_read=plan.not_read,
            locked=_locked(plan) if button else "",
            findings=_findings(plan, unrated=len(arrivals) - plan.new_count),
            errors=errors_part(plan.errors, KINDS),
            kinds=kinds_in(plan.errors, KINDS),
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
            file_heading=heading_of_file(plan),
            facts=facts_of(plan, by=by, at=at),
            layout=str(plan.layout.title),
            is_of_another=any(one.kind == Meaning.TOPIC for one in plan.errors)
            and not plan.content.observations,
            layouts=tuple(
                (one.code, str(one.title))
                for one in all_layouts().values()
                if one.code != plan.layout.code
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


def _verdict(plan: MeasurementsDiff) -> tuple[str, str, str]:
    rows = len(plan.sheet.rows)
    heading = heading_of(plan)
    if plan.errors:
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
        return heading, f"{read} " + _("Nothing changes."), ""
    working = len(plan.working_rows)
    button = ngettext(
        "Read in %(count)s new or changed row",
        "Read in %(count)s new and changed rows",
        working,
    ) % {"count": in_digits(working)}
    lead = f"{read} " + _("Nothing is saved until you confirm.")
    return heading, lead, button


def _locked(plan: MeasurementsDiff) -> str:
    locks = locks_of_plan(plan)
    return sentence_about(locks) if locks else ""


def _findings(plan: MeasurementsDiff, *, unrated: int) -> tuple[Finding, ...]:
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


def _warnings(plan: MeasurementsDiff) -> PreviewPart:
    """Only of a file without errors: before that there is nothing to accept."""
    warnings = plan.warnings if plan.is_clean else []
    heading = ngettext(
        "One value looks unusual", "%(count)s values look unusual", len(warnings)
    ) % {"count": in_words(len(warnings))}
    heading = heading[:1].upper() + heading[1:]
    return PreviewPart(heading, warnings[:SHOWN], rest(len(warnings), SHOWN))


def _names(plan: MeasurementsDiff) -> PreviewPart:
    """Only of a file without errors: before that there is nothing to accept."""
    matches = plan.name_matches if plan.is_clean and plan.has_work else ()
    heading = ngettext(
        "One institution has been found by its name",
        "%(count)s institutions have been found by their names",
        len(matches),
    ) % {"count": in_words(len(matches))}
    return PreviewPart(heading[:1].upper() + heading[1:], matches)


def kept_preview(plan: MeasurementsDiff, one: ImportUnderWay) -> dict[str, Any]:
    """What the page of a file that is read beside the pages shows."""
    return Preview.of(plan, by=str(one.user), at=one.received_at).as_json()
