"""The indicator page: what it says word for word, how it stands, and every piece of evidence."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from chance import Movement
from chance import words as chance_words
from config.phrases import listing
from indicators import not_due
from indicators.evaluation import Attainment, RuleEvidence, UnitResult, evaluate
from indicators.evaluation.rules import Source
from indicators.evidence import may_write
from indicators.models import Indicator
from indicators.pages import compared_findings, findings
from indicators.pages.rule import Alternative, alternatives, pairs
from indicators.pages.years import YearTable
from institutions.access import Reader, scope_of
from institutions.models import Cluster, Institution
from institutions.remembering import kept_apart


@dataclass(frozen=True, slots=True)
class UnitRow:
    """One institution's part in the result; addresses only where the reader may go."""

    result: UnitResult
    url: str
    row_url: str
    note: str
    parts: tuple[tuple[str, UnitResult, str], ...] = ()
    mark: str = ""
    word: str = ""

    @classmethod
    def of(
        cls,
        result: UnitResult,
        *,
        is_open: bool,
        part_names: tuple[str, ...],
        due_on: datetime.date | None = None,
    ) -> Self:
        """due_on: the day of the next inspection, where that is after the year that is counted."""
        return cls(
            result,
            url=reverse("institution_detail", args=[result.slug]) if is_open else "",
            row_url=_row_url(result) if is_open else "",
            note=_due(due_on) if due_on else _note(result),
            mark="waiting" if due_on else result.mark,
            word=not_due.word() if due_on else result.word,
            parts=tuple(
                (name, part, _row_url(part) if is_open else "")
                for name, part in zip(part_names, result.parts, strict=False)
            ),
        )


@dataclass(frozen=True, slots=True)
class IndicatorPage:
    """An indicator in a cluster, in about fifteen queries, however many institutions there are."""

    indicator: Indicator
    cluster: Cluster
    found: Attainment
    as_of_text: str
    units: tuple[UnitRow, ...]
    units_heading: str
    years: YearTable
    years_heading: str
    years_note: str
    rule_heading: str
    pairs: tuple[tuple[str, str], ...]
    part_names: tuple[str, ...]
    alternatives: tuple[Alternative, ...]
    may_write: bool
    tells_rows: bool

    @classmethod
    def build(
        cls,
        indicator: Indicator,
        *,
        cluster: Cluster,
        user: Reader,
        on: datetime.date,
        year: int | None = None,
    ) -> Self:
        """year: another than its own, or the newest with data."""
        evidence = RuleEvidence.load([indicator], clusters=[cluster], user=user, year=year, on=on)
        rule, facts = evidence.rules[indicator.pk], evidence.facts[cluster.pk]
        found = evaluate(rule, facts, year=year)
        is_inspected = bool(rule.topics) and all(topic.is_inspected for topic in rule.topics)
        later = not_due.due_later(found, is_inspected=is_inspected, on=on)
        part_names = tuple(part.short_text for part in rule.parts)
        ids = [unit.institution_id for unit in found.unit_results]
        visible = Institution.objects.visible_to
        may_open = kept_apart(
            lambda: frozenset(
                visible(user).filter(pk__in=ids).order_by().values_list("pk", flat=True)
            ),
            *("units that may be opened", tuple(ids)),
            reader=user,
        )
        return cls(
            indicator=indicator,
            cluster=cluster,
            found=found,
            as_of_text=_as_of(found, later),
            units=tuple(
                UnitRow.of(
                    unit,
                    is_open=unit.institution_id in may_open,
                    part_names=part_names,
                    due_on=later.get(unit.institution_id),
                )
                for unit in found.unit_results
            ),
            units_heading=findings.units_finding(indicator, found),
            years=YearTable.of(rule, found, evidence),
            years_heading=compared_findings.years_finding(found),
            years_note=compared_findings.units_note(found),
            rule_heading=findings.rule_finding(indicator, found),
            pairs=(
                *compared_findings.counted_pairs(found, later),
                *pairs(rule, found),
                *_own_words(indicator),
            ),
            part_names=part_names,
            alternatives=tuple(alternatives(rule, facts, found)),
            may_write=may_write(indicator.goal, user=user),
            tells_rows=not scope_of(user).is_board_only,
        )

    @property
    def followable(self) -> list[tuple[int | None, str]]:
        """The institutions whose figures the reader may follow by themselves."""
        units = [row.result for row in self.units if row.url]
        return [(unit.institution_id, unit.name) for unit in units]

    @property
    def kind(self) -> str:
        """What the evidence is: ratings, numbers, methods, reports or parts."""
        if self.indicator.source != Source.TOPICS:
            return self.indicator.source
        is_rated = any(row.result.of or row.result.inspection for row in self.units)
        return "ratings" if is_rated else "numbers"

    @property
    def units_label(self) -> str:
        """What the part with the evidence is called."""
        return _("Reported") if self.found.is_whole else _("Institution by institution")

    @property
    def date_label(self) -> str:
        """What the date beside an institution is."""
        return _("Inspection closed") if self.kind == "ratings" else _("Date")

    @property
    def units_note(self) -> str:
        """What stands in the margin beside the institutions."""
        if self.kind == Source.MANUAL:
            return _("What an institution, or the cluster's leaders, report.")
        if self.kind == Source.COMPOSITE:
            return _("An institution meets the indicator when it meets every part.")
        if not self.tells_rows:
            return _("What whoever inspected found, in the words of the inspection.")
        return _("The text of the file is always kept, so that everybody can see what it said.")

    def _tells(self, row: UnitRow) -> bool:
        return bool(self.tells_rows and row.result.file)

    @property
    def scale_text(self) -> str:
        """The scale, and to whoever reads files in those that the ratings came from."""
        files = dict.fromkeys(row.result.file for row in self.units if self._tells(row))
        versions = [year.version_name for year in self.found.trend if year.version_name][-1:]
        texts = [_("Scale: %(version)s.") % {"version": version} for version in versions]
        texts += [_("From the file %(file)s.") % {"file": file} for file in files]
        return " ".join(texts)


