"""Which instrument something was measured with, told without joining its tables.

Topics, versions and instruments are a hundred rows together, measured with them is a hundred
thousand times. By how many topics PostgreSQL believes in, a join of the two reads an index a few
times or a hundred thousand times. Named one by one they leave one good plan.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import NamedTuple, Self

from django.db.models import BigIntegerField, Case, Value, When

from institutions.statements import rows_of
from measurements.models import Instrument


class InstrumentsUsed(NamedTuple):
    """Every instrument there is: its kind, its short name and its topics, by primary key.

    of_daycare: those that schools and after-school care are not asked for.
    """

    kinds: Mapping[int, str]
    names: Mapping[int, str]
    topics: Mapping[int, Collection[int]]
    of_daycare: Collection[int]

    @classmethod
    def known(cls) -> Self:
        """One query."""
        kinds, names, topics, of_daycare = {}, {}, defaultdict(list), set()
        rows = rows_of(
            lambda: Instrument.objects.order_by("pk").values_list(
                "pk", "kind", "short_name", "is_of_daycare", "versions__topics"
            ),
            *("instruments",),
            reader=None,
        )
        for pk, kind, name, is_of_daycare, topic in rows:
            kinds[pk], names[pk] = kind, name
            if is_of_daycare:
                of_daycare.add(pk)
            if topic:
                topics[pk].append(topic)
        return cls(kinds, names, topics, of_daycare)

    def of(self, kinds: Collection[str]) -> Self:
        """Those of these kinds."""
        wanted = [pk for pk, kind in self.kinds.items() if kind in kinds]
        return type(self)(
            {pk: self.kinds[pk] for pk in wanted},
            {pk: self.names[pk] for pk in wanted},
            {pk: self.topics[pk] for pk in wanted if pk in self.topics},
            self.of_daycare,
        )

    @property
    def name(self) -> tuple[tuple[int, tuple[int, ...]], ...]:
        """What `used` goes by."""
        return tuple((pk, tuple(some)) for pk, some in self.topics.items())

    @property
    def used(self) -> Case:
        """An expression of a measurement: the primary key of its instrument."""
        kinds = (When(topic__in=some, then=Value(pk)) for pk, some in self.topics.items())
        return Case(*kinds, output_field=BigIntegerField())
