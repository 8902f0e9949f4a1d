"""Rows to test with. Give a test only what it is about; a factory makes up the rest."""

import datetime

import factory
from django.utils import timezone

from accounts.models import User
from indicators.models import Indicator, ManualResult, Target
from institutions.models import (
    Area,
    Board,
    Cluster,
    Group,
    Identifier,
    Institution,
    InstitutionKind,
    Membership,
    Placement,
)
from institutions.roles import Role
from measurements.models import Inspection, Measurement
from strategy.models import Effort, Goal, LocalGoal, Method, MethodUse, StatusUpdate, Strategy
from strategy.workflow import LocalGoalStatus, Outcome, Progress


class UserFactory(factory.django.DjangoModelFactory):
    """A person without any membership."""

    class Meta:
        model = User

    email = factory.Sequence("person{}@example.com".format)
    name = factory.Sequence("Person {}".format)
    password = factory.django.Password("ledestjernen-demo")

    class Params:
        administrator = factory.Trait(is_staff=True, is_superuser=True)


# --- Places -------------------------------------------------------------------------------------


class AreaFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Area

    name = factory.Sequence("Område {}".format)
    slug = factory.Sequence("omraade-{}".format)


class ClusterFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Cluster

    area = factory.SubFactory(AreaFactory)
    name = factory.Sequence("Klynge {}".format)
    slug = factory.Sequence("klynge-{}".format)


class InstitutionFactory(factory.django.DjangoModelFactory):
    """`cluster=…` places it there since 2020, in the cluster's area; `number=…` gives it one."""

    class Meta:
        model = Institution
        skip_postgeneration_save = True

    class Params:
        closed = factory.Trait(closed_on=datetime.date(2024, 12, 31))

    name = factory.Sequence("Institution {}".format)
    slug = factory.Sequence("institution-{}".format)
    kind = InstitutionKind.INTEGRATED
    area = None
    opened_on = datetime.date(2020, 1, 1)

    @classmethod
    def _create(cls, model_class, *args, cluster=None, number=None, **fields):
        fields["area"] = fields["area"] or (cluster.area if cluster else AreaFactory())
        institution = super()._create(model_class, *args, **fields)
        if cluster is not None:
            PlacementFactory(institution=institution, cluster=cluster)
        if number is not None:
            IdentifierFactory(institution=institution, value=number)
        return institution


class PlacementFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Placement

    institution = factory.SubFactory(InstitutionFactory)
    cluster = factory.SubFactory(ClusterFactory)
    from_on = datetime.date(2020, 1, 1)


class IdentifierFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Identifier

    institution = factory.SubFactory(InstitutionFactory)
    kind = Identifier.Kind.LOCAL
    value = factory.Sequence("8{:03}".format)


class GroupFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Group

    institution = factory.SubFactory(InstitutionFactory)
    name = factory.Sequence("Stue {}".format)
    age_band = Group.AgeBand.OLD
    children = 20


class BoardFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Board

    kind = Board.Kind.PARENT_BOARD
    name = factory.Sequence("Bestyrelse {}".format)


class MembershipFactory(factory.django.DjangoModelFactory):
    """A person's role; a trait names it, the place comes with it: `leader=True, institution=…`."""

    class Meta:
        model = Membership

    class Params:
        administrator = factory.Trait(role=Role.ADMINISTRATOR)
        area_head = factory.Trait(role=Role.AREA_HEAD)
        consultant = factory.Trait(role=Role.CONSULTANT)
        cluster_leader = factory.Trait(role=Role.CLUSTER_LEADER)
        leader = factory.Trait(role=Role.LEADER)
        chair = factory.Trait(role=Role.CHAIR)
        board_member = factory.Trait(role=Role.BOARD_MEMBER)
        staff_member = factory.Trait(role=Role.STAFF_MEMBER)
        former = factory.Trait(to_on=datetime.date(2023, 12, 31))

    user = factory.SubFactory(UserFactory)
    role = Role.BOARD_MEMBER
    from_on = datetime.date(2020, 1, 1)


# --- Strategy -----------------------------------------------------------------------------------


