"""Local goals from a spreadsheet: drafts for the leaders to go on with, never more than that.

Only a board adopts a goal and only a leader tells how it goes, so a file can do neither: its status
stays in the imported row. What is there already is left as it is, whoever wrote it.
"""

import datetime
import re
import uuid
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from config.bullets import items
from files.spreadsheets import Row, Sheet
from files.spreadsheets.danish_values import (
    NotUnderstood,
    danish_date,
    fold,
    is_missing,
    shown,
)
from imports.arranging.questions import Choice
from imports.diff import in_order
from imports.progress import ImportStage, with_progress
from measurements.importing.content import Content, Measured, SeenLocalGoal
from measurements.importing.known import Register, fingerprint_of
from measurements.importing.places import RowPlaces, note_match
from measurements.importing.reading.telling import Telling
from measurements.importing.values import Wrong, count_in, number_in
from measurements.layouts import NUMBERS, Meaning, Recognised
from measurements.layouts.goals import LOCAL_GOALS
from measurements.models import Import
from strategy.models import Goal, LocalGoal
from strategy.workflow import LocalGoalStatus

LONGEST = {
    Meaning.RESPONSIBLE: 100,
    Meaning.WHEN: 100,
    Meaning.MEASURE: LocalGoal._meta.get_field("measure").max_length or 0,
    Meaning.UNIT: LocalGoal._meta.get_field("unit").max_length or 0,
}
#: What says where a goal is, and under which it stands.
WHERE = frozenset((*NUMBERS, Meaning.NAME, Meaning.GOAL))
#: A goal with its number: “3”, “Mål 3”, “3. Alle børn er med”.
NUMBERED_GOAL = re.compile(
    r"(?:strategisk\s+)?(?:mål|nr\.?)?\s*(?:nr\.?\s*)?(\d{1,3})\s*(?:[.:)–\s-]\s*(.*))?",
    re.IGNORECASE | re.DOTALL,
)
#: With the import's key and the row, it makes the key of the form that the row stands for.
NAMESPACE = uuid.UUID("6d0f3a52-2f0e-4f0b-9c53-0f8a8b8f4a11")


def read_local_goals(sheet: Sheet, recognised: Recognised, *, register: Register) -> Content:
    """Everything the file says of local goals. Faults name every cell to be mended."""
    return GoalReading(sheet, recognised, register).read()


class GoalsCalled:
    """The strategic goals by what files call them. goals: by their numbers."""

    def __init__(self, goals: Mapping[int, Goal]) -> None:
        self.goals = goals
        self.by_words: dict[str, set[int]] = {}
        for number, goal in goals.items():
            for text in filter(None, (goal.text, goal.short_name)):
                self.by_words.setdefault(fold(text), set()).add(number)

    def of(self, text: str) -> Goal | None:
        """The goal that a text names in its own words, or with its number before them."""
        match = NUMBERED_GOAL.fullmatch(text.strip())
        told, words = (int(match[1]), match[2] or "") if match else (0, text)
        numbers = self.by_words.get(fold(words), set()) if fold(words) else {told}
        if told:
            numbers = numbers & {told}
        return self.goals.get(next(iter(numbers))) if len(numbers) == 1 else None

    @property
    def choices(self) -> tuple[Choice, ...]:
        """All of them, to be asked about."""
        return tuple(
            Choice(str(number), f"{number}. {one.short_name or one.text}")
            for number, one in sorted(self.goals.items())
        )


