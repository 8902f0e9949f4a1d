"""What came of the programme in the demo: attention points, local goals, a memo on an agenda."""

from typing import Any

from accounts.models import User
from demo import read
from indicators.models import Indicator
from meetings.memo_items import put_on_agenda
from meetings.models import Meeting
from programmes.models import Anchor, AttentionPoint, Memo, Programme
from strategy.models import LocalGoal


def load(programme: Programme) -> None:
    data = read("carried_on")
    effect = data["effect"]
    link = programme.theory.get(kind=effect["kind"])
    link.indicators.set(Indicator.objects.filter(code__in=effect["indicators"]))
    for row in data["attention"]:
        _watch(programme, row)
    for row in data["not_sent"]:
        programme.points.filter(name=row["point"]).update(
            not_sent_on=row["on"], not_sent_why=row["why"]
        )
    for row in data["anchors"]:
        goal = LocalGoal.objects.get(institution__slug=row["institution"], text=row["goal"])
        point = programme.points.filter(name=row.get("point", "")).first()
        Anchor.objects.create(programme=programme, local_goal=goal, point=point, note=row["note"])
    _decide(programme, data["memo"])


def _watch(programme: Programme, row: dict[str, Any]) -> None:
    owner = User.objects.filter(email=row.pop("owner", "")).first()
    responsible = row.pop("responsible", "") or str(owner)
    AttentionPoint.objects.create(programme=programme, owner=owner, responsible=responsible, **row)


def _decide(programme: Programme, row: dict[str, Any]) -> None:
    """The memo, and the committee's meeting in the new year with it on the agenda."""
    names = ["title", "receiver", "case_number", "written_on", "why", "recommendation"]
    names += ["economy", "process", "annexes", "contact"]
    words = {name: row[name].strip() if isinstance(row[name], str) else row[name] for name in names}
    memo = Memo.objects.create(programme=programme, is_draft=False, **words)
    meeting = Meeting.objects.get(board__name=row["board"], held_on=row["held_on"])
    by = User.objects.get(email="konsulent@example.com")
    put_on_agenda(memo, meeting, by=by, on=memo.latest_day())
