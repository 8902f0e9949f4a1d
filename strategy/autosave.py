"""Texts saved while they are written: stored beside the goal, for their writer alone."""

import datetime
import uuid
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from config.asked import whole_number
from strategy.form_fields import EFFORT_FIELDS, EFFORTS
from strategy.models import AutosavedText, LocalGoal


@transaction.atomic
def autosave(
    local_goal: LocalGoal,
    *,
    writer: User,
    page: uuid.UUID,
    turn: int,
    based_on: int,
    answers: Mapping[str, Any],
    taken: str = "",
) -> AutosavedText:
    """Store what stands in an open form now, as often as it changes.

    turn: counts what the form has sent, so that what arrives late does not come over what is newer.
    answers: those left out stay as they were, and so does what is left out of an effort. taken:
    the `mark` of the text the form was opened with. It becomes this form's, unless somebody (the
    same person on another device) has written on in it; then both stand.
    """
    mine = AutosavedText.objects.select_for_update().editable_by(writer)
    text = mine.filter(page=page).first() or mine.filter(**_named(taken)).first()
    if text is None:
        text, _created = AutosavedText.objects.get_or_create(
            writer=writer,
            page=page,
            defaults={
                "goal_id": local_goal.goal_id,
                "institution_id": local_goal.institution_id,
                "revision": 0,
            },
        )
        text = mine.get(pk=text.pk)
    if text.page == page and turn <= text.revision:
        return text
    text.page, text.revision, text.saved_at = page, turn, timezone.now()
    text.local_goal_id = local_goal.pk
    text.based_on, text.answers = based_on, _completed(answers, text=text, local_goal=local_goal)
    text.save()
    return text


def _completed(
    answers: Mapping[str, Any], *, text: AutosavedText, local_goal: LocalGoal
) -> dict[str, Any]:
    """The answers, with what was left out of them as it was stored before, or saved."""
    rows = answers.get("efforts", ())
    if any(field.name not in row for row in rows for field in EFFORT_FIELDS):
        rows = EFFORTS.completed(rows, by=text.answers.get("efforts", ()))
        rows = EFFORTS.completed(rows, by=local_goal.efforts_kept if local_goal.pk else ())
        answers = {**answers, "efforts": rows}
    return {**text.answers, **answers}


def settle(*, writer: User, page: uuid.UUID | None, taken: str = "") -> None:
    """The form has been saved as a whole: take away what it stored, and what it went on from."""
    mine = AutosavedText.objects.editable_by(writer)
    if page is not None:
        mine.filter(page=page).delete()
    mine.filter(**_named(taken)).delete()


def purge(*, now: datetime.datetime | None = None) -> int:
    """Throw out the texts nobody has come back to; how many."""
    oldest = (now or timezone.now()) - datetime.timedelta(days=settings.AUTOSAVE_KEEP_DAYS)
    count, _kinds = AutosavedText.objects.filter(saved_at__lte=oldest).delete()
    return count


def _named(mark: str) -> dict[str, int]:
    """The text a mark names, in the state it was in then; no text for what is no mark."""
    pk, revision = map(whole_number, mark.partition(":")[::2])
    if pk is None or revision is None:
        return {"pk": 0}
    return {"pk": pk, "revision": revision}