class GoalReading(Telling):
    """One pass over a file of local goals."""

    def __init__(self, sheet: Sheet, recognised: Recognised, register: Register) -> None:
        super().__init__(sheet, recognised)
        self.places = RowPlaces(register, recognised.columns)
        # The newest strategy last, so that its goals are those meant.
        common = Goal.objects.common().in_force().order_by("strategy__from_year", "strategy")
        self.goals = {goal.number: goal for goal in common}
        self.called = GoalsCalled(self.goals)

    def read(self) -> Content:
        content = self.content
        seen: dict[tuple[Any, ...], SeenLocalGoal] = {}
        for row in with_progress(ImportStage.READING, self.sheet.rows, self.content.errors):
            goal = self.local_goal(row)
            if goal is None:
                continue
            first = seen.setdefault(key_of(goal), goal)
            if first is not goal:
                sentence = _("Rows %(first)s and %(again)s say the same; it counts once.")
                words = {"first": first.row, "again": row.number}
                self.notice(sentence % words, row, self.columns[Meaning.TEXT])
        content.local_goals = list(seen.values())
        self.tell_of_the_status()
        content.errors = in_order(content.errors)
        used = sorted(content.institutions.values(), key=lambda one: one.pk)
        goals = sorted((number, goal.pk) for number, goal in self.goals.items())
        content.facts = fingerprint_of("local_goals", goals, used)
        return content

    def local_goal(self, row: Row) -> SeenLocalGoal | None:
        found = self.places.find(row.cells)
        if found.fault:
            meaning, text, sentence = found.fault
            self.error(row, self.columns[meaning], found.unit, sentence, found=text)
        elif found.notice:
            self.notice(found.notice, row, self.columns[Meaning.NAME])
        if found.is_by_name:
            note_match(self.content, self.places, found, row, self.sheet)
        if found.institution and self.says_nothing(row):
            return None  # a place that has written no goal yet
        goal = self.goal(row, found.unit)
        text = self.text(row, Meaning.TEXT, found.unit)
        if not text:
            sentence = _("The text of the local goal is missing.")
            self.error(row, self.columns[Meaning.TEXT], found.unit, sentence)
        responsible = self.text(row, Meaning.RESPONSIBLE, found.unit)
        when = self.when(row, found.unit)
        measured = self.measured(row, found.unit)
        if found.institution is None or goal is None or not text:
            return None
        self.content.institutions[found.institution.pk] = found.institution
        return SeenLocalGoal(
            found.institution.pk,
            goal.pk,
            goal.number,
            text,
            tuple(items(self.text(row, Meaning.EFFORTS, found.unit))),
            self.text(row, Meaning.HOW, found.unit),
            *when,
            responsible,
            row.number,
            measured,
        )

    def says_nothing(self, row: Row) -> bool:
        """Whether a row says where it is, and nothing of a goal."""
        told = {one: at for one, at in self.columns.items() if one not in WHERE}
        return all(is_missing(row.cells[at]) for at in told.values())

    def goal(self, row: Row, unit: str) -> Goal | None:
        """The strategic goal that the row names: by its number, its words, or both."""
        index = self.columns[Meaning.GOAL]
        cell = row.cells[index]
        if (named := self.called.of(shown(cell))) is not None:
            return named
        try:
            goal = self.goals.get(count_in(cell) or 0)
        except Wrong:
            goal = None
        if goal is None:
            sentence = _(
                "There is no strategic goal with this number. Write one of these: %(numbers)s."
            )
            numbers = ", ".join(map(str, sorted(self.goals))) or "–"
            offered = self.called.choices
            self.error(row, index, unit, sentence % {"numbers": numbers}, offered=offered)
        return goal

    def when(self, row: Row, unit: str) -> tuple[datetime.date | None, str]:
        """The day and the words: a date where the cell holds one, else what it says."""
        index = self.columns.get(Meaning.WHEN)
        if index is None or is_missing(row.cells[index]):
            return None, ""
        try:
            return danish_date(row.cells[index]), ""
        except NotUnderstood:
            return None, self.text(row, Meaning.WHEN, unit)

    def measured(self, row: Row, unit: str) -> Measured:
        """What is counted, and from where to where."""
        told = Measured(
            self.text(row, Meaning.MEASURE, unit),
            self.text(row, Meaning.UNIT, unit),
            self.number(row, Meaning.BASELINE, unit),
            self.number(row, Meaning.TARGET, unit),
        )
        numbers = (Meaning.TARGET, Meaning.BASELINE)
        said = [one for one in numbers if getattr(told, one.value) is not None]
        if said and not told.measure:
            sentence = _("Write what the numbers count.")
            self.error(
                row, self.columns.get(Meaning.MEASURE, self.columns[said[0]]), unit, sentence
            )
        return told

    def number(self, row: Row, meaning: Meaning, unit: str) -> Decimal | None:
        index = self.columns.get(meaning)
        if index is None or is_missing(row.cells[index]):
            return None
        try:
            return number_in(row.cells[index])
        except Wrong as fault:
            self.error(row, index, unit, str(fault))
            return None

    def text(self, row: Row, meaning: Meaning, unit: str) -> str:
        index = self.columns.get(meaning)
        text = "" if index is None or is_missing(row.cells[index]) else shown(row.cells[index])
        limit = LONGEST.get(meaning, len(text))
        if index is not None and len(text) > limit:
            sentence = _("The text is too long: at most %(limit)s characters.") % {"limit": limit}
            self.error(row, index, unit, sentence, found=f"{text[:40]}…")
        return text.strip()

    def tell_of_the_status(self) -> None:
        index = self.columns.get(Meaning.PROGRESS)
        if index is None:
            return
        given = [row for row in self.sheet.rows if not is_missing(row.cells[index])]
        if given:
            sentence = _(
                "A status is kept with its row and not with the goal: a goal that is read in is a"
                " draft, and how it goes is told once the board has adopted it."
            )
            self.notice(sentence, given[0], index)


