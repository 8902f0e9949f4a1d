"""Answers about files: learned when a file is read in, proposed for the next one like it."""

import datetime
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Self

from django.conf import settings
from django.db.models import F, Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import User
from config.privacy import looks_like_cpr
from config.retention import Rows, before
from files.spreadsheets.danish_values import NotUnderstood, danish_decimal, fold
from imports.arranging.causes import ANY_COLUMN, LEAVE_OUT
from imports.arranging.questions import OF_ONE_FILE, SHAPE, FileQuestion
from imports.kinds import FileKind
from imports.models import LearnedAnswer

#: A question about a text as long as this is about that text alone.
LONGEST_ID = 700
#: Numbers that lie so many times from those a memory was learned of are other numbers.
FAR = 5


def sender_of(headings: Iterable[str]) -> str:
    """The fingerprint of headings: files of one sender have the same."""
    told = "\n".join(sorted({fold(one) for one in headings} - {""}))
    return hashlib.sha256(told.encode()).hexdigest()


def sender_of_source(kind: FileKind[Any, Any], source: Any) -> str:
    """The same of an opened file: its own headings, whatever they were taken for."""
    arranged = kind.arranged(source)
    if arranged and arranged.columns:
        return sender_of(column.heading for column in arranged.columns)
    return sender_of(getattr(source, "headers", ()))


@dataclass(frozen=True, slots=True)
class Memory:
    """What is remembered of files of one kind, for one with these headings.

    by_question: of several the one of the same sender, then the person's own, then the newest.
    """

    by_question: Mapping[str, LearnedAnswer]

    @classmethod
    def of(cls, kind: str, sender: str, *, person: User | None) -> Self:
        found = LearnedAnswer.objects.filter(kind=kind).select_related("learned_by")

        def nearness(one: LearnedAnswer) -> tuple[bool, bool, Any]:
            own = person is not None and one.learned_by_id == person.pk
            return one.sender == sender, own, one.learned_at

        nearest = sorted(found, key=nearness)
        return cls({one.question: one for one in nearest})

    def proposed(self, questions: Iterable[FileQuestion]) -> tuple[FileQuestion, ...]:
        """The questions, with what is remembered proposed, or the reason why it no longer fits."""
        return tuple(self._proposed(one) for one in questions)

    def used(self, questions: Iterable[FileQuestion]) -> list[LearnedAnswer]:
        """What is remembered of these questions."""
        return [self.by_question[one.id] for one in questions if one.id in self.by_question]

    def _proposed(self, question: FileQuestion) -> FileQuestion:
        known = self.by_question.get(question.id)
        if known is None:
            return question
        if reason := no_longer_fits(known, question):
            return replace(question, proposed="", because=reason)
        words = {
            "day": date_format(timezone.localdate(known.learned_at), "SHORT_DATE_FORMAT"),
            "who": known.learned_by or "–",
        }
        ground = _("Remembered from %(day)s, answered by %(who)s.") % words
        return replace(question, proposed=known.answer, because=ground)


def learned(kind: str, person: User | None, *, sender: str = "") -> dict[str, str]:
    """Question → answer, as they may be proposed and never taken for granted."""
    known = Memory.of(kind, sender, person=person).by_question
    return {question: one.answer for question, one in known.items()}


def no_longer_fits(known: LearnedAnswer, question: FileQuestion) -> str:
    """Why a remembered answer is asked about again; "" where it may be proposed."""
    values = {choice.value for choice in question.choices}
    if known.answer not in values and not question.takes_text:
        return _("We remember “%(label)s”, but it is no answer any longer. Therefore we ask.") % {
            "label": known.label
        }
    between = range_of(question.samples)
    if known.low is None or known.high is None or between is None:
        return ""
    low, high = between
    if _is_far(known.low, known.high, low, high):
        return _(
            "We remember “%(label)s”, but then the numbers lay between %(low)g and %(high)g."
            " Therefore we ask again."
        ) % {"label": known.label, "low": known.low, "high": known.high}
    return ""


def _is_far(known_low: float, known_high: float, low: float, high: float) -> bool:
    """Whether all numbers are many times larger or smaller than those there were."""
    return (known_high > 0 and low > known_high * FAR) or (known_low > 0 and high * FAR < known_low)


def range_of(samples: Iterable[str]) -> tuple[float, float] | None:
    """Between what the numbers lie; None where not all are numbers."""
    try:
        numbers = [float(danish_decimal(one)) for one in samples]
    except NotUnderstood:
        return None
    return (min(numbers), max(numbers)) if numbers else None


def remember(
    questions: Iterable[FileQuestion],
    answers: Mapping[str, str],
    *,
    kind: str,
    sender: str,
    file: tuple[str, str],
    by: User,
) -> list[LearnedAnswer]:
    """Keep what was answered. file: its name and fingerprint. What names a person is not kept."""
    kept = []
    for question in questions:
        answer = answers.get(question.id, "")
        label = next((one.label for one in question.choices if one.value == answer), answer)
        if not _may_be_kept(question, answer, label):
            continue
        of_it = LearnedAnswer.objects.filter(kind=kind, sender=sender, question=question.id)
        known = of_it.first()
        if known and known.answer == answer:
            of_it.update(used_count=F("used_count") + 1, used_at=timezone.now())
            kept.append(known)
            continue
        one = known or LearnedAnswer(kind=kind, sender=sender, question=question.id)
        one.answer, one.asked, one.label = answer, asked_of(question)[:300], label[:300]
        one.choices = [[choice.value, choice.label] for choice in question.choices]
        one.low, one.high = range_of(question.samples) or (None, None)
        one.file_name, one.sha256 = file[0][:255], file[1]
        one.learned_by, one.learned_at = by, timezone.now()
        one.save()
        kept.append(one)
    return kept


def _may_be_kept(question: FileQuestion, answer: str, label: str) -> bool:
    """Whether there is an answer that holds for other files, and it names no person."""
    if answer in ("", LEAVE_OUT) or question.kind in OF_ONE_FILE:
        return False
    told = (question.id, question.text, answer, label)
    return len(question.id) <= LONGEST_ID and not any(map(looks_like_cpr, told))


def _is_worth_it(question: FileQuestion, answer: str) -> bool:
    """Whether the next file may ask the same, and the answer hold for it."""
    is_of_one_file = question.kind in OF_ONE_FILE or len(question.id) > LONGEST_ID
    return answer not in ("", LEAVE_OUT) and not is_of_one_file


def asked_of(question: FileQuestion) -> str:
    """What stands in the file, as it is listed: the heading of a column, or the text of a cell."""
    kind, _colon, heading = question.id.partition(":")
    if question.kind in SHAPE and heading:
        return _("“%(heading)s”") % {"heading": heading}
    if kind != "cell":
        return question.text
    heading, _colon, text = heading.partition(":")
    if heading == ANY_COLUMN:
        return _("“%(heading)s”") % {"heading": text}
    words = {"text": question.samples[0] if question.samples else text, "heading": heading}
    return _("“%(text)s” under “%(heading)s”") % words


def long_unused(now: datetime.datetime) -> Rows:
    """What has been of no use for longer than the settings say."""
    oldest = before(settings.IMPORT_MEMORY_DAYS, now)
    unused = Q(used_at__lt=oldest) | Q(used_at=None, learned_at__lt=oldest)
    return [LearnedAnswer.objects.filter(unused)]
