"""The register of inspections: of each institution the last report, and when the next is due."""

import datetime
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

from django.db.models import Min, QuerySet
from django.urls import reverse

from duties import findings
from duties.due import INSPECTED, REPORTING, DueState, due_after, report_day, state_of
from duties.models import BoardTold, Remark
from duties.rules import REPORT, RuleBook
from institutions.access import Reader
from institutions.editions import ANYBODY
from institutions.models import Cluster, Institution, Placement
from institutions.roles import OF_INSTITUTIONS
from institutions.statements import rows_for
from measurements.models import Inspection
from meetings.models import AgendaItem
from meetings.workflow import OVER

#: An inspection as it is unique: institution, year and kind.
Key = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class DutyRow:
    """How it stands with one institution. told_on: when its board was informed of the last report.

    is_day_known: whether the day of the report stands in the register, and not only its year.
    """

    institution: Institution
    cluster: Cluster | None
    inspection: Inspection | None
    reported_on: datetime.date | None
    is_day_known: bool
    due_on: datetime.date | None
    state: DueState
    told_on: datetime.date | None
    answer: str
    open: int
    overdue: int

    @property
    def href(self) -> str:
        return reverse("inspection_duty", args=[self.institution.slug])

    @property
    def is_untold(self) -> bool:
        """There is a report that the board has not been informed of."""
        return self.inspection is not None and self.told_on is None

    @property
    def is_late(self) -> bool:
        """Something here should have been done already."""
        return self.state == DueState.OVERDUE or self.overdue > 0

    @property
    def is_pressing(self) -> bool:
        return self.state != DueState.LATER


@dataclass(frozen=True, slots=True)
class ClusterDuties:
    """The counts of a cluster, or of the places outside clusters."""

    cluster: Cluster | None
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class InspectionRegister:
    """All institutions a person reads, the most pressing first; eight queries."""

    rows: tuple[DutyRow, ...]
    on: datetime.date

    @classmethod
    def build(
        cls,
        *,
        user: Reader,
        on: datetime.date,
        only: Collection[int] | None = None,
        with_closed: bool = False,
    ) -> Self:
        """only: ids of institutions, where not all are told of. with_closed: also those closed."""
        places = _places(user, on=on, only=only, with_closed=with_closed)
        ids = [place.pk for place in places]
        rules = RuleBook.of([REPORT])
        clusters = _clusters(ids, on=on)
        newest = newest_reports(ids, on=on)
        told = _told(newest.values(), on=on)
        remarks = _remarks(ids, user=user)
        rows = []
        for place in places:
            inspection = newest.get(place.pk)
            day = report_day(inspection) if inspection else None
            # who opened and has had none yet is given as long as after a report
            counted = day.on if day else place.opened_on
            due_on = due_after(counted, rules) if counted else None
            told_on, answer = told.get(key_of(inspection), (None, "")) if inspection else (None, "")
            mine = remarks[place.pk]
            rows.append(
                DutyRow(
                    institution=place,
                    cluster=clusters.get(place.pk),
                    inspection=inspection,
                    reported_on=day.on if day else None,
                    is_day_known=day is not None and day.is_known,
                    due_on=due_on,
                    state=state_of(due_on, on=on),
                    told_on=told_on,
                    answer=answer,
                    open=len(mine),
                    overdue=sum(remark.is_overdue(on) for remark in mine),
                )
            )
        order = list(DueState)
        rows.sort(
            key=lambda row: (
                order.index(row.state),
                row.due_on or datetime.date.max,
                row.institution.name,
            )
        )
        return cls(tuple(rows), on)

    @property
    def pressing(self) -> tuple[DutyRow, ...]:
        """What is overdue, what nobody knows of, and what is due in the next half year."""
        return tuple(row for row in self.rows if row.is_pressing)

    @property
    def figures(self) -> dict[str, int]:
        return counts_of(self.rows)

    @property
    def heading(self) -> str:
        counts = self.figures
        return findings.register_heading(
            units=counts["units"],
            overdue=counts["reports_overdue"],
            unknown=counts["reports_unknown"],
            soon=counts["reports_soon"],
        )

    @property
    def remarks_heading(self) -> str:
        counts = self.figures
        return findings.remarks_heading(counts["remarks"], overdue=counts["remarks_overdue"])

    @property
    def clusters(self) -> tuple[ClusterDuties, ...]:
        """The overview for who reads several clusters; empty for the others."""
        grouped: dict[Cluster | None, list[DutyRow]] = defaultdict(list)
        for row in self.rows:
            grouped[row.cluster].append(row)
        if len(grouped) < 2:
            return ()
        ordered = sorted(grouped.items(), key=lambda each: (each[0] is None, str(each[0])))
        return tuple(ClusterDuties(cluster, counts_of(rows)) for cluster, rows in ordered)


