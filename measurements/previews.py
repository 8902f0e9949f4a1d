"""What the preview of an import shows: whether it can be read in, what changes, what it means."""

import datetime
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any, NamedTuple, Self

from django.conf import settings
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from measurements.importing import Arrival, Change, Fault, Notice, Plan
from measurements.importing.effects import Effect, effects
from measurements.importing.faults import KINDS
from measurements.importing.locks import locks_of_plan, sentence_about
from measurements.layouts import LAYOUTS
from measurements.models import Import
from measurements.wording import in_digits, in_words
from spreadsheets.sheet import column_letters

SHOWN_FAULTS = 200
SHOWN_CHANGES = 200
SHOWN_ARRIVALS = 500
SHOWN_NOTICES = 50


class Finding(NamedTuple):
    """One of the four counts."""

    figure: str
    key: str  # of the icon
    word: str
    note: str


class Part(NamedTuple):
    """A heading and its rows; `rest` says how many are not shown, or is empty."""

    heading: str
    rows: Sequence
    rest: str = ""


@dataclass(frozen=True, slots=True)
class Preview:
    """The page between upload and confirmation. button: its words, "" when nothing can be done."""

    name: str
    heading: str
    lead: str
    button: str
    locked: str  # that rounds are locked, and what to do; "" where none is
    findings: tuple[Finding, ...]
    faults: Part
    kinds: tuple[tuple[str, str, str], ...]  # of faults: key, what they are called, how many
    warnings: Part
    names: Part  # institutions found by their names alone
    changes: Part
    old_values: str
    arrivals: Part
    all_arrivals: str  # words on the way to all of them
    first_arrivals: tuple[Arrival, ...]
    meaning: tuple[str, ...]  # for the indicators: the heading, then sentences
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
            locked=_locked(plan) if button else "",
            findings=_findings(plan, unrated=len(arrivals) - plan.new_count),
            faults=_faults(plan.faults),
            kinds=_kinds(plan.faults),
            warnings=_warnings(plan),
            names=_names(plan),
            changes=_changes(changes, is_clean=plan.is_clean),
            old_values=_old_values(plan),
            arrivals=_arrivals(arrivals, plan),
            all_arrivals=ngettext("Show it", "Show all %(count)s", len(arrivals))
            % {"count": in_digits(len(arrivals))},
            first_arrivals=_first_of_each(arrivals),
            meaning=_meaning(effects(plan)),
            notices=tuple(plan.notices[:SHOWN_NOTICES]),
            file_heading=_about(plan),
            facts=_facts(plan, by=by, at=at),
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
    if plan.faults:
        heading = ngettext(
            "%(count)s error must be corrected before the file can be read in",
            "%(count)s errors must be corrected before the file can be read in",
            len(plan.faults),
        ) % {"count": in_digits(len(plan.faults))}
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
    count = len(plan.faults)
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


