import datetime
from dataclasses import dataclass
from typing import Self

from django.db import transaction

from institutions.models import Cluster
from meetings.models import YearStep, YearTemplate


@dataclass(frozen=True, slots=True)
class CopiedYear:
    """What a template would put into a cluster's year, that is not there already."""

    template: YearTemplate
    cluster: Cluster
    steps: tuple[YearStep, ...]

    @classmethod
    def of(cls, template: YearTemplate, *, cluster: Cluster, year: int) -> Self:
        there: set[tuple[str, datetime.date]] = set(
            YearStep.objects.in_year(year).filter(cluster=cluster).values_list("title", "from_on")
        )
        steps = (step.in_year(year) for step in template.steps.all() if step.is_of(year))
        return cls(
            template,
            cluster,
            tuple(step for step in steps if (step.title, step.from_on) not in there),
        )

    @property
    def code(self) -> str:
        return self.template.code

    @transaction.atomic
    def save(self) -> int:
        """Put it there; how many. Pressed twice, nothing comes twice."""
        for step in self.steps:
            step.cluster = self.cluster
        return len(YearStep.objects.bulk_create(self.steps, ignore_conflicts=True))
