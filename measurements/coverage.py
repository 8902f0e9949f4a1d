"""How complete the newest data are: of whom each instrument has some, and of whom it lacks them."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Self

from django.db.models import Max, Q
from django.utils.translation import gettext as _

from config.phrases import listing
from institutions.models import NOT_DAYCARE, Institution, Placement
from institutions.statements import rows_of
from measurements.instruments_used import InstrumentsUsed
from measurements.models import Inspection, Instrument, Measurement, MeasuringRound
from measurements.rounds_of_year import PERIOD_LENGTH, ROUND, round_said

#: What has been measured longer ago says nothing of who is expected now.
YEARS = 3


class NewestMeasured(NamedTuple):
    """What an institution has of an instrument in a year, or in a round of it: the last day."""

    institution: int
    year: int
    round: str
    day: datetime.date | None


@dataclass(frozen=True, slots=True)
class Coverage:
    """How far the newest data of an instrument have come: the one definition for all pages.

    Of an instrument that is used in rounds it is about the newest round with anything, “forår
    2026: 5 af 7 indlæst”. when: the round, or the year. awaited: the rounds of the year that have
    nothing yet: those that are held, and those there were the year before. missing: names of those
    who lack; not_asked: of those whom the round is not about. Expected are those of the measuring
    round, where there is one; else all of the institutions asked about, whether or not they have
    ever had data.
    """

    name: str
    year: int
    delivered: int
    expected: int
    missing: tuple[str, ...]
    measured_on: datetime.date | None
    deadline_on: datetime.date | None
    round: str = ""
    awaited: tuple[str, ...] = ()
    not_asked: tuple[str, ...] = ()

    @property
    def when(self) -> str:
        """“2026”, or “forår 2026”."""
        return round_said(self.round, self.year)

    @property
    def title(self) -> str:
        """“Tilsyn 2026”, “TOPI forår 2026”."""
        return f"{self.name} {self.when}"

    @property
    def is_whole(self) -> bool:
        return not self.missing

    @property
    def figures(self) -> dict[str, int]:
        """The counts it tells, by name."""
        of = f"{self.name}:{self.round or self.year}".replace(" ", "-")
        return {f"loaded:{of}": self.delivered, f"expected:{of}": self.expected}

    @property
    def in_words(self) -> str:
        """“5 af 7 indlæst”, and what is awaited of the year."""
        words: dict[str, object] = {"delivered": self.delivered, "expected": self.expected}
        told = _("%(delivered)s of %(expected)s read in") % words
        if not self.awaited:
            return told
        words = {"told": told, "rounds": listing(self.awaited)}
        return _("%(told)s, %(rounds)s is awaited") % words

    @classmethod
    def of(
        cls, institutions: Mapping[int, str], *, on: datetime.date, clusters: Iterable[int] = ()
    ) -> tuple[Self, ...]:
        """Of each instrument with data of these institutions, newest first.

        Five queries, and one more where there are rounds.

        institutions: key → name. clusters: in which they are; none means any.
        """
        instruments = InstrumentsUsed.known()
        found = _measured(institutions, range(on.year - YEARS, on.year + 1), instruments)
        rounds = _rounds(on, set(clusters))
        kinds = _kinds_of(institutions)
        daycare = {
            pk: name for pk, name in institutions.items() if kinds.get(pk) not in NOT_DAYCARE
        }
        asked = _asked(rounds, institutions, kinds)
        covered = [
            cls._of_year(
                instruments.names[instrument],
                newest,
                asked,
                [one for one in rounds if one.instrument_id == instrument],
                daycare if instrument in instruments.of_daycare else institutions,
                institutions,
            )
            for instrument, newest in found.items()
        ]
        return tuple(sorted(covered, key=lambda one: (-one.year, one.name)))

    @classmethod
    def _of_year(
        cls,
        name: str,
        newest: Sequence[NewestMeasured],
        asked: Mapping[int, set[int]],
        rounds: Sequence[MeasuringRound],
        institutions: Mapping[int, str],
        everybody: Mapping[int, str],
    ) -> Self:
        """Of one instrument, in the newest year with anything.

        rounds: those of the instrument. institutions: those it is of; everybody: all asked about.
        """
        year = max(one.year for one in newest)
        of_year = [one for one in newest if one.year == year]
        newest_round = max(one.round for one in of_year)
        held = _round_in(year, rounds, newest_round)
        expected = asked[held.pk] & set(institutions) if held else set(institutions)
        there = {one.institution for one in of_year if one.round in {newest_round, ""}}
        return cls(
            name,
            year,
            len(expected & there),
            len(expected),
            tuple(told for pk, told in institutions.items() if pk in expected - there),
            max(filter(None, (one.day for one in of_year)), default=None),
            held.deadline_on if held else None,
            newest_round,
            _awaited(year, newest_round, newest=newest, rounds=rounds),
            tuple(told for pk, told in everybody.items() if pk not in expected | there),
        )


def _round_in(
    year: int, rounds: Sequence[MeasuringRound], newest_round: str
) -> MeasuringRound | None:
    """The last round that was held of the year, or of the newest round in it."""
    of = {str(year), newest_round or str(year)}
    held = [
        one
        for one in rounds
        if one.period in of or (not newest_round and int(one.period[:4]) == year)
    ]
    return held[-1] if held else None


def _awaited(
    year: int,
    newest_round: str,
    *,
    newest: Sequence[NewestMeasured],
    rounds: Sequence[MeasuringRound],
) -> tuple[str, ...]:
    """The rounds of the year after the newest: nobody takes one of two for the whole year."""
    if not newest_round:
        return ()
    halves = {one.round[-1] for one in newest if one.year == year - 1 and one.round}
    periods = {f"{year}-{half}" for half in halves} | {one.period for one in rounds}
    later = (one for one in periods if one > newest_round and one.startswith(f"{year}-"))
    return tuple(round_said(one, year) for one in sorted(later))


def _measured(
    institutions: Mapping[int, str], years: range, instruments: InstrumentsUsed
) -> dict[int, list[NewestMeasured]]:
    """Instrument → what its institutions have. An inspection without ratings is something, too."""
    found: dict[int, list[NewestMeasured]] = defaultdict(list)
    places = frozenset(institutions)
    rows = rows_of(
        lambda: (
            Measurement.objects.order_by()
            .filter(institution__in=places, year__in=years)
            .annotate(used=instruments.used, period_length=PERIOD_LENGTH, round=ROUND)
            .values_list("used", "institution", "year", "round")
            .annotate(day=Max("measured_on"))
        ),
        *("newest measured", places, years, instruments.name),
        reader=None,
    )
    for instrument, *rest in rows:
        found[instrument].append(NewestMeasured(*rest))
    code = Instrument.objects.filter(kind=Instrument.Kind.INSPECTION).values("pk")[:1]
    seen = rows_of(
        lambda: (
            Inspection.objects.order_by()
            .filter(institution__in=places, year__in=years)
            .annotate(instrument=code)
            .values_list("instrument", "institution", "year")
        ),
        *("newest inspected", places, years),
        reader=None,
    )
    for instrument, institution, year in seen:
        if instrument:
            found[instrument].append(NewestMeasured(institution, year, "", None))
    return found


def _rounds(on: datetime.date, clusters: set[int]) -> list[MeasuringRound]:
    """Rounds of these years that are about the clusters, the newest last."""
    concerns = Q(clusters=None) | Q(clusters__in=clusters) if clusters else Q()
    since = on.replace(year=on.year - YEARS, day=1)
    return rows_of(
        lambda: (
            MeasuringRound.objects.filter(concerns, opens_on__lte=on, deadline_on__gte=since)
            .order_by("deadline_on")
            .distinct()
        ),
        *("rounds about", on, frozenset(clusters)),
        reader=None,
    )


def _kinds_of(institutions: Mapping[int, str]) -> dict[int, str]:
    places = frozenset(institutions)
    return dict(
        rows_of(
            lambda: Institution.objects.filter(pk__in=places).values_list("pk", "kind"),
            *("kinds", places),
            reader=None,
        )
    )


def _asked(
    rounds: Sequence[MeasuringRound], institutions: Mapping[int, str], kinds: Mapping[int, str]
) -> dict[int, set[int]]:
    """Round → the institutions it is about."""
    if not rounds:
        return {}
    held_ones = [one.pk for one in rounds]
    within: dict[int, set[int]] = defaultdict(set)
    placed = rows_of(
        lambda: (
            Placement.objects.current()
            .filter(cluster__rounds__in=held_ones)
            .values_list("cluster__rounds", "institution")
        ),
        *("placed for rounds", tuple(held_ones)),
        reader=None,
    )
    for held, institution in placed:
        within[held].add(institution)
    return {
        one.pk: {
            pk
            for pk in institutions
            if (not one.kinds or kinds.get(pk) in one.kinds)
            and (one.pk not in within or pk in within[one.pk])
        }
        for one in rounds
    }
