"""Answers by the link of a unit: no sign-in, added to counts, and nothing kept that tells whose.

What is kept beside the counts is a fingerprint of each sheet, so that one sent twice counts once.
"""

import secrets
from collections.abc import Mapping

from django.db import IntegrityError, transaction
from django.db.models import F
from django.http import HttpRequest

from accounts.counting import RateCounter
from accounts.secret_links import (
    WAIT_SECONDS,
    AlreadyAnswered,
    TooManyTries,
    digest_of,
    look_up,
)
from accounts.sign_in import network_of
from measurements.models import ScaleStep, Topic
from voices.models import SentSheet, Tally, UnitLink, VoiceRound

#: Sheets a network may send within the time of waiting: a whole group of children, and more.
MOST_SHEETS = 60
sheets_of_network = RateCounter("answers by link of a network", seconds=WAIT_SECONDS)

Question = tuple[Topic, tuple[ScaleStep, ...]]


class NoRoom(Exception):
    """As many have answered as the round takes from one unit."""


def find(token: str, *, request: HttpRequest) -> UnitLink | None:
    """The link with this secret. Raises TooManyTries for an address that guesses."""
    links = UnitLink.objects.filter(token=token).select_related(
        "round__asked__instrument", "round__edition__scale", "institution"
    )
    return look_up(links, request=request)


def questions_of(voice_round: VoiceRound) -> list[Question]:
    """What is asked, in its order, each with its answers: the best first."""
    topics = voice_round.edition.topics.select_related("scale", "version__scale")
    asked = topics.prefetch_related("scale__steps", "version__scale__steps")
    return [(topic, tuple(topic.scale_in_use.steps.all())) for topic in asked]


def new_sheet() -> str:
    """A number at random for a sheet of answers, which the page sends along."""
    return secrets.token_urlsafe(12)


def take(
    link: UnitLink,
    answers: Mapping[int, int],
    *,
    sheet: str,
    is_again: bool = False,
    request: HttpRequest | None = None,
) -> None:
    """Count a sheet (question → step).

    AlreadyAnswered when it is counted or the round is over, NoRoom when the unit's are full,
    TooManyTries for a network that sends more than people do. is_again: from a browser that has
    answered before.
    """
    if request is not None and sheets_of_network.add(network_of(request)) > MOST_SHEETS:
        raise TooManyTries
    with transaction.atomic():
        current = UnitLink.objects.select_for_update().select_related("round").get(pk=link.pk)
        if not current.round.is_open or _is_counted(current, sheet):
            raise AlreadyAnswered
        if current.is_full:
            raise NoRoom
        for topic, step in answers.items():
            tally, _is_new = Tally.objects.get_or_create(link=current, topic_id=topic, step_id=step)
            Tally.objects.filter(pk=tally.pk).update(count=F("count") + 1)
        UnitLink.objects.filter(pk=link.pk).update(
            answered=F("answered") + 1, again=F("again") + int(is_again)
        )


def _is_counted(link: UnitLink, sheet: str) -> bool:
    try:
        with transaction.atomic():
            SentSheet.objects.create(link=link, digest=digest_of(sheet))
    except IntegrityError:
        return True
    return False
