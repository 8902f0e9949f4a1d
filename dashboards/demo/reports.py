"""The chapter of reports: the status of the year, which is with the committee."""

from accounts.models import User
from dashboards.demo import read
from strategy.models import Goal, StatusReport


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
    report.send()
