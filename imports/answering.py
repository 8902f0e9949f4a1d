"""What somebody answers about a file on a page, checked against what was asked there."""

import hashlib
from collections.abc import Collection, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from config.privacy import CPR_FOUND, looks_like_cpr
from imports.arranging.mending import ONE_CELL
from imports.arranging.questions import FileQuestion

#: The longest answer that is written rather than chosen.
LONGEST = 500
KEEP, LEAVE = "keep", "leave"
#: What a field begins with: an answer, a written one, "remember it"; one cell, one row.
ANSWER, WRITTEN, REMEMBER, CELL, ROW = "svar-", "tekst-", "husk-", "celle-", "raekke-"
#: Chosen where another answer is written.
OTHER = "-"


@dataclass(slots=True)
class Given:
    """Answers by the id of their question. wrong: what is wrong with others, by id.

    unremembered: those that are not to be remembered. dropped: questions that are answered no more.
    """

    answers: dict[str, str] = field(default_factory=dict)
    wrong: dict[str, str] = field(default_factory=dict)
    unremembered: list[str] = field(default_factory=list)
    dropped: set[str] = field(default_factory=set)


def key_of(question_id: str) -> str:
    """What the fields of a question are called by: its id may hold any text."""
    return hashlib.sha256(question_id.encode()).hexdigest()[:16]


def given_in(
    told: Mapping[str, str],
    questions: Iterable[FileQuestion],
    *,
    cells: Mapping[str, str] | None = None,
    rows: Collection[int] = (),
    answered: Container[str] = (),
) -> Given:
    """What was answered to these questions, in these cells and about these rows.

    What was not asked is passed over, so that nobody answers what they were not shown. cells: of
    each address what stands there: sent back unchanged, it has not been corrected. answered: the
    questions that had an answer before.
    """
    given = Given()
    asked = tuple(questions)
    for question in asked:
        _take(question, told, given, is_answered=question.id in answered)
    given.dropped |= {id_ for one in asked if one.id in given.wrong for id_ in one.also}
    given.answers = with_columns(asked, given.answers)
    for address, stands in (cells or {}).items():
        text = told.get(CELL + address)
        if text is None:
            continue
        if text.strip() == stands:
            given.dropped.add(ONE_CELL + address)
        else:
            _write(ONE_CELL + address, text.strip(), given)
    for number in rows:
        if (said := told.get(f"{ROW}{number}")) in (KEEP, LEAVE):
            given.answers[f"row:{number}"] = said
    return given


def cells_of(questions: Iterable[FileQuestion]) -> Iterator[str]:
    """The addresses of all cells they are about."""
    return (cell for one in questions for cell in one.cells)


def with_columns(questions: Iterable[FileQuestion], answers: Mapping[str, str]) -> dict[str, str]:
    """The answers, those about several columns for each of the columns, too."""
    own = {id_: answers[one.id] for one in questions if one.id in answers for id_ in one.also}
    return {**answers, **own}


def _take(
    question: FileQuestion, told: Mapping[str, str], given: Given, *, is_answered: bool
) -> None:
    key = key_of(question.id)
    if ANSWER + key not in told and WRITTEN + key not in told:
        if not is_answered:  # of several buttons none was pressed
            given.wrong[question.id] = _("This has not been answered yet.")
        return
    chosen, written = told.get(ANSWER + key, OTHER), told.get(WRITTEN + key, "").strip()
    if question.takes_text and chosen in ("", OTHER) and written:
        _write(question.id, written, given)
    elif chosen in {choice.value for choice in question.choices}:
        given.answers[question.id] = chosen
    elif chosen in ("", OTHER):
        given.wrong[question.id] = _("This has not been answered yet.")
    else:
        given.wrong[question.id] = _("Choose one of the answers.")
    if REMEMBER + key not in told:
        given.unremembered.append(question.id)


def _write(id_: str, text: str, given: Given) -> None:
    """An answer in one's own words; a cell may be made empty."""
    if len(text) > LONGEST:
        given.wrong[id_] = _("Write at most %(limit)s characters.") % {"limit": LONGEST}
    elif looks_like_cpr(text):
        given.wrong[id_] = str(CPR_FOUND)
    else:
        given.answers[id_] = text
