"""A child's sheet: one question a page, carried from page to page, and counted when it is sent."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Self

from django.http import QueryDict

from measurements.models import ScaleStep, Topic
from voices.answering import Question, new_sheet

#: What is drawn beside a question, by what it asks for; any other has a star.
PICTURES = {
    "boerneinterview-glad": "house",
    "boerneinterview-venner": "friends",
    "boerneinterview-trost": "heart",
    "boerneinterview-hoert": "ear",
    "boerneinterview-bestemme": "hand",
    "boerneinterview-ude": "tree",
}
SHEET = re.compile(r"[\w-]{8,40}")


def picture_of(topic: Topic) -> str:
    """The template that draws what a question is about."""
    return f"voices/pictures/{PICTURES.get(topic.lineage, 'star')}.html"


@dataclass(frozen=True, slots=True)
class AnswerButton:
    """An answer to press: its words, and a face from glad to sad."""

    step: ScaleStep
    face: str

    @classmethod
    def all_of(cls, steps: Sequence[ScaleStep]) -> tuple[Self, ...]:
        """The best first; only the ends have a face that smiles or is sad."""
        last = len(steps) - 1
        return tuple(
            cls(step, f"voices/pictures/{_face(place, last)}.html")
            for place, step in enumerate(steps)
        )


def _face(place: int, last: int) -> str:
    if place * 2 < last:
        return "glad"
    return "middle" if place * 2 == last else "sad"


@dataclass(slots=True)
class Interview:
    """Where a child is on the way: at 0 before the first question, past the last at the end.

    answers: question → step, of those answered. A question may be left out.
    """

    questions: list[Question]
    sheet: str = field(default_factory=new_sheet)
    number: int = 0
    answers: dict[int, int] = field(default_factory=dict)

    @classmethod
    def of(cls, sent: QueryDict, questions: list[Question]) -> Self:
        """As the page before sent it, one step on or back. What is no answer is left out."""
        at = cls(questions, number=_number(sent.get("nr"), most=len(questions)))
        sheet = str(sent.get("sheet", ""))
        if SHEET.fullmatch(sheet):
            at.sheet = sheet
        for topic, steps in questions:
            at._keep(topic, steps, sent.get(f"question_{topic.pk}", ""))
        if "tilbage" in sent:
            at.number = max(at.number - 1, 1)
        else:
            at._answer(sent.get("svar", ""))
        return at

    def _keep(self, topic: Topic, steps: Sequence[ScaleStep], sent: str) -> None:
        known = {str(step.pk): step.pk for step in steps}
        if sent in known:
            self.answers[topic.pk] = known[sent]

    def _answer(self, sent: str) -> None:
        """Take the answer to the question one was at, and go on."""
        if 1 <= self.number <= len(self.questions):
            topic, steps = self.questions[self.number - 1]
            self.answers.pop(topic.pk, None)
            self._keep(topic, steps, sent)
        self.number = min(self.number + 1, len(self.questions) + 1)

    @property
    def count(self) -> int:
        return len(self.questions)

    @property
    def topic(self) -> Topic | None:
        """The question to ask now; None at either end."""
        return self.questions[self.number - 1][0] if 1 <= self.number <= self.count else None

    @property
    def buttons(self) -> tuple[AnswerButton, ...]:
        return AnswerButton.all_of(self.questions[self.number - 1][1]) if self.topic else ()

    @property
    def picture(self) -> str:
        return picture_of(self.topic) if self.topic else "voices/pictures/star.html"

    @property
    def kept(self) -> tuple[tuple[str, int], ...]:
        """What the page sends along: the names and values of its hidden fields."""
        return tuple((f"question_{topic}", step) for topic, step in self.answers.items())

    @property
    def is_at_the_end(self) -> bool:
        return self.number > self.count


def _number(sent: str | None, *, most: int) -> int:
    return min(int(sent), most + 1) if sent and re.fullmatch(r"[0-9]{1,3}", sent) else 0
