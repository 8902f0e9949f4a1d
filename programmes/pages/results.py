"""Every figure of a programme's evaluation, as a page and as papers."""

import datetime
from dataclasses import dataclass
from typing import Self

from institutions.access import Reader, scope_of
from measurements.models import Import
from programmes.importing import ProgrammeSurveyFile
from programmes.models import Programme, Survey
from programmes.pages.evaluation import Evaluation
from programmes.pages.timetable import timetables_of
from programmes.pages.unsent import UnsentPoint, heading, unsent


@dataclass(frozen=True, slots=True)
class ResultsPage:
    """All points of evaluation with all their answers, in eighteen queries.

    surveys and imports are for those who plan.
    """

    programme: Programme
    on: datetime.date
    evaluation: Evaluation
    may_enter: bool
    may_survey: bool
    surveys: tuple[Survey, ...]
    imports: tuple[Import, ...]
    unsent: tuple[UnsentPoint, ...]

    @classmethod
    def build(cls, programme: Programme, *, user: Reader, on: datetime.date) -> Self:
        plans = scope_of(user).plans
        surveys: tuple[Survey, ...] = ()
        imports: tuple[Import, ...] = ()
        if plans:
            surveys = tuple(
                Survey.objects.editable_by(user)
                .filter(point__programme=programme)
                .select_related("point", "course", "institution")
            )
        if plans.everything:
            imports = tuple(
                Import.objects.filter(
                    layout=ProgrammeSurveyFile.code,
                    programme_results__question__point__programme=programme,
                )
                .select_related("imported_by")
                .distinct()
            )
        evaluation = Evaluation.build(
            programme, user=user, timetables=timetables_of(programme), on=on
        )
        return cls(
            programme,
            on,
            evaluation,
            plans.everything,
            bool(plans),
            surveys,
            imports,
            unsent(programme, evaluation.waiting, on=on) if plans.everything else (),
        )

    @property
    def unsent_heading(self) -> str:
        return heading(self.unsent)
