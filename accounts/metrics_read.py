"""What `/metrics` reads of mail: what waits to be sent, and what became of notices."""

from collections.abc import Iterator

from django.db.models import Count, Min
from django.utils import timezone

from accounts.mail import WaitingMail
from accounts.told.rows import PersonNotice
from config.metrics import Metric


def of_mail() -> Iterator[Metric]:
    waiting = WaitingMail.objects.aggregate(count=Count("pk"), oldest=Min("due_at"))
    says = "Messages that wait to be sent."
    yield Metric("ledestjernen_mails_waiting", "gauge", says, [({}, float(waiting["count"]))])
    oldest = waiting["oldest"]
    late = max(0.0, (timezone.now() - oldest).total_seconds()) if oldest else 0.0
    says = "Seconds since the oldest of them should have been tried."
    yield Metric("ledestjernen_mail_late_seconds", "gauge", says, [({}, late)])
    counted = dict(PersonNotice.objects.order_by().values_list("state").annotate(Count("pk")))
    states = PersonNotice.State.values
    samples = [({"state": state}, float(counted.get(state, 0))) for state in states]
    yield Metric("ledestjernen_notices", "gauge", "Notices that are kept, by state.", samples)
