"""All that is written of a programme, as those who write it see it."""

from dataclasses import dataclass
from typing import Self

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from programmes.models import EvaluationPoint, Programme, ProgrammeStage, Question, TheoryStep


@dataclass(frozen=True, slots=True)
class WrittenLinks:
    """The links of one kind."""

    name: str
    steps: tuple[TheoryStep, ...]


@dataclass(frozen=True, slots=True)
class WrittenPoint:
    """A point of evaluation with its questions."""

    point: EvaluationPoint
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class WritingPage:
    """A programme as it is written: in six queries. name: what it is called now."""

    programme: Programme
    name: str
    links: tuple[WrittenLinks, ...]
    stages: tuple[ProgrammeStage, ...]
    points: tuple[WrittenPoint, ...]

    @classmethod
    def build(cls, programme: Programme, *, name: str) -> Self:
        steps = list(programme.theory.prefetch_related("questions", "indicators"))
        links = tuple(
            WrittenLinks(str(kind.label), tuple(step for step in steps if step.kind == kind))
            for kind in TheoryStep.Kind
        )
        points = programme.points.select_related("stage").prefetch_related("questions__scale")
        return cls(
            programme,
            name,
            links,
            tuple(programme.stages.all()),
            tuple(WrittenPoint(point, tuple(point.questions.all())) for point in points),
        )

    @property
    def theory_heading(self) -> str:
        count = sum(len(column.steps) for column in self.links)
        if not count:
            return _("Nothing is written yet of what the programme is to bring about")
        return ngettext(
            "The theory of change has %(count)s link",
            "The theory of change has %(count)s links",
            count,
        ) % {"count": count}

    @property
    def stages_heading(self) -> str:
        count = len(self.stages)
        if not count:
            return _("The courses have no stages yet")
        return ngettext(
            "Every course goes through %(count)s stage",
            "Every course goes through %(count)s stages",
            count,
        ) % {"count": count}

    @property
    def points_heading(self) -> str:
        count = sum(len(row.questions) for row in self.points)
        if not count:
            return _("Nothing is asked yet")
        return ngettext(
            "%(count)s question is asked, and its answers show whether it works",
            "%(count)s questions are asked, and their answers show whether it works",
            count,
        ) % {"count": count}
