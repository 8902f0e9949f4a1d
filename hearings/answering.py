"""Answers to a hearing: written on while they are written, sent once, amended until the deadline.

By the open link nobody signs in: what is sent is kept as it was sent, and nothing of a visit but a
count of its network.
"""

from collections.abc import Callable, Mapping

from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.utils import timezone

from accounts.counting import RateCounter
from accounts.models import User
from accounts.secret_links import (
    WAIT_SECONDS,
    AlreadyAnswered,
    TooManyTries,
    digest_of,
    look_up,
)
from accounts.sign_in import network_of
from hearings.models import Hearing, HearingAnswer, HearingReceiver
from lifecycle import Closed, Outdated

#: Answers a network may send within the time of waiting: a library, or a whole staff room.
MOST_SENT = 20
#: The most answers by the open link that a hearing takes.
MOST_PUBLIC = 500
answers_of_network = RateCounter("answers to hearings of a network", seconds=WAIT_SECONDS)


class NoRoomForMore(Exception):
    """The hearing has as many answers by the open link as it takes."""


def answer_of(receiver: HearingReceiver) -> HearingAnswer:
    """What the receiver has answered or begun to; a new one that is not saved yet."""
    found = HearingAnswer.objects.filter(receiver=receiver).prefetch_related("parts", "files")
    answer = found.first() or HearingAnswer(hearing=receiver.hearing, receiver=receiver)
    answer.hearing, answer.receiver = receiver.hearing, receiver
    return answer


#: What keeps the files that come with an answer, once it is there to keep them.
KeepFiles = Callable[[HearingAnswer], object]


def no_files(answer: HearingAnswer) -> None:
    """Where none come along."""


@transaction.atomic
def keep_draft(
    receiver: HearingReceiver,
    words: Mapping[str, str],
    *,
    version: int,
    files: KeepFiles = no_files,
    is_on_behalf: bool = False,
) -> HearingAnswer:
    """Keep what is written (key of a passage → text). Raises Outdated and Closed.

    Only what differs from what was sent is a draft.
    """
    answer = _held(receiver, version=version)
    files(answer)
    sent = {part.passage: part.text for part in answer.parts.all()}
    answer.draft = {key: text for key, text in words.items() if text != sent.get(key, "")}
    answer.is_on_behalf = is_on_behalf
    answer.version += 1
    answer.save(update_fields=["draft", "version", "is_on_behalf"])
    return answer


@transaction.atomic
def send(
    receiver: HearingReceiver,
    words: Mapping[str, str],
    *,
    version: int,
    by: User,
    files: KeepFiles = no_files,
    is_on_behalf: bool = False,
) -> HearingAnswer:
    """The board answers, or amends what it has answered. Raises Outdated and Closed.

    What is written anew has to be gone through anew. is_on_behalf: it is noted by who is not its
    chair.
    """
    answer = _held(receiver, version=version)
    _write_parts(answer, words)
    files(answer)  # before the time of sending: what is attached later is not sent yet
    now = timezone.now()
    answer.is_late = answer.comes_late(timezone.localdate(now))
    answer.draft, answer.sent_at, answer.sent_by = {}, now, by
    answer.is_on_behalf = is_on_behalf
    answer.version += 1
    answer.save()
    return answer


def _held(receiver: HearingReceiver, *, version: int) -> HearingAnswer:
    """The answer, which nobody else writes in until the transaction ends."""
    hearing = Hearing.objects.select_for_update().get(pk=receiver.hearing_id)
    answer, _is_new = HearingAnswer.objects.get_or_create(
        receiver=receiver, defaults={"hearing": hearing}
    )
    answer.hearing = hearing
    if not answer.may_be_changed(timezone.localdate()):
        raise Closed
    if answer.version != version:
        raise Outdated
    return answer


def _write_parts(answer: HearingAnswer, words: Mapping[str, str]) -> None:
    known = {part.passage: part for part in answer.parts.all()}
    for key, text in words.items():
        part = known.pop(key, None)
        if not text:
            if part is not None:
                part.delete()
        elif part is None:
            answer.parts.create(passage=key, text=text)
        elif part.text != text:
            part.text, part.verdict = text, ""
            part.save(update_fields=["text", "verdict"])


def find_open(token: str, *, request: HttpRequest) -> Hearing | None:
    """The hearing with this open link. Raises TooManyTries for an address that guesses."""
    hearings = Hearing.objects.filter(token=token, is_public=True).exclude(stage="draft")
    return look_up(hearings.select_related("cluster", "institution"), request=request)


def take_public(
    hearing: Hearing,
    words: Mapping[str, str],
    *,
    sheet: str,
    name: str,
    organisation: str,
    request: HttpRequest,
) -> HearingAnswer:
    """Keep an answer by the open link.

    AlreadyAnswered when it has come already or the link is closed, NoRoomForMore when the hearing
    has all it takes, TooManyTries for a network that sends more than people do.
    """
    if answers_of_network.add(network_of(request)) > MOST_SENT:
        raise TooManyTries
    with transaction.atomic():
        current = Hearing.objects.select_for_update().get(pk=hearing.pk)
        if not current.takes_public_answers:
            raise AlreadyAnswered
        if current.answers.filter(receiver=None).count() >= MOST_PUBLIC:
            raise NoRoomForMore
        now = timezone.now()
        answer = HearingAnswer(
            hearing=current,
            name=name,
            organisation=organisation,
            sheet=digest_of(sheet),
            sent_at=now,
            is_late=current.is_late(timezone.localdate(now)),
        )
        try:
            with transaction.atomic():
                answer.save(force_insert=True)
        except IntegrityError:
            raise AlreadyAnswered from None
        _write_parts(answer, words)
    return answer
