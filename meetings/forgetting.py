"""Taking meetings away for good when they have been kept as long as the municipality says."""

import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from config.retention import Rows, before
from meetings.models import (
    AgendaItem,
    BoardQuestion,
    Dissent,
    FollowUp,
    Meeting,
    MeetingPaper,
    MinutesRemark,
)
from strategy.models import GoalAssessment


def old_meetings(now: datetime.datetime) -> Rows:
    """0 days keep them for ever: minutes are usually to be handed over to an archive first."""
    oldest = _oldest(now)
    return [] if oldest is None else [Meeting.objects.filter(held_on__lt=oldest)]


def _oldest(now: datetime.datetime) -> datetime.date | None:
    """What was before this day goes; None where all is kept for ever."""
    days = settings.MINUTES_KEEP_DAYS
    return timezone.localdate(before(days, now)) if days else None


@transaction.atomic
def take_meetings() -> int:
    """Meetings with agenda, minutes, papers, follow-ups and all they were before; how many."""
    oldest = _oldest(timezone.now())
    if oldest is None:
        return 0
    meetings = list(Meeting.objects.filter(held_on__lt=oldest).values_list("pk", flat=True))
    items = list(AgendaItem.objects.filter(meeting__in=meetings).values_list("pk", flat=True))
    items += AgendaItem.objects.filter(waits_since__lt=oldest).values_list("pk", flat=True)
    # what was asked under an item goes with it; of a local goal, when the meeting would have
    asked = BoardQuestion.objects.filter(
        Q(item__in=items) | Q(item=None, asked_at__date__lt=oldest)
    )
    questions = list(asked.values_list("pk", flat=True))
    asked.delete()
    BoardQuestion.history.filter(id__in=questions).delete()
    FollowUp.objects.filter(item__in=items).delete()
    MeetingPaper.objects.filter(meeting__in=meetings).delete()
    # an item of a later meeting approved their minutes: it stays, without them
    AgendaItem.objects.filter(minutes_of__in=meetings).update(minutes_of=None, standing="")
    AgendaItem.objects.filter(pk__in=items).delete()
    Meeting.objects.filter(pk__in=meetings).delete()
    # that somebody disagreed was told in the minutes: with them
    for rows in (GoalAssessment.objects, GoalAssessment.history):
        rows.filter(assessed_on__lt=oldest).exclude(dissent="").update(dissent="")
    _forget_words(meetings, items)
    AgendaItem.history.filter(id__in=items).delete()
    Meeting.history.filter(id__in=meetings).delete()
    return len(meetings)


def _forget_words(meetings: list[int], items: list[int]) -> None:
    """What was said to the minutes, and by whom, as it was before: the rows went with theirs."""
    MinutesRemark.history.filter(meeting_id__in=meetings).delete()
    Dissent.history.filter(item_id__in=items).delete()