class StrategyFactory(factory.django.DjangoModelFactory):
    """The municipality's common goals; `vision=True, cluster=…` is a vision of a cluster."""

    class Meta:
        model = Strategy

    class Params:
        vision = factory.Trait(kind=Strategy.Kind.VISION)
        draft = factory.Trait(stage=Strategy.Stage.DRAFT)

    kind = Strategy.Kind.COMMON_GOALS
    title = factory.Sequence("Strategi {}".format)
    from_year = 2020
    to_year = 2099
    stage = Strategy.Stage.RUNNING


class GoalFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Goal

    strategy = factory.SubFactory(StrategyFactory)
    number = factory.Sequence(lambda number: number + 1)
    text = factory.Sequence("Alle børn trives hver dag, mål {}".format)
    short_name = factory.Sequence("Trivsel {}".format)


class LocalGoalFactory(factory.django.DjangoModelFactory):
    """A complete local goal with one effort, still a draft; a trait puts it further on its way."""

    class Meta:
        model = LocalGoal
        skip_postgeneration_save = True

    class Params:
        sent = factory.Trait(status=LocalGoalStatus.SENT)
        returned = factory.Trait(status=LocalGoalStatus.RETURNED)
        adopted = factory.Trait(status=LocalGoalStatus.ADOPTED)
        in_progress = factory.Trait(status=LocalGoalStatus.IN_PROGRESS)
        reached = factory.Trait(status=LocalGoalStatus.EVALUATED, outcome=Outcome.REACHED)
        partly = factory.Trait(status=LocalGoalStatus.EVALUATED, outcome=Outcome.PARTLY)
        missed = factory.Trait(status=LocalGoalStatus.EVALUATED, outcome=Outcome.MISSED)
        discontinued = factory.Trait(status=LocalGoalStatus.DISCONTINUED)

    goal = factory.SubFactory(GoalFactory)
    institution = factory.SubFactory(InstitutionFactory)
    text = factory.Sequence("Børnene vælger ugens aktivitet, nr. {}".format)
    how = "Observation og børneinterview."
    measured_on = factory.LazyFunction(lambda: timezone.localdate() + datetime.timedelta(days=180))
    responsible = "Stuelederen"
    effort = factory.RelatedFactory("tests.factories.EffortFactory", "local_goal")


class EffortFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Effort

    local_goal = factory.SubFactory(LocalGoalFactory, effort=None)
    number = 1
    text = "Børnemøde hver onsdag."


class StatusUpdateFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = StatusUpdate

    local_goal = factory.SubFactory(LocalGoalFactory, in_progress=True)
    progress = Progress.STARTED
    narrative = "Vi er begyndt på to stuer."


class MethodFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Method

    name = factory.Sequence("Metode {}".format)
    cluster = factory.SubFactory(ClusterFactory)


class MethodUseFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = MethodUse

    method = factory.SubFactory(MethodFactory)
    institution = factory.SubFactory(InstitutionFactory)
    from_on = datetime.date(2024, 1, 1)


# --- Measurements -------------------------------------------------------------------------------


class IndicatorFactory(factory.django.DjangoModelFactory):
    """An indicator entered by hand; `topics=[…]` and `source` make it another."""

    class Meta:
        model = Indicator
        skip_postgeneration_save = True

    goal = factory.SubFactory(GoalFactory)
    code = factory.Sequence("M{}".format)
    number = factory.Sequence(lambda number: number + 1)
    text = factory.Sequence("Alle enheder spørger børnene, målepunkt {}".format)
    short_text = factory.Sequence("Alle enheder spørger børnene {}".format)
    source = Indicator.Source.MANUAL

    @factory.post_generation
    def topics(self, create, extracted, **kwargs):
        if create and extracted:
            self.topics.add(*extracted)


class TargetFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Target

    indicator = factory.SubFactory(IndicatorFactory)


class MeasurementFactory(factory.django.DjangoModelFactory):
    """A measurement of a topic at an institution in a year; give it a value or a step."""

    class Meta:
        model = Measurement

    institution = factory.SubFactory(InstitutionFactory)
    year = 2026
    period = factory.LazyAttribute(lambda measurement: str(measurement.year))


class InspectionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Inspection

    class Params:
        light = factory.Trait(kind=Inspection.Kind.LIGHT)

    institution = factory.SubFactory(InstitutionFactory)
    year = 2026


class ManualResultFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ManualResult

    indicator = factory.SubFactory(IndicatorFactory)
    year = 2026
