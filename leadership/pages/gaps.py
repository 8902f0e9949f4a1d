"""From now to wanted on a scale: where the marks stand, and the numbers beside them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Self

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from config.numbers import written_plainly
from leadership.models import CoreArea, CoreGroup, JointPicture
from measurements.models import ScaleStep

LEFT, RIGHT = 4, 96  # in per cent of the drawing: the marks at the ends need room


@dataclass(frozen=True, slots=True)
class ScalePlace:
    """A place on the scale: told as one number, or as a stretch where the end is told as one."""

    low: Decimal
    high: Decimal

    @property
    def middle(self) -> Decimal:
        return (self.low + self.high) / 2

    def __str__(self) -> str:
        numbers = [self.low] if self.low == self.high else [self.low, self.high]
        return "–".join(written_plainly(number) for number in numbers)


@dataclass(frozen=True, slots=True)
class GapRow:
    """A core area in the joint picture; picture None: too few answers to tell anything."""

    area: CoreArea
    picture: JointPicture | None
    now: ScalePlace | None
    wanted: ScalePlace | None
    now_x: str
    wanted_x: str
    is_chosen: bool

    @property
    def gap(self) -> Decimal:
        if self.now is None or self.wanted is None:
            return Decimal(0)
        return self.wanted.middle - self.now.middle

    @property
    def is_same(self) -> bool:
        return self.now_x == self.wanted_x

    @property
    def is_adjusted(self) -> bool:
        picture = self.picture
        return picture is not None and (
            picture.agreed_now is not None or picture.agreed_wanted is not None
        )

    @property
    def spread(self) -> str:
        """How the answers lie now, in words; nothing with few answers."""
        return self.picture.get_now_spread_display() if self.picture else ""


@dataclass(frozen=True, slots=True)
class GapGroup:
    group: CoreGroup
    rows: tuple[GapRow, ...]


@dataclass(frozen=True, slots=True)
class Gaps:
    """The joint picture of a mapping, group by group."""

    groups: tuple[GapGroup, ...]
    steps: tuple[ScaleStep, ...]
    grid: tuple[str, ...]
    labels: tuple[tuple[str, str], ...]

    @classmethod
    def of(
        cls,
        groups: Iterable[CoreGroup],
        *,
        steps: Sequence[ScaleStep],
        pictures: dict[int, JointPicture],
        chosen: Iterable[int | None] = (),
    ) -> Self:
        """groups: with their areas prefetched. steps: from the lowest. chosen: ids of areas."""
        ranks = [step.rank for step in steps]
        chosen = set(chosen)
        return cls(
            tuple(
                GapGroup(
                    group,
                    tuple(
                        _row(area, pictures.get(area.pk), ranks=ranks, chosen=chosen)
                        for area in group.areas.all()
                    ),
                )
                for group in groups
            ),
            tuple(steps),
            grid=tuple(_x(Decimal(rank), ranks=ranks) for rank in ranks),
            labels=tuple((str(rank), _x(Decimal(rank), ranks=ranks)) for rank in ranks),
        )

    @property
    def rows(self) -> tuple[GapRow, ...]:
        return tuple(row for group in self.groups for row in group.rows)

    @property
    def is_empty(self) -> bool:
        return all(row.picture is None for row in self.rows)

    @property
    def furthest(self) -> int:
        """In how many core areas the distance is the greatest there is; 0 where there is none."""
        widest = max((row.gap for row in self.rows), default=0)
        return sum(row.gap == widest for row in self.rows) if widest > 0 else 0

    @property
    def finding(self) -> str:
        """Where now and wanted are furthest apart."""
        if self.is_empty:
            return _("Too few answered for anything to be kept")
        count = self.furthest
        if not count:
            return _("The team is where it wants to be in every core area")
        return ngettext(
            "%(count)s core area has the greatest distance between now and wanted",
            "%(count)s core areas have the greatest distance between now and wanted",
            count,
        ) % {"count": count}

    @property
    def scale_in_words(self) -> str:
        """“1 = vi er begyndt, 3 = vi gør det ofte, 5 = andre lærer af os”."""
        middle = len(self.steps) // 2
        shown = [self.steps[at] for at in sorted({0, middle, len(self.steps) - 1})]
        told = ", ".join(f"{step.rank} = {_uncapped(step.label)}" for step in shown)
        return _("Scale: %(steps)s") % {"steps": told}


def _row(
    area: CoreArea, picture: JointPicture | None, *, ranks: Sequence[int], chosen: set[int | None]
) -> GapRow:
    now = wanted = None
    if picture is not None:
        now = _value(picture.agreed_now, picture.now_low, picture.now_high)
        wanted = _value(picture.agreed_wanted, picture.wanted_low, picture.wanted_high)
    return GapRow(
        area=area,
        picture=picture,
        now=now,
        wanted=wanted,
        now_x=_x(now.middle, ranks=ranks) if now else "",
        wanted_x=_x(wanted.middle, ranks=ranks) if wanted else "",
        is_chosen=area.pk in chosen,
    )


def _value(agreed: int | None, low: Decimal, high: Decimal) -> ScalePlace:
    return (
        ScalePlace(Decimal(agreed), Decimal(agreed))
        if agreed is not None
        else ScalePlace(low, high)
    )


def _x(rank: Decimal, *, ranks: Sequence[int]) -> str:
    lowest, highest = min(ranks), max(ranks)
    share = float(rank - lowest) / ((highest - lowest) or 1)
    return f"{LEFT + (RIGHT - LEFT) * share:.2f}".rstrip("0").rstrip(".") + "%"


def _uncapped(text: str) -> str:
    return text[:1].lower() + text[1:]
