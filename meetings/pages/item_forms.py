"""What a writer answers under an item in the meeting mode."""

from dataclasses import dataclass
from typing import Any, Self

from django.forms import ModelForm
from django.http import QueryDict

from accounts.models import User
from meetings.forms import DissentForm, FollowUpForm, MinutesForm
from meetings.models import Dissent, FollowUp
from meetings.pages.mode import MeetingMode
from strategy.assessing import AssessmentForm


@dataclass(frozen=True, slots=True)
class ItemForms:
    """What a writer answers under an item.

    Minutes with assessments, one more follow-up, or who disagrees.
    """

    minutes: MinutesForm
    assessments: tuple[AssessmentForm, ...]
    follow_up: FollowUpForm
    dissent: DissentForm

    @classmethod
    def of(cls, mode: MeetingMode, answers: QueryDict, *, by: User) -> Self:
        sent = answers.get("form")
        written = answers if sent == "minutes" else None
        return cls(
            minutes=MinutesForm(
                written,
                instance=mode.item,
                address=mode.writes_to,
                is_main=not (mode.to_decide or mode.may_approve),
                goes_on=mode.after is not None,
            ),
            assessments=_assessments(mode, written),
            follow_up=FollowUpForm(
                answers if sent == "follow-up" else None,
                instance=FollowUp(item=mode.item),
                people=mode.people,
                address=mode.writes_to,
            ),
            dissent=DissentForm(
                answers if sent == "dissent" else None,
                instance=Dissent(item=mode.item, noted_by=by),
                address=mode.writes_to,
            ),
        )

    @property
    def answered(self) -> tuple[ModelForm[Any], ...]:
        """Those that were sent together, if all of them can be saved."""
        together = _valid(self.minutes, *self.assessments)
        return together or _valid(self.follow_up) or _valid(self.dissent)

    @property
    def to_correct(self) -> ModelForm[Any]:
        """The one whose errors the page sums up."""
        answers: tuple[ModelForm[Any], ...] = (self.minutes, *self.assessments, self.dissent)
        return next((form for form in answers if form.is_bound and form.errors), self.follow_up)


def _valid(*forms: ModelForm[Any]) -> tuple[ModelForm[Any], ...]:
    """The forms that were sent together, if they were and all of them can be saved."""
    answers = [form.is_bound and form.is_valid() for form in forms]  # each says what it lacks
    return forms if all(answers) else ()


def _assessments(mode: MeetingMode, answers: QueryDict | None) -> tuple[AssessmentForm, ...]:
    """What the board finds of each goal under the item, from the day of the meeting on."""
    meeting, cluster = mode.meeting, mode.meeting.board.cluster
    if cluster is None or mode.is_early:
        return ()
    return tuple(
        AssessmentForm(
            answers,
            goal=goal,
            cluster=cluster,
            on=meeting.held_on,
            may_leave=True,
            proposed=mode.proposed.get(goal.pk),
        )
        for goal in mode.to_assess
    )
