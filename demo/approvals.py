"""The chapter of approvals: the committee has approved the whole set, once."""

import datetime

from accounts.models import User
from strategy.approving import approve
from strategy.models import Approval, Strategy

APPROVED_ON = datetime.date(2026, 11, 19)


def is_loaded() -> bool:
    return Approval.objects.exists()


def load() -> None:
    approve(
        Strategy.objects.get(cluster=None, kind=Strategy.Kind.COMMON_GOALS),
        by=User.objects.get(email="udvalg@example.com"),
        approved_on=APPROVED_ON,
        note="Punkt 7: Styringskonceptet med de lokale mål.",
    )
