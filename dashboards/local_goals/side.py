import itertools
from dataclasses import dataclass
from typing import Self

from django.conf import settings
from django.db.models import Case, Count, IntegerField, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce

from config.numbers import mean, written
from dashboards.goal import measured_by
from institutions.models import Institution
from measurements.models import Measurement, ScaleStep
from strategy.models import Goal, LocalGoal
from strategy.workflow import Outcome, Status

#: What the unit's own data are taken from.
INSTRUMENTS = ["tilsyn", "kids"]
EXAMPLES = 3


@dataclass(frozen=True, slots=True)
class OwnRating:
    """What an instrument said of the institution when it last was used, about one topic.

    rank and steps: of a rating. number: the mean of the institution's groups, as it is shown.
    """

    instrument: str
    year: int
    topic: str
    label: str
    rank: int | None
    steps: int
    number: str


@dataclass(frozen=True, slots=True)
class SidePanel:
    """What helps whoever writes a local goal: the goal, what others wrote, the unit's own data.

    is_measured: the goal's page says how it is measured. Three queries.
    """

    goal: Goal
    examples: tuple[LocalGoal, ...]
    own_data: tuple[OwnRating, ...]
    is_measured: bool = False

    @classmethod
    def build(cls, goal: Goal, *, institution: Institution, user) -> Self:
        return cls(
            goal,
            tuple(_examples(goal, institution, user)),
            tuple(_own_data(institution, user)),
            is_measured=measured_by(goal, user=user).exists(),
        )


def _examples(goal: Goal, institution: Institution, user):
    """Agreed local goals of others under the same goal: those reached first, then the newest."""
    reached_first = Case(
        When(outcome=Outcome.REACHED, then=Value(0)),
        When(status=Status.IN_PROGRESS, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    return (
        LocalGoal.objects.visible_to(user)
        .agreed()
        .filter(goal=goal)
        .exclude(institution=institution)
        .with_progress()
        .select_related("institution")
        .order_by(reached_first, "-updated_at", "pk")[:EXAMPLES]
    )


def _own_data(institution: Institution, user):
    """The newest year of tilsyn and KIDS, in the order of their topics."""
    of_instrument = Q(topic__version__instrument__code__in=INSTRUMENTS)
    newest = (
        Measurement.objects.order_by("-year")
        .filter(
            institution=institution,
            topic__version__instrument=OuterRef("topic__version__instrument"),
        )
        .values("year")[:1]
    )
    steps = ScaleStep.objects.order_by().filter(scale=OuterRef("step__scale")).values("scale")
    rows = (
        Measurement.objects.visible_to(user)
        .filter(of_instrument, institution=institution, is_suppressed=False)
        .filter(Q(group="") | Q(step=None))
        .filter(Q(respondents=None) | Q(respondents__gte=settings.SMALL_N_BOARD))
        .filter(year=Subquery(newest))
        .newest_of_each_group()
        .annotate(step_count=Coalesce(Subquery(steps.annotate(n=Count("pk")).values("n")), 0))
        .select_related("topic__version__instrument", "topic__scale", "topic__version__scale")
        .select_related("step")
        .order_by("-topic__version__instrument__code", "topic__number", "topic", "-period")
    )
    for _topic, of_topic in itertools.groupby(rows, key=lambda row: row.topic_id):
        newest_first = list(of_topic)
        row = newest_first[0]
        values = [other.value for other in newest_first if other.value is not None]
        yield OwnRating(
            instrument=row.topic.version.instrument.short_name,
            year=row.year,
            topic=row.topic.short_name,
            label=row.step.short_label if row.step else "",
            rank=row.step.rank if row.step else None,
            steps=row.step_count,
            number=written(mean(values), row.topic.scale_in_use.decimals) if values else "",
        )
