"""What the data of tilsyn name as instructions, and nobody has noted in the register."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from duties.models import Remark
from institutions.access import Reader
from institutions.statements import rows_for
from measurements.models import Inspection, Instrument, Measurement

#: An institution and a year.
Place = tuple[int, int]
#: The same, a measurement, its theme, and what stands beside it.
Note = tuple[int, int, int, str, str]


@dataclass(frozen=True, slots=True)
class NamedInstruction:
    """An instruction as the file of tilsyn has it. pk: of the measurement it stands beside."""

    pk: int
    theme: str
    text: str

    @property
    def told(self) -> str:
        return f"{self.theme}: {self.text}"


def named_only(
    reports: Iterable[Inspection], *, remarks: Iterable[Remark], user: Reader
) -> Mapping[int, tuple[NamedInstruction, ...]]:
    """Institution → what its last report names and the register lacks; one query.

    Somebody who notes an instruction words it anew at times: where as much is noted of a report as
    its data name, nothing is lacking. remarks: all of these institutions, the closed ones as well.
    """
    newest = {report.institution_id: report.year for report in reports}
    named: dict[int, list[NamedInstruction]] = defaultdict(list)
    for place, year, pk, theme, text in _notes(frozenset(newest.items()), user=user):
        if newest.get(place) == year:
            named[place].append(NamedInstruction(pk, theme, text))
    noted: dict[Place, list[str]] = defaultdict(list)
    for remark in remarks:
        noted[remark.institution_id, remark.year].append(_plain(remark.text))
    return {
        place: left
        for place, found in named.items()
        if (left := _lacking(found, noted[place, newest[place]]))
    }


def _lacking(
    named: Sequence[NamedInstruction], noted: Sequence[str]
) -> tuple[NamedInstruction, ...]:
    if len(noted) >= len(named):
        return ()
    return tuple(one for one in named if not any(_plain(one.text) in text for text in noted))


def _plain(text: str) -> str:
    return " ".join(text.casefold().split()).rstrip(".")


def _notes(reports: frozenset[Place], *, user: Reader) -> Iterable[Note]:
    years = {year for _place, year in reports}

    def read(reader: Reader, keys: Sequence[int]) -> QuerySet[Measurement, Note]:
        return (
            Measurement.objects.visible_to(reader)
            .filter(
                institution__in=keys,
                year__in=years,
                group="",
                topic__version__instrument__kind=Instrument.Kind.INSPECTION,
            )
            .exclude(note="")
            .order_by("topic__number", "pk")
            .values_list("institution", "year", "pk", "topic__short_name", "note")
        )

    places = sorted(place for place, _year in reports)
    return rows_for(read, *("named by tilsyn", *sorted(years)), reader=user, keys=places)
