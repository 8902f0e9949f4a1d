"""What the figures of a programme say, in sentences that only say what the figures say."""

import datetime
from collections.abc import Mapping, Sequence
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from chance import extremes
from chance import words as chance_words
from config import numbers
from config.phrases import clauses, listing, number, sentence
from programmes.disclosure import SHARES_FROM, AnsweredQuestion, AnswerFigure, written
from programmes.models import Question
from programmes.schedule import BEGUN, CourseState


def n_of(answers: AnsweredQuestion) -> str:
    """“(n = 70)”, with a space before it; nothing where nobody tells how many."""
    return f" (n = {answers.respondents})" if answers.respondents else ""


def amount(figure: AnswerFigure, answers: AnsweredQuestion) -> str:
    """“61 %”, “7 of 12”, or the source's own words; empty where nothing may be told."""
    if figure.words:
        return figure.words
    if figure.is_hidden:
        return ""
    total = answers.respondents
    if figure.percent is not None and (answers.is_published or (total or 0) >= SHARES_FROM):
        return f"{written(figure.percent)} %"
    if figure.count is not None and total:
        return _("%(part)s of %(whole)s") % {"part": figure.count, "whole": total}
    return ""


def above(answers: AnsweredQuestion) -> str:
    """“61 % svarer i høj eller meget høj grad (n = 70)”; empty where that may not be told."""
    told = answers.high
    if told is not None:
        how_much = amount(told, answers)
        if not how_much:
            return ""
        both = told.low is not None and told.high is not None and told.high > told.low
        words = _("in high or very high degree") if both else _lowered(told.label)
        return _("%(amount)s answer %(degree)s") % {
            "amount": how_much,
            "degree": words,
        } + n_of(answers)
    for part in answers.parts:
        if part.words and part.low and part.low > (answers.steps + 1) / 2:
            return _("%(amount)s answer %(degree)s") % {
                "amount": part.words,
                "degree": _lowered(part.label),
            } + n_of(answers)
    return ""


def summary(answers: AnsweredQuestion) -> str:
    """One sentence on a question's answers; empty where nothing may be told."""
    if answers.is_hidden:
        return ""
    if answers.kind == Question.Kind.MEAN:
        if answers.mean is None:
            return ""
        return _("%(mean)s on the scale 1–5") % {"mean": mean(answers.mean)} + n_of(answers)
    if answers.kind == Question.Kind.DEGREE:
        return above(answers)
    if answers.completed and answers.respondents:
        return _("%(n)s have answered, %(completed)s of them everything") % {
            "n": answers.respondents,
            "completed": answers.completed,
        }
    if not answers.parts:
        return _("%(n)s have answered") % {"n": answers.respondents} if answers.respondents else ""
    told = [
        (part.percent or Decimal(0), f"{amount(part, answers)} {_lowered(part.label)}")
        for part in answers.parts
        if amount(part, answers)
    ]
    return max(told, key=lambda one: one[0])[1] + n_of(answers) if told else ""


def mean(value: Decimal) -> str:
    return numbers.written(value, 1)


def _lowered(label: str) -> str:
    return label[:1].lower() + label[1:]


def parts_in_words(answers: AnsweredQuestion) -> list[tuple[str, str]]:
    """Every part as (“61 %”, “i høj grad”), with its count if one is told."""
    rows = []
    for part in answers.parts:
        how_much = amount(part, answers)
        if how_much and part.percent is not None and part.count is not None and "%" in how_much:
            how_much = f"{how_much} ({part.count})"
        rows.append((how_much, part.label))
    return rows


def evaluation_heading(rows: Sequence[tuple[str, AnsweredQuestion]]) -> str:
    """What the newest key question says. rows: (name of the point, answers), in order."""
    for point, answers in reversed(rows):
        if told := above(answers):
            return _("%(point)s: %(sentence)s") % {"point": point, "sentence": told}
    return _("Nothing has been answered yet")


def development(values: Sequence[tuple[str, Decimal, int | None]], *, is_percent: bool) -> str:
    """Where a question asked several times stands highest and lowest, where chance does not do as
    much; never called progress. values: (when, mean or per cent, how many answered).
    """
    if len(values) < 2:
        return ""
    told = [
        f"{written(value)} % ({name})" if is_percent else f"{mean(value)} ({name})"
        for name, value, _of in values
    ]
    highest = max(value for _name, value, _of in values)
    lowest = min(value for _name, value, _of in values)
    if highest == lowest:
        return _("%(values)s: the same each time.") % {"values": listing(told)}
    answers = [(value, of) for _name, value, of in values]
    ends = (Decimal(0), Decimal(100)) if is_percent else (Decimal(1), Decimal(5))
    judged = extremes(answers, lowest=ends[0], highest=ends[1])
    if not judged.way:
        return f"{listing(told)}. {capfirst(chance_words.clause(judged))}."
    return _("%(values)s. Highest: %(highest)s. Lowest: %(lowest)s.") % {
        "values": listing(told),
        "highest": listing([name for name, value, _of in values if value == highest]),
        "lowest": listing([name for name, value, _of in values if value == lowest]),
    }


