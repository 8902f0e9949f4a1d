"""The chapter of reports: the status of the year, which is with the committee."""

from django.utils import timezone

from accounts.models import User
from demo import read
from indicators.snapshots import keeping, truth
from strategy.models import Goal, StatusReport
from strategy.pages.report_facts import facts_of_the_day


def is_loaded() -> bool:
    return StatusReport.objects.exists()


def load() -> None:
    goals = {goal.number: goal for goal in Goal.objects.common().select_related("strategy")}
    data = read("reports")
    report = StatusReport.objects.create(
        strategy=goals[1].strategy,
        title=data["title"],
        summary=data["summary"],
        written_by=User.objects.get(email=data["written_by"]),
    )
    for number, narrative in data["goals"].items():
        report.parts.create(goal=goals[int(number)], narrative=narrative)
    if not truth.are_true():  # the chapters before wrote many rows at once
        keeping.rebuild()
    today = timezone.localdate()
    report.transition("sent", by=None, content=facts_of_the_day(report, on=today), on=today)
