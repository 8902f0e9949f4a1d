"""Rows of leadership and of the value base."""

import datetime

import factory
from django.utils import timezone

from leadership.models import (
    Action,
    Agreement,
    Answer,
    Chapter,
    Commitment,
    CommitmentCell,
    CoreArea,
    CoreGroup,
    DevelopmentPlan,
    FocusArea,
    JobGroup,
    JobRole,
    JointPicture,
    MappingRound,
    PlanFollowUp,
    Profile,
    Team,
    ValueArea,
    ValueBase,
)
from leadership.models.plans import content_of
from leadership.workflow import PlanStage
from measurements.models import Scale
from tests.factories import ClusterFactory, UserFactory

FIRST_DAY = datetime.date(2020, 1, 1)


class RatingScaleFactory(factory.django.DjangoModelFactory):
    """An ordered scale of five steps; `steps=3` makes it shorter."""

    class Meta:
        model = Scale
        skip_postgeneration_save = True

    code = factory.Sequence("rating-{}".format)
    name = factory.Sequence("Skala {}".format)
    kind = Scale.Kind.ORDINAL

    @factory.post_generation
    def steps(self, create, extracted, **kwargs):
        for rank in range(1, (extracted or 5) + 1):
            self.steps.create(rank=rank, label=f"Trin {rank}", short_label=str(rank))


class ProfileFactory(factory.django.DjangoModelFactory):
    """A leadership profile with one group; `areas=3` says how many core areas it has."""

    class Meta:
        model = Profile
        skip_postgeneration_save = True

    code = factory.Sequence("profil-{}".format)
    name = factory.Sequence("Profil {}".format)
    title = "Ledelse"
    purpose = "Alle børn trives."
    scale = factory.SubFactory(RatingScaleFactory)

    @factory.post_generation
    def areas(self, create, extracted, **kwargs):
        group = CoreGroup.objects.create(profile=self, number=1, name="Evner", question="Hvordan?")
        for number in range(1, (2 if extracted is None else extracted) + 1):
            CoreArea.objects.create(group=group, number=number, name=f"Kerneområde {number}")


class ValueBaseFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ValueBase

    class Params:
        draft = factory.Trait(from_on=None)

    name = factory.Sequence("Værdigrundlag {}".format)
    from_on = factory.Sequence(
        lambda number: datetime.date(2020, 1, 1) + datetime.timedelta(number)
    )


class JobRoleFactory(factory.django.DjangoModelFactory):
    """A role of a value base: `base=…`; it has a group of its own unless given one."""

    class Meta:
        model = JobRole

    name = factory.Sequence("Rolle {}".format)
    number = factory.Sequence(lambda number: number + 1)

    @classmethod
    def _create(cls, model_class, *args, base=None, group=None, **fields):
        base = base or (group.base if group else ValueBaseFactory())
        group = group or JobGroup.objects.create(base=base, number=1, name=fields["name"])
        return super()._create(model_class, *args, group=group, **fields)


class CommitmentFactory(factory.django.DjangoModelFactory):
    """A commitment of a role: `role=…`, under the area of the name `area` (made if missing)."""

    class Meta:
        model = Commitment

    number = factory.Sequence(lambda number: number + 1)
    text = factory.Sequence("At arbejde sammen om børnene, nr. {}.".format)

    @classmethod
    def _create(cls, model_class, *args, role=None, area="Samarbejde", **fields):
        role = role or JobRoleFactory()
        column, _is_new = ValueArea.objects.get_or_create(
            base=role.group.base, name=area, defaults={"number": 1}
        )
        cell, _is_new = CommitmentCell.objects.get_or_create(role=role, area=column)
        return super()._create(model_class, *args, cell=cell, **fields)


class TeamFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Team

    cluster = factory.SubFactory(ClusterFactory)