def _own_words(indicator: Indicator) -> list[tuple[str, str]]:
    """How the strategy itself says it, where that is neither what is measured nor the goal."""
    if indicator.text in {indicator.short_text, indicator.goal.text}:
        return []
    return [(_("In the words of the strategy"), indicator.text)]


def _row_url(result: UnitResult) -> str:
    if result.import_id is None or result.row_number is None:
        return ""
    return reverse("imported_row", args=[result.import_id, result.row_number])


def _due(on: datetime.date) -> str:
    return _("the next inspection is due by %(day)s") % {"day": date_format(on, "DATE_FORMAT")}


def _note(result: UnitResult) -> str:
    """What has changed since the year before, or where the rating comes from."""
    if result.carried_from:
        return _("carried forward from %(year)s") % {"year": result.carried_from}
    if result.is_other_scale:
        return _("another scale, cannot be compared")
    if result.change is None or result.change.shift == Movement.SAME:
        return ""
    values = {"before": result.before, "year": result.before_year}
    was = _("%(before)s in %(year)s") % values
    return f"{was}: {chance_words.word(result.change).lower()}"


def _as_of(found: Attainment, later: Mapping[int, datetime.date]) -> str:
    """When it was measured, and who is left out: “As of 12.05.2026. 1 unit is hidden.”

    later: where the next inspection is due after the year that is counted.
    """
    texts = []
    if found.as_of:
        day = date_format(found.as_of, "SHORT_DATE_FORMAT")
        texts.append(_("As of %(day)s.") % {"day": day})
    if found.not_rated:
        texts.append(
            ngettext(
                "%(count)s unit has a light inspection.",
                "%(count)s units have a light inspection.",
                found.not_rated,
            )
            % {"count": found.not_rated}
        )
    if later:
        texts.append(not_due.counted(later, year=found.year))
    if (missing := found.missing - len(later)) and found.counted:
        texts.append(
            ngettext(
                "Data for %(count)s unit are missing.",
                "Data for %(count)s units are missing.",
                missing,
            )
            % {"count": missing}
        )
    if found.suppressed:
        texts.append(
            ngettext("%(count)s unit is hidden.", "%(count)s units are hidden.", found.suppressed)
            % {"count": found.suppressed}
        )
    if found.elsewhere:
        versions = {"versions": listing(found.elsewhere)}
        texts.append(_("The figures are on %(versions)s, which does not count here.") % versions)
    return " ".join(texts)