def themes_heading(themes: Sequence[tuple[str, int]]) -> str:
    """The theme, or themes, with most comments: (name, how many)."""
    if not themes:
        return _("No theme has enough comments to be shown")
    most = max(count for _name, count in themes)
    names = [f"»{name}«" for name, count in themes if count == most]
    return ngettext(
        "%(names)s is what most comments are about: %(count)s",
        "%(names)s are what most comments are about: %(count)s each",
        len(names),
    ) % {"names": listing(names), "count": most}


def progress(states: Mapping[CourseState, int]) -> str:
    """How many courses are over, under way and to come, as a sentence."""
    counts = [
        (
            states.get(CourseState.OVER, 0),
            ngettext(
                "%(n)s course is finished",
                "%(n)s courses are finished",
                states.get(CourseState.OVER, 0),
            ),
        ),
        (
            states.get(CourseState.FOLLOW_UP, 0),
            ngettext(
                "%(n)s is followed up",
                "%(n)s are followed up",
                states.get(CourseState.FOLLOW_UP, 0),
            ),
        ),
        (
            states.get(CourseState.WORKSHOPS, 0),
            ngettext(
                "%(n)s is in workshops",
                "%(n)s are in workshops",
                states.get(CourseState.WORKSHOPS, 0),
            ),
        ),
        (
            states.get(CourseState.PREPARING, 0),
            ngettext(
                "%(n)s is being prepared",
                "%(n)s are being prepared",
                states.get(CourseState.PREPARING, 0),
            ),
        ),
        (
            states.get(CourseState.PLANNED, 0),
            ngettext("%(n)s is to come", "%(n)s are to come", states.get(CourseState.PLANNED, 0)),
        ),
    ]
    told = [words % {"n": number(count, neuter=True)} for count, words in counts if count]
    return sentence(clauses(told)) if told else _("No courses have been planned yet.")


def timetable_heading(states: Mapping[CourseState, int], own: Sequence[tuple[str, str]]) -> str:
    """“31 af 36 forløb er begyndt; Klynge Fyrtårnet: afsluttet”. own: (course, its state)."""
    begun = sum(states.get(state, 0) for state in BEGUN)
    total = sum(states.values())
    if not total:
        return _("No courses have been planned yet")
    text = ngettext(
        "%(begun)s of %(total)s course has begun",
        "%(begun)s of %(total)s courses have begun",
        total,
    ) % {"begun": begun, "total": total}
    if own:
        text += "; " + listing([f"{name}: {state.lower()}" for name, state in own[:2]])
    return text


def chain_heading(told: int, total: int) -> str:
    """How much of the theory of change has figures beside it."""
    if not total:
        return _("The theory of change has not been written yet")
    return ngettext(
        "%(told)s of %(total)s link has figures",
        "%(told)s of %(total)s links have figures",
        total,
    ) % {"told": told, "total": total}


def clashes_heading(count: int) -> str:
    if not count:
        return _("Nothing clashes")
    return capfirst(
        ngettext(
            "%(n)s thing cannot be as it is planned",
            "%(n)s things cannot be as they are planned",
            count,
        )
        % {"n": number(count)}
    )


def due_heading(overdue: int, soon: int) -> str:
    if not overdue and not soon:
        return _("Nothing is due in the next month")
    parts = []
    if overdue:
        parts.append(
            ngettext(
                "%(n)s stage should have been held", "%(n)s stages should have been held", overdue
            )
            % {"n": number(overdue, neuter=True)}
        )
    if soon:
        parts.append(
            ngettext(
                "%(n)s is to be held within a month", "%(n)s are to be held within a month", soon
            )
            % {"n": number(soon, neuter=True)}
        )
    return capfirst(clauses(parts))


def status_heading(on: datetime.date | None) -> str:
    """Of which day the source's own words on the courses are."""
    day = date_format(on, "DATE_FORMAT") if on else ""
    return _("What the source said of the courses on %(day)s") % {"day": day}


def moves_heading(count: int) -> str:
    if not count:
        return _("Nothing has been moved")
    return capfirst(ngettext("%(n)s move", "%(n)s moves", count) % {"n": number(count)})
