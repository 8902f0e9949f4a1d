"""The questions of the local goal's form, listed once.

Every answer is asked for in the form, saved while it is written, merged with another's, compared,
kept in the history, looked through for CPR numbers, and written down when the committee approves.
Where else it goes, `outputs` says. All of an effort goes wherever its goal's efforts go.
"""

import enum
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from strategy.answer_kinds import (
    AnswerKind,
    DayAnswer,
    FormField,
    NumberAnswer,
    RowsAnswer,
    ShortAnswer,
    TiedAnswer,
)


class Output(enum.Enum):
    """Where an answer goes besides those that hold every answer."""

    WORD = "the form in Word, fetched and read in"
    PAPER = "the paper of an institution"
    MEETING = "an item of a meeting, and its paper"
    FIGURES = "the workbook and the API"


EVERYWHERE = frozenset(Output)

#: An effort's own. The first says what it is; what follows may be left empty.
EFFORT_FIELDS = (
    FormField("text", _("Effort"), _("Effort"), AnswerKind(), is_copied=True),
    FormField("responsible", _("Responsible"), _("Responsible"), ShortAnswer()),
    FormField("due_on", _("Deadline"), _("Deadline"), DayAnswer()),
)
EFFORTS = RowsAnswer(EFFORT_FIELDS)

#: What a goal says of its effect as a number; all of it may be left empty. In lines, as in the Word
#: form and on papers, it is one: “Børn med en ven (enhed: pct.; udgangspunkt: 60; måltal: 80)”.
MEASURE_FIELDS = (
    FormField(
        "measure", _("What is counted"), _("Measured as"), ShortAnswer(), EVERYWHERE, is_copied=True
    ),
    FormField("unit", _("Unit"), _("Unit"), ShortAnswer(), EVERYWHERE, is_copied=True),
    FormField("baseline", _("Baseline"), _("Baseline"), NumberAnswer(), EVERYWHERE),
    FormField("target", _("Target figure"), _("Target figure"), NumberAnswer(), EVERYWHERE),
)
MEASURE = RowsAnswer(MEASURE_FIELDS)

#: The goal's, in the order of the form.
GOAL_FIELDS = (
    FormField(
        "text",
        _("Which local goals are needed to reach goal %(number)s"),
        _("Local goal"),
        AnswerKind(),
        EVERYWHERE,
        is_copied=True,
    ),
    FormField(
        "efforts",
        _("Description of efforts"),
        _("Efforts"),
        EFFORTS,
        EVERYWHERE,
        is_copied=True,
    ),
    FormField(
        "how",
        _("How"),
        _("How the effect is measured"),
        AnswerKind(),
        EVERYWHERE,
        is_copied=True,
    ),
    FormField(
        "measured_on",
        _("When"),
        _("When the effect is measured"),
        DayAnswer(),
        EVERYWHERE - {Output.PAPER},
    ),
    FormField(
        "when_text",
        _("When, in your own words"),
        _("When, in words"),
        ShortAnswer(),
        EVERYWHERE,
    ),
    *MEASURE_FIELDS,
    FormField(
        "responsible",
        _("Responsible"),
        _("Responsible"),
        ShortAnswer(),
        frozenset({Output.MEETING}),
    ),
    FormField(
        "indicators",
        _("Indicators the goal contributes to"),
        _("Indicators the goal contributes to"),
        TiedAnswer(),
    ),
)

#: A learning loop's, in the order of its page: expected before the figures are read, then tried,
#: seen and decided. Not in the Word form, which is the municipality's own, with its four columns.
LOOP_FIELDS = (
    FormField("title", _("What do you want to learn (optional)"), _("Loop"), ShortAnswer()),
    FormField("expectation", _("What do you expect, and why"), _("We expect"), AnswerKind()),
    FormField("expected", _("The number you expect (optional)"), _("Expected"), NumberAnswer()),
    FormField("expected_of", _("Out of (optional)"), _("Expected out of"), NumberAnswer()),
    FormField("trial", _("What do you try"), _("We try"), AnswerKind()),
    FormField("seen", _("What have you seen"), _("We saw"), AnswerKind()),
    FormField("what_now", _("What do you do now"), _("Now we do"), AnswerKind()),
)
#: What is locked when the figures come.
EXPECTATION = ("expectation", "expected", "expected_of")

#: Those that stand in columns of the goal's own row.
GOAL_COLUMNS = tuple(
    field for field in GOAL_FIELDS if not isinstance(field.kind, (RowsAnswer, TiedAnswer))
)


def answers_in_words(answers: Mapping[str, Any]) -> str:
    """All that a form's answers say, by the headings of the questions."""
    said = (
        (field.heading, ", ".join(filter(None, field.kind.texts(answers[field.name]))))
        for field in (*GOAL_FIELDS, *LOOP_FIELDS)
        if answers.get(field.name)
    )
    return "; ".join(f"{heading}: {words}" for heading, words in said if words)