class MappingRoundFactory(factory.django.DjangoModelFactory):
    """An open mapping; `closed=True` is closed, `overdue=True` waits to be."""

    class Meta:
        model = MappingRound

    class Params:
        closed = factory.Trait(
            closes_on=datetime.date(2026, 1, 8),
            closed_on=datetime.date(2026, 1, 8),
            answered=5,
            invited=6,
        )
        overdue = factory.Trait(closes_on=datetime.date(2026, 1, 8))

    team = factory.SubFactory(TeamFactory)
    profile = factory.SubFactory(ProfileFactory)
    year = factory.Sequence(lambda number: 2001 + number % 90)
    closes_on = factory.LazyFunction(lambda: timezone.localdate() + datetime.timedelta(days=14))


class AnswerFactory(factory.django.DjangoModelFactory):
    """One answer of `person`, in the mapping's first core area; `ranks=(now, wanted)`."""

    class Meta:
        model = Answer

    mapping = factory.SubFactory(MappingRoundFactory)
    person = factory.SubFactory(UserFactory)

    @classmethod
    def _create(cls, model_class, *args, ranks=(3, 4), **fields):
        profile = fields["mapping"].profile
        steps = {step.rank: step for step in profile.scale.steps.all()}
        fields.setdefault("area", CoreArea.objects.filter(group__profile=profile).first())
        fields |= {"now": steps[ranks[0]], "wanted": steps[ranks[1]]}
        return super()._create(model_class, *args, **fields)


class JointPictureFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = JointPicture

    mapping = factory.SubFactory(MappingRoundFactory, closed=True)
    now_low = now_high = 2
    wanted_low = wanted_high = 4

    @classmethod
    def _create(cls, model_class, *args, **fields):
        profile = fields["mapping"].profile
        fields.setdefault("area", CoreArea.objects.filter(group__profile=profile).first())
        return super()._create(model_class, *args, **fields)


class DevelopmentPlanFactory(factory.django.DjangoModelFactory):
    """A draft; `agreed=True` has been signed by both."""

    class Meta:
        model = DevelopmentPlan
        skip_postgeneration_save = True

    class Params:
        agreed = factory.Trait(
            stage=PlanStage.AGREED,
            signed=factory.RelatedFactory("tests.factories.leadership.AgreementFactory", "plan"),
        )

    team = factory.SubFactory(TeamFactory)
    year = factory.Sequence(lambda number: 2001 + number % 90)


class FocusAreaFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = FocusArea

    plan = factory.SubFactory(DevelopmentPlanFactory)
    number = 1
    name = "Systematisk brug af data"
    text = "Vi læser data sammen."


class ActionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Action

    focus = factory.SubFactory(FocusAreaFactory)
    text = factory.Sequence("Fælles datadag nr. {}".format)
    responsible = "Mette Sørensen"
    due_on = factory.LazyFunction(lambda: timezone.localdate() + datetime.timedelta(days=60))


class PlanFollowUpFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = PlanFollowUp

    plan = factory.SubFactory(DevelopmentPlanFactory)
    planned_on = factory.LazyFunction(lambda: timezone.localdate() + datetime.timedelta(days=60))


class AgreementFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Agreement

    plan = factory.SubFactory(DevelopmentPlanFactory)
    content = factory.LazyAttribute(lambda agreement: content_of(agreement.plan))
    team_signed_by = factory.SubFactory(UserFactory)
    team_signed_at = factory.LazyFunction(timezone.now)
    head_signed_by = factory.SubFactory(UserFactory)
    head_signed_at = factory.LazyFunction(timezone.now)


class ChapterFactory(factory.django.DjangoModelFactory):
    """A chapter of a value base in force: `base=None, profile=…` makes it one of a profile."""

    class Meta:
        model = Chapter

    base = factory.SubFactory(ValueBaseFactory)
    number = factory.Sequence(lambda number: number + 1)
    name = factory.Sequence("Kapitel {}".format)
    text = factory.Sequence("Vi vil hinanden noget, nr. {}.".format)
