"""What was noted about inspections."""

import datetime

import factory

from duties.models import BoardTold, EnvironmentEvaluation, Remark
from tests.factories import InstitutionFactory


class RemarkFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Remark

    institution = factory.SubFactory(InstitutionFactory)
    year = 2026
    visit = "ordinary"
    text = "Skab ro i garderoben"
    responsible = "Lederen"
    noted_on = datetime.date(2026, 5, 1)


class BoardToldFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = BoardTold

    institution = factory.SubFactory(InstitutionFactory)
    year = 2026
    visit = "ordinary"
    told_on = datetime.date(2026, 6, 1)


class EvaluationFactory(factory.django.DjangoModelFactory):
    """An evaluation of a learning environment; `done_on=…` makes it a finished one."""

    class Meta:
        model = EnvironmentEvaluation

    institution = factory.SubFactory(InstitutionFactory)
    focus = "Måltidet"
    begun_on = datetime.date(2026, 2, 1)
