"""The chapter of approvals: the model in May, the finished concept with the local goals later."""

import datetime

from accounts.models import User
from strategy.approving import approve
from strategy.models import Approval, Strategy

#: What was approved, when, and under which item of the committee's agenda.
APPROVED = (
    ("model", datetime.date(2026, 5, 21), "Punkt 5: Model for styringskoncept 2026."),
    ("whole", datetime.date(2026, 11, 19), "Punkt 7: Styringskonceptet med de lokale mål."),
)


def is_loaded() -> bool:
    return Approval.objects.exists()


def load() -> None:
    strategy = Strategy.objects.get(cluster=None, kind=Strategy.Kind.COMMON_GOALS)
    member = User.objects.get(email="udvalg@example.com")
    for kind, day, note in APPROVED:
        approve(strategy, by=member, approved_on=day, note=note, kind=kind)
