"""How many notices were sent, wait and failed, by day: counted, and looked up one by one."""

import datetime
from collections import defaultdict
from typing import Any

from django.contrib import admin
from django.db.models import Count
from django.db.models.functions import TruncDate
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from accounts.models import PersonNotice
from config.read_only import ReadOnly

#: Of how many days the counts are shown.
DAYS_COUNTED = 14


def counts_by_day(on: datetime.date) -> list[tuple[datetime.date, list[int]]]:
    """Each of the last days with anything, the newest first, and how many of each state."""
    since = on - datetime.timedelta(days=DAYS_COUNTED)
    rows = (
        PersonNotice.objects.order_by()
        .annotate(day=TruncDate("made_at"))
        .filter(day__gt=since)
        .values_list("day", "state")
        .annotate(count=Count("pk"))
    )
    found: dict[datetime.date, dict[str, int]] = defaultdict(dict)
    for day, state, count in rows:
        found[day][state] = count
    states = list(PersonNotice.State)
    days = sorted(found, reverse=True)
    return [(day, [found[day].get(state, 0) for state in states]) for day in days]


@admin.register(PersonNotice)
class NoticeAdmin(ReadOnly, admin.ModelAdmin[PersonNotice]):
    """Whether mail goes out; what a notice is about is told to its person only."""

    list_display = ["made_at", "person", "kind", "state", "settled_at"]
    list_filter = ["state", "kind"]
    list_select_related = ["person"]
    change_list_template = "accounts/told/admin_list.html"

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        told = {
            "states": PersonNotice.State.labels,
            "days": counts_by_day(timezone.localdate()),
        }
        return super().changelist_view(request, {**(extra_context or {}), **told})
