"""What a form that was read would make of the local goals that are there, and making it so."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Self

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from config.privacy import looks_like_cpr, without_cpr
from files.word import Document
from imports.diff import ImportDiff
from institutions.models import Institution
from institutions.models.places import InstitutionQuerySet
from strategy.common_goals import common_goals
from strategy.models import Goal, LocalGoal
from strategy.word_form.comparing import compared
from strategy.word_form.effect import EffectAnswer
from strategy.word_form.outside import strangers
from strategy.word_form.places import FormPlaces
from strategy.word_form.planned import PlannedGoal, State
from strategy.word_form.reading import Form, FormRow, read_form


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
        rows = tuple(compared(planned))
        told = [f"{one.row.where}: {one.why}" for one in rows if one.why]
        told += [one.beside_draft for one in rows if one.beside_draft]
        return cls(
            tuple(one for one in rows if not _holds_cpr(one.row)),
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
