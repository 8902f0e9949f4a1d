"""A hearing as it is read: its way, its receivers, the answers with what became of them."""

import datetime
from collections import Counter
from dataclasses import dataclass
from typing import Self

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from config.phrases import number, shortened
from hearings.models import AnswerPart, Hearing, HearingAnswer, HearingReceiver
from hearings.pages.before_moving import accepted_in_vain, without_accounts
from hearings.pages.life import closed_early_on, life_of, ways_offered
from hearings.texts import both_editions, goals_heard
from hearings.workflow import HearingStage
from lifecycle import Transition
from meetings.models import AgendaItem
from meetings.querysets import attended
from strategy.authoring.editions import EditionPart
from strategy.authoring.life import LifeStep
from strategy.models import LocalGoal
from strategy.workflow import LocalGoalStatus

#: What a local goal may have become while it was in hearing, so that nobody works on it any more.
DONE_WITH = (LocalGoalStatus.EVALUATED, LocalGoalStatus.DISCONTINUED)


@dataclass(frozen=True, slots=True)
class ReceiverRow:
    """A receiver, and what it has answered.

    may_answer: whether the reader answers for it as its chair; may_note: or notes its answer on its
    behalf. is_known: whether the reader may know if it has answered.
    """

    receiver: HearingReceiver
    answer: HearingAnswer | None
    parts: int
    may_answer: bool
    may_note: bool
    is_known: bool

    @property
    def has_answered(self) -> bool:
        return self.answer is not None and self.answer.is_sent

    @property
    def has_no_remarks(self) -> bool:
        return self.has_answered and not self.parts and not self.files

    def takes_words(self, on: datetime.date) -> bool:
        """Whether the answer may be written, or amended, on that day."""
        return self.answer is None or self.answer.may_be_changed(on)

    @property
    def files(self) -> int:
        return len(self.answer.files_sent) if self.answer else 0


