"""The chapter of approvals: the model in May, the finished concept with the local goals later."""

import datetime

from accounts.models import User
from strategy.approving import approve
from strategy.models import Approval, Strategy

#: What was approved, when (the committee met, see meetings.toml), and what was noted.
APPROVED = (
    ("model", datetime.date(2026, 5, 12), "Bestyrelserne sætter lokale mål efter modellen."),
    (
        "whole",
        datetime.date(2026, 11, 10),
        "Lokale mål, der bliver vedtaget senere, kommer med næste gang.",
    ),
)


def is_loaded() -> bool:
    return Approval.objects.exists()


def load() -> None:
    strategy = Strategy.objects.get(cluster=None, kind=Strategy.Kind.COMMON_GOALS)
    member = User.objects.get(email="udvalg@example.com")
    for kind, day, note in APPROVED:
        approve(strategy, by=member, approved_on=day, note=note, kind=kind)
