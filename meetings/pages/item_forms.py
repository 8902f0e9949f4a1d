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
    def of(cls, mode: MeetingMode, answers: QueryDict, *, by: User, with_rows: bool = True) -> Self:
        """with_rows: whether a follow-up or a statement that is written is added."""
        sent = answers.get("form")
        written = answers if sent == "minutes" else None

        def row(form: type[FollowUpForm | DissentForm], name: str) -> QueryDict | None:
            is_asked = sent == name or form.BUTTON in answers or _is_written(answers, name)
            return answers if with_rows and is_asked else None

        return cls(
            minutes=MinutesForm(
                written,
                instance=mode.item,
                address=mode.writes_to,
                is_main=not (mode.to_decide or mode.may_approve),
                goes_on=mode.after is not None,
                is_early=mode.is_early,
            ),
            assessments=_assessments(mode, written),
            follow_up=FollowUpForm(
                row(FollowUpForm, "follow-up"),
                instance=FollowUp(item=mode.item),
                people=mode.people,
            ),
            dissent=DissentForm(
                row(DissentForm, "dissent"),
                instance=Dissent(item=mode.item, noted_by=by),
            ),
        )

    @property
    def answered(self) -> tuple[ModelForm[Any], ...]:
        """All that were sent, if all of them can be saved."""
        return _valid(self.minutes, *self.assessments, self.follow_up, self.dissent)

    @property
    def minutes_answered(self) -> tuple[ModelForm[Any], ...]:
        """The minutes and assessments alone, if they were sent and can be saved."""
        return _valid(self.minutes, *self.assessments) if self.minutes.is_bound else ()

    @property
    def to_correct(self) -> ModelForm[Any]:
        """The one whose errors the page sums up."""
        answers: tuple[ModelForm[Any], ...] = (self.minutes, *self.assessments, self.dissent)
        return next((form for form in answers if form.is_bound and form.errors), self.follow_up)


def _valid(*forms: ModelForm[Any]) -> tuple[ModelForm[Any], ...]:
    """The forms that were sent, if all of them can be saved."""
    sent = tuple(form for form in forms if form.is_bound)
    answers = [form.is_valid() for form in sent]  # each says what it lacks
    return sent if all(answers) else ()


def _is_written(answers: QueryDict, name: str) -> bool:
    """Whether something stands in a row that was sent along."""
    return any(answers.get(key, "").strip() for key in answers if key.startswith(f"{name}-"))


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
            is_open=not meeting.is_over,
            occasion=meeting.occasion,
        )
        for goal in mode.to_assess
    )