@dataclass(frozen=True, slots=True)
class HearingPage:
    """What the reader sees of a hearing; fourteen queries, whatever has been answered.

    parts: of the answers that the reader sees, in the order in which they came. owns: whether they
    say what became of them. closed_since: local goals that were evaluated, or given up, after they
    were sent to hearing. closed_early_on: the day it was closed, where that was before a deadline.
    """

    hearing: Hearing
    on: datetime.date
    owns: bool
    receivers: tuple[ReceiverRow, ...]
    public: tuple[HearingAnswer, ...]
    parts: tuple[AnswerPart, ...]
    editions: tuple[EditionPart, ...]
    life: tuple[LifeStep, ...]
    ways: tuple[Transition[HearingStage], ...]
    item: AgendaItem | None
    withdrawn_because: str = ""
    closed_since: tuple[LocalGoal, ...] = ()
    closed_early_on: datetime.date | None = None
    accepted_in_vain: str = ""
    without_accounts: tuple[str, ...] = ()

    @classmethod
    def build(cls, hearing: Hearing, *, user: User, on: datetime.date) -> Self:
        owns = Hearing.objects.editable_by(user).filter(pk=hearing.pk).exists()
        answers = (
            HearingAnswer.objects.visible_to(user)
            .filter(hearing=hearing)
            .select_related("receiver__board", "sent_by")
            .prefetch_related("files")
        )
        for answer in answers:
            answer.hearing = hearing
            if answer.receiver is not None:
                answer.receiver.hearing = hearing
        of_receiver = {answer.receiver_id: answer for answer in answers if answer.receiver_id}
        asked = HearingReceiver.objects.filter(hearing=hearing)
        chaired = set(asked.spoken_for_by(user).values_list("pk", flat=True))
        noted = set(asked.answerable_by(user).values_list("pk", flat=True)) - chaired
        reads_all = owns or hearing.is_decided
        known = set(asked.filter(attended(user, "board")).values_list("pk", flat=True))
        seen = {answer.pk: answer for answer in answers}
        parts = AnswerPart.objects.filter(answer__in=seen).order_by("answer__sent_at", "pk")
        found = tuple(parts.select_related("answer__receiver__board"))
        for part in found:
            part.answer.hearing = hearing
        counts = Counter(part.answer.receiver_id for part in found)
        rows = [
            ReceiverRow(
                receiver=one,
                answer=of_receiver.get(one.pk),
                parts=counts[one.pk],
                may_answer=one.pk in chaired,
                may_note=one.pk in noted,
                is_known=reads_all or one.pk in known,
            )
            for one in hearing.receivers.select_related("board")
        ]
        reads_second = owns or hearing.second is not None
        items = AgendaItem.objects.visible_to(user).filter(pk=hearing.item_id or 0)
        days = hearing.steps.days()
        in_review = owns and hearing.is_in_review
        reminds = owns and (hearing.is_draft or hearing.is_open)
        return cls(
            hearing=hearing,
            on=on,
            owns=owns,
            receivers=tuple(sorted(rows, key=lambda row: row.has_answered)),
            public=tuple(answer for answer in seen.values() if answer.is_public),
            parts=found,
            editions=_editions(hearing) if reads_second else (),
            life=life_of(hearing, days),
            ways=ways_offered(hearing) if owns else (),
            item=items.select_related("meeting__board").first(),
            withdrawn_because=_why_withdrawn(hearing),
            closed_since=_closed_since(hearing),
            closed_early_on=closed_early_on(hearing, days),
            accepted_in_vain=accepted_in_vain(hearing) if in_review else "",
            without_accounts=tuple(without_accounts(hearing, on=on)) if reminds else (),
        )

    @property
    def lacking(self) -> list[str]:
        """The names of those that have not answered, as far as the reader may know."""
        rows = [row for row in self.receivers if row.is_known and not row.has_answered]
        return [str(row.receiver.board) for row in rows]

    @property
    def is_partly_known(self) -> bool:
        """Whether there are receivers of which the reader may not know if they have answered."""
        return not all(row.is_known for row in self.receivers)

    @property
    def unjudged(self) -> list[AnswerPart]:
        return [part for part in self.parts if not part.verdict]

    @property
    def to_judge(self) -> list[AnswerPart]:
        """What the reader is to go through now."""
        return self.unjudged if self.owns and self.hearing.is_in_review else []

    @property
    def differing(self) -> list[EditionPart]:
        return [part for part in self.editions if part.differing]

    @property
    def same(self) -> int:
        """How many passages are equal in both editions."""
        return len(self.editions) - len(self.differing)

    @property
    def is_late(self) -> bool:
        """Whether answers are still awaited after the deadline."""
        return self.hearing.takes_answers and self.hearing.is_late(self.on)

    @property
    def sets_deadlines(self) -> bool:
        """Whether the reader may give a receiver a deadline of its own."""
        return self.owns and (self.hearing.is_draft or self.hearing.takes_answers)

    @property
    def to_answer(self) -> list[ReceiverRow]:
        """The boards for which the reader answers as the chair, or amends the answer."""
        return [row for row in self.receivers if row.may_answer and row.takes_words(self.on)]

    @property
    def to_note(self) -> list[ReceiverRow]:
        """The boards whose answer the reader may note on their behalf, as their secretary."""
        return [row for row in self.receivers if row.may_note and row.takes_words(self.on)]

    @property
    def receivers_heading(self) -> str:
        lacking = self.lacking
        if not self.receivers:
            return _("Answers come by the open link alone")
        if self.hearing.is_draft:
            return ngettext(
                "%(number)s receiver is to be asked",
                "%(number)s receivers are to be asked",
                len(lacking),
            ) % {"number": number(len(lacking)).capitalize()}
        if self.is_partly_known and not lacking:
            asked = len(self.receivers)
            return ngettext(
                "%(number)s receiver is asked", "%(number)s receivers are asked", asked
            ) % {"number": number(asked).capitalize()}
        if not lacking:
            return _("All receivers have answered")
        return ngettext(
            "%(names)s has not answered", "%(names)s have not answered", len(lacking)
        ) % {"names": shortened(lacking)}

    @property
    def answers_heading(self) -> str:
        """How many answers there are, and how many still lack a word of what became of them."""
        if not self.parts:
            return _("Nobody has written remarks yet")
        count, lacking = len(self.parts), len(self.unjudged)
        told = {
            "count": number(count, neuter=True).capitalize(),
            "lacking": number(lacking, neuter=True),
        }
        if not lacking:
            return (
                ngettext(
                    "%(count)s proposal, and it has been gone through",
                    "%(count)s proposals, and all have been gone through",
                    count,
                )
                % told
            )
        return (
            ngettext(
                "%(count)s proposal, and %(lacking)s is to be gone through",
                "%(count)s proposals, and %(lacking)s are to be gone through",
                count,
            )
            % told
        )

    @property
    def editions_heading(self) -> str:
        names = [part.name for part in self.differing]
        if not names:
            return _("Nothing has been changed in the text since the hearing was opened")
        return _("Changed: %(names)s") % {"names": shortened(names)}

    @property
    def decision_heading(self) -> str:
        if self.hearing.is_decided:
            return _("It has been decided")
        if self.item is None or self.item.meeting is None:
            return _("The hearing is on no agenda yet")
        meeting = self.item.meeting
        day = date_format(meeting.held_on, "DATE_FORMAT")
        return _("%(board)s takes it up on %(day)s") % {"board": meeting.board, "day": day}

    @property
    def resolution(self) -> str:
        """What was decided, for all who were asked; of a closed item for the board alone."""
        if self.item is not None:
            return self.item.resolution
        item = self.hearing.item
        if not self.hearing.is_decided or item is None or item.is_confidential:
            return ""
        return item.resolution

    @property
    def shows_answers(self) -> bool:
        return not self.hearing.is_draft and bool(self.owns or self.parts)


def _editions(hearing: Hearing) -> tuple[EditionPart, ...]:
    if hearing.content is None:
        return ()
    return both_editions(hearing.first_text, hearing.second_text)


def _closed_since(hearing: Hearing) -> tuple[LocalGoal, ...]:
    """Those in its text that nobody can write in any more, while the answers still count."""
    if not (hearing.is_of_local_goals and hearing.takes_answers):
        return ()
    goals = goals_heard(hearing).filter(status__in=DONE_WITH)
    return tuple(goals.select_related("goal", "institution", "cluster"))


def _why_withdrawn(hearing: Hearing) -> str:
    if hearing.stage != HearingStage.WITHDRAWN:
        return ""
    step = hearing.steps.filter(to_state=HearingStage.WITHDRAWN).last()
    return step.comment if step else ""
