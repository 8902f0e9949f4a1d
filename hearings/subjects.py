"""The texts that somebody may send to hearing: strategies, local goals, plans that are theirs."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from accounts.models import User
from hearings.models import Hearing
from institutions.access import scope_of
from institutions.models import Cluster, Institution
from leadership.models import DevelopmentPlan
from strategy.models import GoalRound, Strategy


@dataclass(frozen=True, slots=True)
class Subject:
    """key: as a form sends it, and an address asks for it. group: what kind of text it is."""

    key: str
    group: str
    name: str
    strategy: Strategy | None = None
    goal_round: GoalRound | None = None
    plan: DevelopmentPlan | None = None
    cluster: Cluster | None = None
    institution: Institution | None = None

    def give_to(self, hearing: Hearing) -> None:
        """Let the hearing be of this text."""
        hearing.strategy, hearing.goal_round, hearing.plan = (
            self.strategy,
            self.goal_round,
            self.plan,
        )
        hearing.cluster, hearing.institution = self.cluster, self.institution


def subjects_of(person: User) -> list[Subject]:
    """What the person writes, by kind."""
    return [
        *_strategies(person),
        *_places(person),
        *_rounds(person),
        *_plans(person),
    ]


def _strategies(person: User) -> Iterator[Subject]:
    group = _("Strategies")
    strategies = Strategy.objects.editable_by(person).exclude(stage="closed")
    for one in strategies.select_related("cluster").order_by("cluster__name", "-from_year"):
        name = f"{one} ({one.cluster})" if one.cluster else str(one)
        yield Subject(f"strategi-{one.pk}", group, name, strategy=one, cluster=one.cluster)


def _places(person: User) -> Iterator[Subject]:
    group = _("Local goals")
    for cluster in Cluster.objects.editable_by(person).open():
        name = _("All local goals of %(place)s") % {"place": cluster}
        yield Subject(f"klynge-{cluster.pk}", group, name, cluster=cluster)
    for unit in Institution.objects.editable_by(person).open():
        name = _("The local goals of %(place)s") % {"place": unit}
        yield Subject(f"institution-{unit.pk}", group, name, institution=unit)


def _rounds(person: User) -> Iterator[Subject]:
    """Of the whole municipality, for who writes everywhere."""
    if scope_of(person).edits.everything:
        for one in GoalRound.objects.filter(closed_on=None):
            yield Subject(f"runde-{one.pk}", _("Rounds of local goals"), str(one), goal_round=one)


def _plans(person: User) -> Iterator[Subject]:
    plans = DevelopmentPlan.objects.editable_by(person).exclude(stage="closed")
    for plan in plans.select_related("team__cluster", "team__institution"):
        yield Subject(
            f"plan-{plan.pk}",
            _("Team development plans"),
            f"{plan} ({plan.team})",
            plan=plan,
            cluster=plan.team.cluster,
            institution=plan.team.institution,
        )