class Compared(NamedTuple):
    """Local goals of a file beside those there are. state: a fingerprint's part."""

    new: tuple[SeenLocalGoal, ...]
    unchanged: int
    state: list[tuple[Any, ...]]


def compare(seen: Sequence[SeenLocalGoal]) -> Compared:
    """Which goals are not there yet: the same text for the same goal at the same institution is."""
    if not seen:
        return Compared((), 0, [])
    there = LocalGoal.objects.filter(
        institution__in={one.institution for one in seen}, goal__in={one.goal for one in seen}
    ).order_by("pk")
    state = [
        (institution, goal, fold(text))
        for institution, goal, text in there.values_list("institution", "goal", "text")
    ]
    known = set(state)
    new = tuple(one for one in seen if key_of(one) not in known)
    return Compared(new, len(seen) - len(new), state)


def key_of(seen: SeenLocalGoal) -> tuple[int, int, str]:
    return seen.institution, seen.goal, fold(seen.text)


def form_key(batch: Import, row: int) -> uuid.UUID:
    """The key of the form that a row of an import stands for."""
    return uuid.uuid5(NAMESPACE, f"{batch.pk}/{row}")


def write_local_goals(batch: Import, goals: Iterable[SeenLocalGoal], *, by: Any) -> None:
    """Begin the goals as drafts, on behalf of whoever read the file in."""
    for seen in goals:
        LocalGoal(
            goal_id=seen.goal,
            institution_id=seen.institution,
            text=seen.text,
            how=seen.how,
            measured_on=seen.measured_on,
            when_text=seen.when_text,
            responsible=seen.responsible,
            **seen.measured._asdict(),
            form_key=form_key(batch, seen.row),
        ).write(by=by, efforts=seen.efforts)


def take_back(batch: Import) -> tuple[int, tuple[str, ...]]:
    """Delete the drafts that the import began; how many, and which were kept.

    A goal that somebody has written in or sent on since is theirs and stays.
    """
    if batch.layout != LOCAL_GOALS.code:
        return 0, ()
    keys = [form_key(batch, row.number) for row in batch.rows]
    begun = LocalGoal.objects.filter(form_key__in=keys).select_related("institution")
    mine = [goal for goal in begun if goal.version == 1 and goal.status == LocalGoalStatus.DRAFT]
    kept = tuple(f"{goal}, {goal.institution}" for goal in begun if goal not in mine)
    for goal in mine:
        goal.delete()
    return len(mine), kept
