"""Texts saved while they are written: stored beside the goal, for their writer alone."""

import datetime
import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django.conf import settings
from django.db import IntegrityError, connection
from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from config.asked import whole_number
from config.django_private import delete_unasked
from config.retention import Rows, before
from strategy.answer_kinds import RowAnswer
from strategy.form_fields import EFFORT_FIELDS, EFFORTS
from strategy.models import AutosavedText, LocalGoal
from strategy.querysets import AutosavedTextQuerySet

#: What of a text each save writes anew.
_WRITTEN = ("answers", "page", "revision", "based_on", "local_goal_id", "saved_at")


def autosave(
    local_goal: LocalGoal,
    *,
    writer: User,
    page: uuid.UUID,
    turn: int,
    based_on: int,
    answers: Mapping[str, Any],
    taken: str = "",
    efforts: Sequence[RowAnswer] = (),
    part: str = "",
) -> AutosavedText:
    """Store what stands in an open form now, as often as it changes; two statements.

    turn: counts what the form has sent, so that what arrives late does not come over what is newer.
    answers: those left out stay as they were, and so does what is left out of an effort. taken:
    the `mark` of the text the form was opened with. It becomes this form's, unless somebody (the
    same person on another device) has written on in it; then both stand. efforts: those saved.
    part: see `AutosavedText`.

    Nothing is locked: a text is written only in the state it was read in, and else read again.
    """
    mine = AutosavedText.objects.editable_by(writer)
    while True:
        text = _to_write_in(mine, page=page, taken=taken)
        if text is not None and text.page == page and turn <= text.revision:
            return text
        was = (
            None
            if text is None
            else mine.filter(pk=text.pk, page=text.page, revision=text.revision)
        )
        text = text or AutosavedText(
            writer=writer,
            goal_id=local_goal.goal_id,
            institution_id=local_goal.institution_id,
            cluster_id=local_goal.cluster_id,
            statement_id=local_goal.statement_id,
            part=part,
        )
        text.answers = _completed(answers, text.answers, efforts)
        text.page, text.revision, text.based_on = page, turn, based_on
        text.local_goal_id, text.saved_at = local_goal.pk, timezone.now()
        if _is_written(text, was):
            return text


def _to_write_in(
    mine: AutosavedTextQuerySet, *, page: uuid.UUID, taken: str
) -> AutosavedText | None:
    """The form's own text, or else the one it was opened with."""
    texts = list(mine.filter(Q(page=page) | Q(**_named(taken))))
    return min(texts, key=lambda text: text.page != page, default=None)


def _is_written(text: AutosavedText, was: AutosavedTextQuerySet | None) -> bool:
    """Whether it could be: somebody may have been faster. was: the row, in the state it was in."""
    if was is not None:
        return bool(was.update(**{name: getattr(text, name) for name in _WRITTEN}))
    try:
        text.save(force_insert=True)
    except IntegrityError:  # the same form, sent twice at the same moment
        if connection.in_atomic_block:
            raise
        return False
    return True


def _completed(
    answers: Mapping[str, Any], stored: Mapping[str, Any], efforts: Sequence[RowAnswer]
) -> dict[str, Any]:
    """The answers, with what was left out of them as it was stored before, or saved."""
    rows = answers.get("efforts", ())
    if any(field.name not in row for row in rows for field in EFFORT_FIELDS):
        rows = EFFORTS.completed(rows, by=stored.get("efforts", ()))
        rows = EFFORTS.completed(rows, by=efforts)
        answers = {**answers, "efforts": rows}
    return {**stored, **answers}


def settle(*, writer: User, page: uuid.UUID | None, taken: str = "") -> None:
    """The form has been saved as a whole: take away what it stored, and what it went on from."""
    texts = Q(**_named(taken))
    if page is not None:
        texts |= Q(page=page)
    delete_unasked(AutosavedText.objects.editable_by(writer).filter(texts))


def left_behind(now: datetime.datetime) -> Rows:
    """The texts nobody has come back to."""
    oldest = before(settings.AUTOSAVE_KEEP_DAYS, now)
    return [AutosavedText.objects.filter(saved_at__lte=oldest)]


def _named(mark: str) -> dict[str, int]:
    """The text a mark names, in the state it was in then; no text for what is no mark."""
    pk, revision = map(whole_number, mark.partition(":")[::2])
    if pk is None or revision is None:
        return {"pk": 0}
    return {"pk": pk, "revision": revision}
