"""What comes: the steps of the process plan, as a year and as a list."""

import datetime
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Self

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from charts import MeetingMark as MeetingDot
from charts import Span, YearStrip, year_strip
from config.phrases import stretch
from meetings.models import Meeting
from strategy.models import ProcessStep

SHOWN = 3
LABEL_LENGTH = 34
#: Where the name of a step ends and the telling begins; not after a number: “TOPI, 2. runde”.
_NAME_ENDS = re.compile(r"(?<!\d)[.:;](?=\s|$)")
#: Words that a cut label does not end with. Plans are written in Danish.
_LITTLE_WORDS = {"af", "alle", "for", "fra", "i", "med", "mellem", "og", "om", "på", "som", "til"}
_LITTLE_WORDS |= {"de", "den", "der", "det", "en", "et", "hver", "ved"}


@dataclass(frozen=True, slots=True)
class NextStep:
    """A step that is not done: its name and the rest of its text. `state` says how late it is:

    overdue, under_way or coming. deadline: its last day where `when` does not tell it.
    """

    when: str
    name: str
    text: str
    actor: str
    due_on: datetime.date
    from_on: datetime.date
    state: str
    href: str = ""
    deadline: datetime.date | None = None

    @property
    def doer(self) -> str:
        """Who does it, where the text has not named them all already."""
        named = _words(self.actor)
        return "" if named and named <= _words(f"{self.name} {self.text}") else self.actor

    @classmethod
    def of_meeting(cls, meeting: Meeting, *, on: datetime.date) -> Self:
        day = meeting.held_on
        when = stretch(day, day, today=on)
        name, href = _("Board meeting"), meeting.get_absolute_url()
        return cls(when, name, f"{meeting.place}.", "", day, day, "coming", href)

    @classmethod
    def of(cls, step: ProcessStep, *, on: datetime.date) -> Self:
        due = step.deadline_on or step.to_on
        state = "overdue" if due < on else "under_way" if step.from_on <= on else "coming"
        name, text = _name_and_rest(step.text)
        when = stretch(step.from_on, step.to_on, today=on)
        is_told = due == step.to_on and state == "coming"
        deadline = None if is_told else due
        return cls(when, name, text, step.actor, due, step.from_on, state, deadline=deadline)


@dataclass(frozen=True, slots=True)
class NextSteps:
    """Steps of the year drawn, and those not done listed: the overdue first, then by date.

    waiting: all there are; steps: the first of them, for a page. meets_on: when the board meets.
    """

    strip: YearStrip | None
    waiting: tuple[NextStep, ...]
    meets_on: datetime.date | None

    @classmethod
    def of(
        cls,
        plan: Iterable[ProcessStep],
        *,
        on: datetime.date,
        meetings: Sequence[Meeting] = (),
    ) -> Self:
        steps = list(plan)
        ahead = [row for row in meetings if row.is_coming(on)]
        waiting = sorted(
            [
                *(NextStep.of_meeting(meeting, on=on) for meeting in ahead),
                *(NextStep.of(step, on=on) for step in steps if step.done_on is None),
            ],
            key=lambda step: (step.state != "overdue", step.due_on, step.from_on),
        )
        return cls(
            strip=_strip(steps, meetings, on=on),
            waiting=tuple(waiting),
            meets_on=min((row.held_on for row in ahead), default=None),
        )

    @property
    def steps(self) -> tuple[NextStep, ...]:
        return self.waiting[:SHOWN]

    @property
    def listed(self) -> tuple[tuple[NextStep, bool], ...]:
        """All, and whether a screen leaves it to the plan; paper has no more to unfold."""
        return tuple((step, place >= SHOWN) for place, step in enumerate(self.waiting))

    @property
    def further(self) -> int:
        return len(self.waiting) - len(self.steps)

    @property
    def of_plan(self) -> tuple[NextStep, ...]:
        """Those of the process plan, without meetings."""
        return tuple(step for step in self.waiting if not step.href)

    def count(self, state: str) -> int:
        return sum(step.state == state for step in self.waiting)

    @property
    def overdue(self) -> int:
        return self.count("overdue")

    @property
    def next_on(self) -> datetime.date | None:
        """The next deadline of the plan."""
        ahead = (step.due_on for step in self.of_plan if step.state != "overdue")
        return min(ahead, default=None)


def _strip(
    steps: Sequence[ProcessStep], meetings: Sequence[Meeting], *, on: datetime.date
) -> YearStrip | None:
    spans = [
        Span(_label(step.text), step.from_on, step.to_on)
        for step in steps
        if step.from_on.year <= on.year <= step.to_on.year
    ]
    dots = [
        MeetingDot(date_format(meeting.held_on, "j. N").lower(), meeting.held_on)
        for meeting in meetings
        if meeting.held_on.year == on.year
    ]
    return year_strip(on.year, spans=spans, meetings=dots, today=on) if spans or dots else None


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w{4,}", text.casefold()))


def _name_and_rest(text: str) -> tuple[str, str]:
    """The name of a step, up to its first stop, and what is told after it."""
    name, *rest = _NAME_ENDS.split(text.strip(), maxsplit=1)
    return name, "".join(rest).strip()


def _label(text: str) -> str:
    """As much of the name as fits a strip, cut between words."""
    name, _rest = _name_and_rest(text)
    if len(name) <= LABEL_LENGTH:
        return name
    words = name[: LABEL_LENGTH + 1].split()[:-1]
    while len(words) > 1 and words[-1].strip(",").lower() in _LITTLE_WORDS:
        words.pop()
    return " ".join(words).split(", ")[0].rstrip(",")
