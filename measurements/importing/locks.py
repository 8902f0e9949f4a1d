"""Rounds that are locked: what is measured in them changes only with a reason."""

from collections.abc import Iterable

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from config.privacy import looks_like_cpr
from measurements.importing.diff import MeasurementsDiff
from measurements.models import Import, Inspection, Instrument, Measurement, MeasuringRound

LONGEST_REASON = 1000


class NoReason(ValueError):
    """A locked round is changed without a reason that can be kept. Its text is one sentence."""


def locks_of_plan(plan: MeasurementsDiff) -> list[MeasuringRound]:
    """The locked rounds in which carrying out the plan would change something; one query."""
    if not plan.has_work or not plan.layout.instrument:
        return []
    periods = {observation.period for observation in plan.new}
    periods |= {observation.period for _stored, observation in plan.changed}
    seen = (*plan.new_inspections, *(one for _there, one in plan.changed_inspections))
    periods |= {str(one.year) for one in seen}
    return _locked({(plan.layout.instrument, period) for period in periods})


def locks_of_import(batch: Import) -> list[MeasuringRound]:
    """The locked rounds in which undoing the import would change something."""
    if not MeasuringRound.objects.locked().exists():
        return []
    wrote = Q(batch=batch) | Q(revisions__batch=batch)
    measured = Measurement.objects.filter(wrote).order_by()
    periods = set(measured.values_list("topic__version__instrument__code", "period").distinct())
    inspected = Inspection.objects.filter(wrote).order_by().values_list("year", flat=True)
    return _locked(periods, of_visits=inspected.distinct())


def locks_of_inspections(years: Iterable[int]) -> list[MeasuringRound]:
    """The locked rounds of inspections of these years."""
    return _locked(of_visits=years)


def kept_reason(reason: str, locks: list[MeasuringRound]) -> str:
    """The reason as it is kept; "" where none is needed or given. Raises `NoReason`."""
    reason = reason.strip()
    if looks_like_cpr(reason):
        raise NoReason(_("The reason seems to hold a CPR number. Delete it."))
    if len(reason) > LONGEST_REASON:
        sentence = _("The reason is too long: at most %(limit)s characters.")
        raise NoReason(sentence % {"limit": LONGEST_REASON})
    if locks and not reason:
        raise NoReason(sentence_about(locks))
    return reason


def sentence_about(locks: list[MeasuringRound]) -> str:
    """That the rounds are locked, and what to do."""
    return ngettext(
        "The round %(rounds)s is locked. Write why its values change.",
        "The rounds %(rounds)s are locked. Write why their values change.",
        len(locks),
    ) % {"rounds": "; ".join(map(str, locks))}


def _locked(
    periods: Iterable[tuple[str, str]] = (), *, of_visits: Iterable[int] = ()
) -> list[MeasuringRound]:
    """The locked rounds that hold one of these. periods: with the code of their instrument.

    of_visits: years in which inspections are written, whichever instrument is of visits.
    """
    periods = set(periods)
    if years := [str(year) for year in of_visits]:
        of_visits_only = Instrument.objects.filter(kind=Instrument.Kind.INSPECTION)
        visits = of_visits_only.values_list("code", flat=True)
        periods |= {(code, year) for code in visits for year in years}
    if not periods:
        return []
    codes = {code for code, _period in periods}
    rounds = MeasuringRound.objects.locked().filter(instrument__code__in=codes)
    return [
        one
        for one in rounds.select_related("instrument")
        if any(code == one.instrument.code and one.holds(period) for code, period in periods)
    ]
