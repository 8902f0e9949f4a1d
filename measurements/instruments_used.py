"""Which instrument something was measured with, told without joining its tables.

Topics, versions and instruments are a hundred rows together, measured with them is a hundred
thousand times. By how many topics PostgreSQL believes in, a join of the two reads an index a few
times or a hundred thousand times. Named one by one they leave one good plan.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import NamedTuple, Self

from django.db.models import BigIntegerField, Case, Value, When

from measurements.models import Instrument


class InstrumentsUsed(NamedTuple):
    """Every instrument there is: its code, its short name and its topics, by primary key."""

    codes: Mapping[int, str]
    names: Mapping[int, str]
    topics: Mapping[int, Collection[int]]

    @classmethod
    def known(cls) -> Self:
        """One query."""
        codes, names, topics = {}, {}, defaultdict(list)
        rows = Instrument.objects.order_by("pk").values_list(
            "pk", "code", "short_name", "versions__topics"
        )
        for pk, code, name, topic in rows:
            codes[pk], names[pk] = code, name
            if topic:
                topics[pk].append(topic)
        return cls(codes, names, topics)

    def of(self, codes: Collection[str]) -> Self:
        """Those with these codes."""
        wanted = [pk for pk, code in self.codes.items() if code in codes]
        return type(self)(
            {pk: self.codes[pk] for pk in wanted},
            {pk: self.names[pk] for pk in wanted},
            {pk: self.topics[pk] for pk in wanted if pk in self.topics},
        )

    @property
    def used(self) -> Case:
        """An expression of a measurement: the primary key of its instrument."""
        kinds = (When(topic__in=some, then=Value(pk)) for pk, some in self.topics.items())
        return Case(*kinds, output_field=BigIntegerField())