def counts_of(rows: Iterable[DutyRow]) -> dict[str, int]:
    """What is counted of some institutions, by the names that figures have."""
    rows = tuple(rows)
    return {
        "units": len(rows),
        "reports_overdue": sum(row.state == DueState.OVERDUE for row in rows),
        "reports_unknown": sum(row.state == DueState.UNKNOWN for row in rows),
        "reports_soon": sum(row.state == DueState.SOON for row in rows),
        "boards_untold": sum(row.is_untold for row in rows),
        "remarks": sum(row.open for row in rows),
        "remarks_overdue": sum(row.overdue for row in rows),
    }


def _places(
    user: Reader, *, on: datetime.date, only: Collection[int] | None, with_closed: bool
) -> list[Institution]:
    def read(reader: Reader, keys: Sequence[int]) -> QuerySet[Institution]:
        seen = Institution.objects.visible_to(reader).filter(kind__in=INSPECTED)
        seen = seen if with_closed else seen.open_on(on)
        return seen if only is None else seen.filter(pk__in=keys)

    name = ("inspected", on, only is None, with_closed)
    return rows_for(read, *name, reader=user, keys=tuple(only or ()))


def key_of(inspection: Inspection) -> Key:
    return inspection.institution_id, inspection.year, inspection.kind


def due_after_year(
    institutions: frozenset[int], year: int, on: datetime.date
) -> dict[int, datetime.date]:
    """Institution id → the day the next report is due, where that is after a year."""
    rules = RuleBook.of([REPORT])
    days = {
        pk: due_after(report_day(report).on, rules)
        for pk, report in newest_reports(institutions, on=on).items()
    }
    return {pk: day for pk, day in days.items() if day is not None and day.year > year}


def newest_reports(ids: Collection[int], *, on: datetime.date) -> dict[int, Inspection]:
    """Institution id → the inspection with the newest report there was on a day."""
    visits = rows_for(
        lambda _reader, keys: Inspection.objects.filter(
            institution__in=keys, kind__in=REPORTING, year__lte=on.year
        ).order_by("pk"),
        *("reports", on.year),
        reader=ANYBODY,
        keys=tuple(ids),
    )
    newest: dict[int, Inspection] = {}
    for visit in visits:
        day = report_day(visit).on
        before = newest.get(visit.institution_id)
        if day <= on and (before is None or day >= report_day(before).on):
            newest[visit.institution_id] = visit
    return newest


def _clusters(ids: Collection[int], *, on: datetime.date) -> dict[int, Cluster]:
    held = rows_for(
        lambda _reader, keys: (
            Placement.objects.on(on).filter(institution__in=keys).select_related("cluster")
        ),
        *("placed", on),
        reader=ANYBODY,
        keys=tuple(ids),
    )
    return {row.institution_id: row.cluster for row in held}


def _told(
    inspections: Iterable[Inspection], *, on: datetime.date
) -> dict[Key, tuple[datetime.date, str]]:
    """Inspection → when the board was first informed of it, and what it answered.

    By an item of a meeting that was held, and by what was noted by hand. Of a confidential item
    nothing is told.
    """
    by_id = {inspection.pk: key_of(inspection) for inspection in inspections}
    held = rows_for(
        lambda _reader, keys: _informed(keys, on=on),
        *("informed", on),
        reader=ANYBODY,
        keys=tuple(by_id),
    )
    told = {by_id[pk]: (day, "") for pk, day in held}
    noted = rows_for(
        lambda _reader, keys: BoardTold.objects.filter(institution__in=keys, told_on__lte=on),
        *("noted by hand", on),
        reader=ANYBODY,
        keys=sorted({key[0] for key in by_id.values()}),
    )
    for row in noted:
        key = (row.institution_id, row.year, row.visit)
        first = min(row.told_on, told[key][0]) if key in told else row.told_on
        told[key] = (first, row.answer)
    return told


def _informed(inspections: Sequence[int], *, on: datetime.date) -> QuerySet[Any, Any]:
    """Inspection → the first meeting that an item about it was at."""
    return (
        AgendaItem.inspections.through.objects.filter(
            inspection__in=inspections,
            agendaitem__is_confidential=False,
            agendaitem__meeting__status__in=OVER,
            agendaitem__meeting__held_on__lte=on,
            agendaitem__meeting__board__kind__in=OF_INSTITUTIONS,
        )
        .values_list("inspection")
        .annotate(first=Min("agendaitem__meeting__held_on"))
    )


def _remarks(ids: Collection[int], *, user: Reader) -> Mapping[int, list[Remark]]:
    found: dict[int, list[Remark]] = defaultdict(list)
    for remark in rows_for(
        lambda reader, keys: Remark.objects.visible_to(reader).open().filter(institution__in=keys),
        *("open remarks",),
        reader=user,
        keys=tuple(ids),
    ):
        found[remark.institution_id].append(remark)
    return found
