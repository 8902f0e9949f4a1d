"""What a form that was read would make of the local goals that are there, and making it so."""

import difflib
import enum
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Self

from django.core.exceptions import ValidationError
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from accounts.models import User
from config.privacy import looks_like_cpr, without_cpr
from files.word import Document
from imports.diff import ImportDiff
from institutions.models import Institution
from institutions.models.places import InstitutionQuerySet
from strategy.answer_kinds import RowAnswer
from strategy.common_goals import common_goals
from strategy.form_fields import EFFORTS
from strategy.models import Goal, LocalGoal
from strategy.word_form.effect import EffectAnswer
from strategy.word_form.labels import plain
from strategy.word_form.outside import strangers
from strategy.word_form.places import FormPlaces
from strategy.word_form.reading import Form, FormRow, read_form
from strategy.workflow import UNFINISHED

#: How much of two texts is the same where one is taken for the other, reworded.
NEARLY_THE_SAME = 0.75

#: Institution, goal, and the text as it is compared.
GoalKey = tuple[int, int, str]


class State(enum.Enum):
    """What becomes of a row."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class PlannedGoal:
    """A row of the form beside the rows of the database.

    why: a row is refused, in a sentence. like: a draft in nearly the same words, which the row is
    not read into.
    """

    row: FormRow
    effect: EffectAnswer
    goal: Goal | None = None
    institution: Institution | None = None
    existing: LocalGoal | None = None
    state: State = State.NEW
    why: str = ""
    like: LocalGoal | None = None

    @property
    def beside_draft(self) -> str:
        """The draft that says nearly the same, and would stay beside the new one, in a sentence."""
        if self.like is None or self.state is not State.NEW:
            return ""
        return _(
            "%(where)s: %(institution)s has a draft under goal %(number)s that says nearly the"
            " same: “%(text)s”. It stays, beside the new one."
        ) % {
            "where": self.row.where,
            "institution": self.name,
            "number": self.goal.number if self.goal else "",
            "text": Truncator(" ".join(self.like.text.split())).chars(90),
        }

    @property
    def name(self) -> str:
        """The institution as we know it, or as it is written."""
        return self.institution.name if self.institution else " ".join(self.row.institution.split())

    @property
    def is_correctable(self) -> bool:
        """Whether it is to be read in, or lacks only an institution or a goal to choose."""
        is_lost = self.institution is None or self.goal is None
        return self.state in (State.NEW, State.CHANGED) or (is_lost and not self.why)

    def write(self, *, by: User) -> LocalGoal:
        """Make the draft, or bring the one that is there up to date."""
        goal = self.existing or LocalGoal(goal=self.goal, institution=self.institution)
        goal.text = self.row.text
        goal.how, goal.measured_on = self.effect.how, self.effect.measured_on
        goal.when_text = self.effect.when_text
        for name, answer in self.effect.measure.items():
            setattr(goal, name, answer)
        goal.responsible = self.row.responsible or goal.responsible
        goal.write(by=by, efforts=self.row.efforts)
        return goal


@dataclass(frozen=True, slots=True)
class LocalGoalsDiff(ImportDiff):
    """What reading a form in would do; six queries, however long the form, and one more where
    something is written outside its tables.
    """

    goals: tuple[PlannedGoal, ...]
    not_understood: tuple[str, ...]
    outside: tuple[str, ...] = ()  # lines of the file beside its tables, which are not read

    @property
    def not_read(self) -> str:
        """The lines of the file outside its tables."""
        sentence = _("Outside the tables, and not read: “%(text)s”")
        return "\n".join(sentence % {"text": line} for line in self.outside)

    @classmethod
    def of(cls, document: Document, *, writable: InstitutionQuerySet | None = None) -> Self:
        """The plan for a document. writable: the institutions the person writes for; None is all.

        Raises NotTheForm.
        """
        goals = common_goals()
        institutions = list(Institution.objects.open().prefetch_related("identifiers"))
        may_write = None if writable is None else {row.pk for row in writable}
        places = FormPlaces(institutions, own=may_write or ())
        form = read_form(
            document,
            goals={number: (goal.text, goal.short_name) for number, goal in goals.items()},
            is_place=places.is_place,
        )
        plan = cls._of_form(form, goals, places, may_write)
        return replace(plan, outside=strangers(form.outside))

    @classmethod
    def _of_form(
        cls, form: Form, goals: Mapping[int, Goal], places: FormPlaces, may_write: set[int] | None
    ) -> Self:
        notes, planned = list(form.not_understood), []
        for row in form.rows:
            found = places.find(row.institution)
            if row.institution and not found:
                notes.append(_unknown(row, places))
            for institution in found or (None,):
                one = PlannedGoal(
                    row,
                    EffectAnswer.of(row.how_and_when),
                    goal=goals.get(row.goal or 0),
                    institution=institution,
                )
                planned.append(_judged(one, may_write))
            if row.goal is not None and row.goal not in goals:
                notes.append(
                    _("%(where)s: there is no strategic goal %(number)s in force.")
                    % {"where": row.where, "number": row.goal}
                )
        return cls.beside(planned, notes=notes)

    @classmethod
    def beside(cls, planned: Sequence[PlannedGoal], *, notes: Sequence[str] = ()) -> Self:
        """The plan for rows, each compared with the local goals that are there; two queries."""
        compared = tuple(_compared(planned))
        told = [f"{one.row.where}: {one.why}" for one in compared if one.why]
        told += [one.beside_draft for one in compared if one.beside_draft]
        return cls(
            tuple(one for one in compared if not _holds_cpr(one.row)),
            tuple(dict.fromkeys(map(without_cpr, [*notes, *told]))),
        )

    def count(self, state: State) -> int:
        return sum(goal.state is state for goal in self.goals)

    @property
    def to_write(self) -> tuple[PlannedGoal, ...]:
        return tuple(goal for goal in self.goals if goal.state in (State.NEW, State.CHANGED))

    @property
    def new_count(self) -> int:
        return self.count(State.NEW)

    @property
    def changed_count(self) -> int:
        return self.count(State.CHANGED)

    @property
    def unchanged_count(self) -> int:
        return self.count(State.UNCHANGED)

    @property
    def fingerprint(self) -> str:
        """Of what is written, and into which goal: corrected rows come anew, so nothing else."""
        told = [
            (one.state.value, one.row, one.effect, one.existing and one.existing.pk)
            for one in self.goals
        ]
        return hashlib.sha256(repr(told).encode()).hexdigest()


def _judged(one: PlannedGoal, may_write: set[int] | None) -> PlannedGoal:
    """Refuse what cannot be saved, and say why."""
    why = ""
    if _holds_cpr(one.row):
        why = _("The text looks like a civil registration number, and is not read in.")
    elif one.institution is None or one.goal is None:
        return replace(one, state=State.REFUSED)  # said already
    elif may_write is not None and one.institution.pk not in may_write:
        why = _("You do not write the local goals of %(institution)s.") % {
            "institution": one.institution
        }
    else:
        draft = LocalGoal(
            goal=one.goal,
            institution=one.institution,
            text=one.row.text,
            responsible=one.row.responsible,
            how=one.effect.how,
            when_text=one.effect.when_text,
            **one.effect.measure,
        )
        try:
            draft.clean_fields(exclude=["goal", "institution"])
        except ValidationError as error:
            why = " ".join(error.messages)
    return replace(one, state=State.REFUSED, why=why) if why else one


def _compared(planned: Sequence[PlannedGoal]) -> Iterable[PlannedGoal]:
    """Each beside the local goal of the same place, strategic goal and text."""
    there = {
        _key(goal): goal
        for goal in LocalGoal.objects.alive()
        .filter(
            institution__in={one.institution.pk for one in planned if one.institution},
            goal__in={one.goal.pk for one in planned if one.goal},
        )
        .select_related("goal", "institution")
        .prefetch_related("efforts")
        .order_by("-updated_at")
    }
    seen: set[GoalKey] = set()
    for one in planned:
        if one.state is State.REFUSED or one.institution is None or one.goal is None:
            yield one
            continue
        key = (one.institution.pk, one.goal.pk, plain(one.row.text))
        existing = there.get(key)
        if key in seen:
            yield replace(
                one, state=State.REFUSED, why=_("The same goal stands in the form twice.")
            )
        elif existing is None:
            yield replace(one, like=_reworded(key, there, planned))
        elif _says_the_same(existing, one):
            yield replace(one, existing=existing, state=State.UNCHANGED)
        elif existing.status in UNFINISHED:
            yield replace(one, existing=existing, state=State.CHANGED)
        else:
            why = _("The goal is there already (%(status)s), and is changed on its own page.") % {
                "status": existing.get_status_display().lower()
            }
            yield replace(one, existing=existing, state=State.REFUSED, why=why)
        seen.add(key)


def _reworded(
    key: GoalKey, there: dict[GoalKey, LocalGoal], planned: Sequence[PlannedGoal]
) -> LocalGoal | None:
    """The draft of the same place and goal that a text comes nearest to, where it is near."""
    place, number, text = key
    in_the_form = {plain(one.row.text) for one in planned}
    drafts = {
        other: goal
        for (at, under, other), goal in there.items()
        if (at, under) == (place, number) and goal.status in UNFINISHED and other not in in_the_form
    }
    close = difflib.get_close_matches(text[:1_000], drafts, n=1, cutoff=NEARLY_THE_SAME)
    return drafts[close[0]] if close else None


def _key(goal: LocalGoal) -> GoalKey:
    return goal.institution_id or 0, goal.goal_id, plain(goal.text)


def _says_the_same(goal: LocalGoal, one: PlannedGoal) -> bool:
    effect = one.effect
    return (
        _lines(goal.text) == _lines(one.row.text)
        and _efforts_say(EFFORTS.kept(goal.efforts.all()), EFFORTS.rows(one.row.efforts))
        and _lines(goal.how) == _lines(effect.how)
        and goal.measured_on in (effect.measured_on, None)  # a day in words may be left out
        and _lines(goal.when_text) == _lines(effect.when_text)
        and all(getattr(goal, name) == answer for name, answer in effect.measure.items())
        and (not one.row.responsible or goal.responsible == one.row.responsible)
    )


def _efforts_say(there: list[RowAnswer], read: list[RowAnswer]) -> bool:
    """Whether the efforts say all that was read; a form does not have to name who and when."""
    return len(there) == len(read) and all(
        _lines(effort[name]) == _lines(answer)
        for effort, row in zip(there, read, strict=True)
        for name, answer in row.items()
    )


def _lines(text: str) -> list[str]:
    """The words of a text, line by line; Word knows nothing of blank lines and double spaces."""
    return [" ".join(line.split()) for line in text.splitlines() if line.strip()]


def _holds_cpr(row: FormRow) -> bool:
    texts = (row.institution, row.text, *row.efforts, row.how_and_when, row.responsible)
    return any(map(looks_like_cpr, texts))


def _unknown(row: FormRow, places: FormPlaces) -> str:
    name = " ".join(row.institution.split())
    if places.is_shared(name):
        several = _("Several places are called “%(name)s”. Write the number.") % {"name": name}
        return f"{row.where}: {several}"
    suggestion = places.suggestion(name)
    if suggestion:
        return _("%(where)s: we know no institution called “%(name)s”. Do you mean %(like)s?") % {
            "where": row.where,
            "name": name,
            "like": suggestion,
        }
    return _("%(where)s: we know no institution called “%(name)s”.") % {
        "where": row.where,
        "name": name,
    }
