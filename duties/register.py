"""The register of inspections: of each institution the last report, and when the next is due."""

import datetime
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Self

from django.db.models import QuerySet
from django.urls import reverse

from duties import findings
from duties.due import INSPECTED, DueState, is_counted, report_day, state_of
from duties.models import Remark
from duties.named import NamedInstruction, named_only
from duties.reports import REPORT_RULES, due_from, newest_of, reports_until
from duties.rules import RuleBook
from duties.told import boards_told, key_of
from institutions.access import Reader
from institutions.editions import ANYBODY
from institutions.models import Cluster, Institution, Placement
from institutions.statements import rows_for
from measurements.models import Inspection


@dataclass(frozen=True, slots=True)
class DutyRow:
    """How it stands with one institution. told_on: when its board was informed of the last report.

    is_day_known: whether the day of the report stands in the register, and not only its year.
    counted: the report that the next is counted from, where the last one only follows it up.
    remarks: those not followed to their end; named: what the data of its last report name besides.
    """

    institution: Institution
    cluster: Cluster | None
    inspection: Inspection | None
    reported_on: datetime.date | None
    is_day_known: bool
    counted: Inspection | None
    due_on: datetime.date | None
    state: DueState
    told_on: datetime.date | None
    answer: str
    remarks: tuple[Remark, ...]
    named: tuple[NamedInstruction, ...]
    overdue: int

    @property
    def open(self) -> int:
        return len(self.remarks)

    @property
    def is_found(self) -> bool:
        """A tilsyn has found something here that is not brought to its end."""
        return bool(self.remarks or self.named)

    @property
    def found(self) -> str:
        """“to anvisninger”: what is open here, by its kind."""
        return findings.of_kinds([remark.kind for remark in self.remarks])

    @property
    def due_next(self) -> datetime.date | None:
        """The first deadline of what is open."""
        return min((one.due_on for one in self.remarks if one.due_on), default=None)

    @property
    def href(self) -> str:
        return reverse("inspection_duty", args=[self.institution.slug])

    @property
    def counted_on(self) -> datetime.date | None:
        return report_day(self.counted).on if self.counted else None

    @property
    def is_followed_up(self) -> bool:
        """The last report follows an earlier one up, from which the next is counted."""
        return self.counted is not None and self.counted != self.inspection

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
    """All institutions a person reads: where something was found, then the most pressing first.

    Nine queries.
    """

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
        rules = RuleBook.of(REPORT_RULES)
        clusters = _clusters(ids, on=on)
        reports = reports_until(ids, on=on)
        newest = newest_of(reports)
        counted = newest_of(report for report in reports if is_counted(report, rules))
        told = boards_told(newest.values(), on=on)
        noted = _remarks(ids, user=user)
        named = named_only(newest.values(), remarks=chain.from_iterable(noted.values()), user=user)
        rows = []
        for place in places:
            inspection = newest.get(place.pk)
            day = report_day(inspection) if inspection else None
            from_report = counted.get(place.pk)
            due_on = due_from(from_report, place.opened_on, rules)
            told_on, answer = told.get(key_of(inspection), (None, "")) if inspection else (None, "")
            mine = tuple(remark for remark in noted[place.pk] if remark.is_open)
            rows.append(
                DutyRow(
                    institution=place,
                    cluster=clusters.get(place.pk),
                    inspection=inspection,
                    reported_on=day.on if day else None,
                    is_day_known=day is not None and day.is_known,
                    counted=from_report,
                    due_on=due_on,
                    state=state_of(due_on, on=on),
                    told_on=told_on,
                    answer=answer,
                    remarks=mine,
                    named=named.get(place.pk, ()),
                    overdue=sum(remark.is_overdue(on) for remark in mine),
                )
            )
        order = list(DueState)
        rows.sort(
            key=lambda row: (
                not row.remarks,
                not row.named,
                order.index(row.state),
                row.due_on or datetime.date.max,
                row.institution.name,
            )
        )
        return cls(tuple(rows), on)

    @property
    def by_due(self) -> tuple[DutyRow, ...]:
        """All of them as the heading of the reports tells them: the most pressing first."""
        order = list(DueState)
        return tuple(sorted(self.rows, key=lambda row: order.index(row.state)))

    @property
    def pressing(self) -> tuple[DutyRow, ...]:
        """What is overdue, what nobody knows of, and what is due in the next half year."""
        return tuple(row for row in self.by_due if row.is_pressing)

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
    def found(self) -> tuple[DutyRow, ...]:
        """The places where a tilsyn has found something that is not brought to its end."""
        return tuple(row for row in self.rows if row.is_found)

    @property
    def found_heading(self) -> str:
        """What was found, and where."""
        remarks = [(row.institution.name, remark) for row in self.found for remark in row.remarks]
        return findings.found_heading(
            [remark.kind for _place, remark in remarks],
            places=list(dict.fromkeys(place for place, _remark in remarks)),
            overdue=self.figures["remarks_overdue"],
            named=[row.institution.name for row in self.found for _one in row.named],
        )

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
        "instructions_named_only": sum(len(row.named) for row in rows),
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


def _remarks(ids: Collection[int], *, user: Reader) -> Mapping[int, list[Remark]]:
    found: dict[int, list[Remark]] = defaultdict(list)
    for remark in rows_for(
        lambda reader, keys: (
            Remark.objects.visible_to(reader).pressing().filter(institution__in=keys)
        ),
        *("remarks",),
        reader=user,
        keys=tuple(ids),
    ):
        found[remark.institution_id].append(remark)
    return found