def _faults(faults: list[Fault]) -> Part:
    heading = ngettext(
        "Correct one cell in the spreadsheet",
        "Correct %(count)s cells in the spreadsheet",
        len(faults),
    ) % {"count": in_words(len(faults))}
    shown = faults
    if len(faults) > SHOWN_FAULTS:  # some of each kind
        left = dict.fromkeys(KINDS, SHOWN_FAULTS // len(KINDS))
        shown = []
        for fault in faults:
            left[fault.kind] -= 1
            if left[fault.kind] >= 0:
                shown.append(fault)
    return Part(heading, shown, _rest(len(faults), len(shown)))


def _kinds(faults: list[Fault]) -> tuple[tuple[str, str, str], ...]:
    """Those there are; empty where all are of the same kind."""
    counts = Counter(fault.kind for fault in faults)
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
    return Part(heading, warnings[:SHOWN_FAULTS], _rest(len(warnings), SHOWN_FAULTS))


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


def _changes(changes: list[Change], *, is_clean: bool) -> Part:
    if is_clean:
        heading = ngettext(
            "One value gets new content", "%(count)s values get new content", len(changes)
        )
    else:
        heading = ngettext(
            "One value gets new content once the file is without errors",
            "%(count)s values get new content once the file is without errors",
            len(changes),
        )
    words = in_words(len(changes))
    heading %= {"count": words[:1].upper() + words[1:]}
    return Part(heading, changes[:SHOWN_CHANGES], _rest(len(changes), SHOWN_CHANGES))


def _old_values(plan: Plan) -> str:
    batches = {stored.batch for stored, _observation in plan.changed if stored.batch}
    if not batches:
        return ""
    batch = Import.objects.get(pk=max(batches))
    return _(
        "The old values came from %(file)s, %(date)s. They are kept, and undoing the import brings"
        " them back."
    ) % {"file": batch.file_name, "date": _moment(batch.imported_at)}


def _arrivals(arrivals: list[Arrival], plan: Plan) -> Part:
    values = plan.new_count
    if plan.new_local_goals:
        heading = ngettext(
            "One local goal arrives as a draft",
            "%(count)s local goals arrive as drafts %(units)s",
            values,
        )
    elif values:
        heading = ngettext("One value arrives", "%(count)s values arrive %(units)s", values)
    else:
        heading = ngettext(
            "One inspection without ratings arrives",
            "%(count)s inspections without ratings arrive %(units)s",
            len(arrivals),
        )
    heading %= {
        "count": in_digits(values or len(arrivals)),
        "units": _from_units(len({arrival.unit for arrival in arrivals})),
    }
    return Part(heading, arrivals[:SHOWN_ARRIVALS], _rest(len(arrivals), SHOWN_ARRIVALS))


def _from_units(units: int) -> str:
    return ngettext("from one institution", "from %(count)s institutions", units) % {
        "count": in_words(units)
    }


def _first_of_each(arrivals: list[Arrival]) -> tuple[Arrival, ...]:
    first: dict[str, Arrival] = {}
    for arrival in arrivals:
        first.setdefault(arrival.unit, arrival)
    return tuple(first.values())[:20]


def _meaning(found: list[Effect]) -> tuple[str, ...]:
    if not found:
        return ()
    changed = [effect for effect in found if effect.is_change]
    several = len({effect.cluster.pk for effect in found}) > 1
    if not changed:
        return (_("No indicator changes"),)
    sentences = [
        f"{effect.cluster}: {effect.sentence}" if several else effect.sentence for effect in changed
    ]
    others = len(found) - len(changed)
    rest = [f"{sentence}." for sentence in sentences[1:]]
    if others:
        rest.append(
            ngettext(
                "The other indicator does not change.",
                "The %(count)s other indicators do not change.",
                others,
            )
            % {"count": in_words(others)}
        )
    return sentences[0], " ".join(rest)


def _about(plan: Plan) -> str:
    rows, units = len(plan.sheet.rows), len(plan.content.institutions)
    return ngettext("One row about %(units)s", "%(count)s rows about %(units)s", rows) % {
        "count": in_digits(rows),
        "units": ngettext("one unit", "%(count)s units", units) % {"count": in_words(units)},
    }


def _facts(plan: Plan, *, by: str, at: datetime.datetime) -> tuple[tuple[str, str], ...]:
    sheet = plan.sheet
    name = sheet.name
    if sheet.sheet_name:
        name = _("%(file)s, the sheet “%(sheet)s”") % {"file": name, "sheet": sheet.sheet_name}
    scales = [
        _("%(version)s, %(count)s steps")
        % {"version": version.name, "count": in_words(len(version.scale.steps))}
        if version.scale.is_ordinal
        else version.name
        for version in sorted(plan.content.versions.values(), key=lambda one: one.from_year)
    ]
    years = sorted({one.year for one in plan.content.observations})
    years += [year for year in {one.year for one in plan.content.inspections} if year not in years]
    return (
        (_("File"), f"{name} ({filesizeformat(sheet.size)})"),
        (_("Scale"), "; ".join(scales) or "–"),
        (
            _("Rows"),
            _("%(rows)s rows with data, %(units)s institutions, %(years)s")
            % {
                "rows": in_digits(len(sheet.rows)),
                "units": in_digits(len(plan.content.institutions)),
                "years": ", ".join(map(str, sorted(years))) or "–",
            },
        ),
        (_("Columns"), _columns(plan)),
        *_hidden(plan),
        (_("Uploaded"), _("%(moment)s by %(name)s") % {"moment": _moment(at), "name": by}),
    )


def _hidden(plan: Plan) -> tuple[tuple[str, str], ...]:
    """What nobody will see, and what boards will not."""
    few = sum(
        one.respondents is not None
        and one.respondents < settings.SMALL_N_BOARD
        and not one.is_suppressed
        for one in plan.content.observations
    )
    sentences = []
    if hidden := plan.suppressed_count:
        sentence = ngettext(
            "%(count)s figure is hidden in the source.",
            "%(count)s figures are hidden in the source.",
            hidden,
        )
        sentences.append(sentence % {"count": in_digits(hidden)})
    if few:
        sentence = ngettext(
            "%(count)s value has fewer than %(limit)s answers and is not shown to boards.",
            "%(count)s values have fewer than %(limit)s answers and are not shown to boards.",
            few,
        )
        sentences.append(
            sentence % {"count": in_digits(few), "limit": in_words(settings.SMALL_N_BOARD)}
        )
    return ((_("Hidden"), " ".join(sentences)),) if sentences else ()


def _columns(plan: Plan) -> str:
    recognised = plan.content.recognised
    required = len(plan.layout.required) + 1 + len(recognised.topics)
    found = ngettext(
        "One required column was found.", "All %(count)s required columns were found.", required
    ) % {"count": required}
    unused = [
        _("“%(heading)s”") % {"heading": plan.sheet.headers[index]} + f" ({column_letters(index)})"
        for index in recognised.unused
    ]
    if not unused:
        return found
    sentence = ngettext(
        "The column %(columns)s is not used.", "The columns %(columns)s are not used.", len(unused)
    ) % {"columns": ", ".join(unused)}
    return f"{found} {sentence}"


def _rest(count: int, shown: int) -> str:
    if count <= shown:
        return ""
    return _("The first %(shown)s of %(count)s are shown.") % {
        "shown": in_digits(shown),
        "count": in_digits(count),
    }


def _moment(at: datetime.datetime) -> str:
    local = timezone.localtime(at)
    return _("%(date)s at %(time)s") % {"date": f"{local:%d.%m.%Y}", "time": f"{local:%H.%M}"}
