"""Programmes, their courses and what was answered."""

import datetime

import factory
from django.utils import timezone

from measurements.models import Instrument, InstrumentVersion, Scale, ScaleStep, Topic
from programmes.answering import begin
from programmes.models import (
    AttentionPoint,
    Comment,
    Course,
    EvaluationPoint,
    Memo,
    Part,
    Programme,
    ProgrammeStage,
    Question,
    Result,
    Survey,
    Theme,
)

DEGREES = ["Slet ikke", "I mindre grad", "I nogen grad", "I høj grad", "I meget høj grad"]


def degree_scale() -> Scale:
    """The scale of five degrees, as the reference data has it."""
    scale, is_new = Scale.objects.get_or_create(
        code="survey-grad-5",
        defaults={"name": "Grad", "kind": Scale.Kind.NUMERIC, "lowest": 1, "highest": 5},
    )
    if is_new:
        ScaleStep.objects.bulk_create(
            ScaleStep(scale=scale, rank=rank, label=label, short_label=label)
            for rank, label in enumerate(DEGREES, start=1)
        )
    return scale


class TopicFactory(factory.django.DjangoModelFactory):
    """A topic that a question's results count as: a share in per cent."""

    class Meta:
        model = Topic

    number = 1
    lineage = factory.Sequence("programspoergsmaal-{}".format)
    name = "Arbejder med det"
    short_name = "Arbejder"

    @factory.lazy_attribute_sequence
    def version(self, number):
        instrument = Instrument.objects.create(
            code=f"programmer-{number}", name="Programmer", short_name="Programmer"
        )
        scale, _is_new = Scale.objects.get_or_create(
            code="andel-hoej-grad",
            defaults={"name": "Andel", "kind": Scale.Kind.PERCENT, "lowest": 0, "highest": 100},
        )
        return InstrumentVersion.objects.create(
            instrument=instrument,
            code=f"programmer-{number}",
            name="P",
            scale=scale,
            from_year=2020,
        )


class ProgrammeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Programme

    slug = factory.Sequence("program-{}".format)
    name = factory.Sequence("Program {}".format)
    from_year = 2026
    to_year = 2027


class MemoFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Memo

    programme = factory.SubFactory(ProgrammeFactory)
    title = "Status og videre forløb"
    why = "Tre klynger er begyndt."
    recommendation = "at status tages til efterretning\nat de sidste forløb begynder i 2027"


class AttentionPointFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = AttentionPoint

    programme = factory.SubFactory(ProgrammeFactory)
    kind = AttentionPoint.Kind.ORGANISATION
    text = "Vikardækning til workshop 2"
    responsible = "Administrationen"


class ProgrammeStageFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ProgrammeStage

    programme = factory.SubFactory(ProgrammeFactory)
    number = factory.Sequence(lambda number: number + 1)
    name = factory.Sequence("Workshop {}".format)
    kind = ProgrammeStage.Kind.WORKSHOP
    days_after_start = 0


class CourseFactory(factory.django.DjangoModelFactory):
    """A course beginning in a month; with the stages its programme has."""

    class Meta:
        model = Course
        skip_postgeneration_save = True

    programme = factory.SubFactory(ProgrammeFactory)
    number = factory.Sequence(lambda number: number + 101)
    name = factory.Sequence("Forløb {}".format)
    starts_on = factory.LazyFunction(lambda: timezone.localdate() + datetime.timedelta(days=30))

    @factory.post_generation
    def consultants(self, create, extracted, **kwargs):
        if create:
            self.lay_out()
            self.consultants.set(extracted or [])


class EvaluationPointFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = EvaluationPoint

    programme = factory.SubFactory(ProgrammeFactory)
    number = factory.Sequence(lambda number: number + 101)
    name = factory.Sequence("Måling {}".format)
    audience = EvaluationPoint.Audience.LEADERS


class QuestionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Question

    point = factory.SubFactory(EvaluationPointFactory)
    number = factory.Sequence(lambda number: number + 1)
    code = factory.Sequence("S{}".format)
    text = factory.Sequence("I hvilken grad arbejder I med det, nr. {}?".format)
    scale = factory.LazyFunction(degree_scale)


class ResultFactory(factory.django.DjangoModelFactory):
    """What was answered; `counts=[best, …, worst]` gives the parts and the number of answers."""

    class Meta:
        model = Result
        skip_postgeneration_save = True

    question = factory.SubFactory(QuestionFactory)

    @factory.post_generation
    def counts(self, create, extracted, **kwargs):
        if create and extracted is not None:
            Part.objects.bulk_create(
                Part(
                    result=self,
                    number=6 - rank,
                    label=DEGREES[rank - 1],
                    low=rank,
                    high=rank,
                    count=count,
                )
                for rank, count in zip(range(5, 0, -1), extracted, strict=True)
            )
            if self.respondents is None:
                self.respondents = sum(extracted)
                self.save()


class SurveyFactory(factory.django.DjangoModelFactory):
    """A survey that can be answered for a month."""

    class Meta:
        model = Survey

    point = factory.SubFactory(EvaluationPointFactory)
    closes_on = factory.LazyFunction(lambda: timezone.localdate() + datetime.timedelta(days=30))

    @classmethod
    def _create(cls, model_class, *args, **fields):
        survey = model_class(*args, **fields)
        begin(survey)
        return survey


class ThemeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Theme

    point = factory.SubFactory(EvaluationPointFactory)
    number = factory.Sequence(lambda number: number + 1)
    name = factory.Sequence("Tema {}".format)


class CommentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Comment

    point = factory.SubFactory(EvaluationPointFactory)
    text = factory.Sequence("Vi manglede tid, nr. {}.".format)
