"""The chapter of strategy: shipped goals and vision, the plan of these years, what boards find."""

import datetime
import re
from typing import Any

from django.utils import timezone
from simple_history.utils import bulk_create_with_history

from demo import read
from institutions.models import Cluster
from measurements.models import GlossaryWording
from strategy.models import Goal, GoalAssessment, ProcessStep, Strategy
from strategy.shipped import add_goal, load_common_goals, load_vision


def is_loaded() -> bool:
    return Strategy.objects.exists()


def load() -> None:
    data = read("strategy")
    clusters = {cluster.slug: cluster for cluster in Cluster.objects.all()}
    common = load_common_goals()
    ProcessStep.objects.bulk_create(ProcessStep(strategy=common, **row) for row in data["steps"])
    for number, words in data["measuring"].items():
        goal = common.goals.get(number=int(number))
        goal.measuring = words
        goal.save()
    load_vision(clusters["fyrtaarnet"])
    _own_vision(data["vision"], clusters)
    goals = list(common.goals.order_by("number"))
    for row in data["words"]:
        GlossaryWording.objects.create(**row)
    for row in data["assessments"]:
        _assess(goals, clusters[row["cluster"]], row)
    prolong()


def prolong() -> None:
    """Have the strategies last until this year, or whoever sees the demo later sees no goals.

    A title that names their years names the same ones.
    """
    this_year = timezone.localdate().year
    for strategy in Strategy.objects.filter(to_year__lt=this_year):
        years = re.compile(rf"\b({strategy.from_year} ?[-–] ?){strategy.to_year}\b")
        title = years.sub(rf"\g<1>{this_year}", strategy.title)
        Strategy.objects.filter(pk=strategy.pk).update(to_year=this_year, title=title)


def _own_vision(row: dict[str, Any], clusters: dict[str, Cluster]) -> None:
    goals, cluster = row.pop("goals"), clusters[row.pop("cluster")]
    vision = Strategy.objects.create(kind=Strategy.Kind.VISION, cluster=cluster, **row)
    for goal in goals:
        add_goal(vision, **goal)


def _assess(goals: list[Goal], cluster: Cluster, row: dict[str, Any]) -> None:
    words = zip(goals, row["progress"], row["narratives"], strict=True)
    found = [
        GoalAssessment(
            goal=goal,
            cluster=cluster,
            assessed_on=row["assessed_on"],
            progress=progress,
            narrative=narrative,
        )
        for goal, progress, narrative in words
    ]
    noon = datetime.datetime.combine(row["assessed_on"], datetime.time(12))
    bulk_create_with_history(found, GoalAssessment, default_date=timezone.make_aware(noon))
