from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from config.privacy import CPR_FOUND, looks_like_cpr, refuse_cpr
from strategy.answer_kinds import RowAnswer, ShortAnswer
from strategy.form_fields import EFFORT_FIELDS, EFFORTS, GOAL_COLUMNS, GOAL_FIELDS

if TYPE_CHECKING:
    from strategy.models.local_goals import LocalGoal


class HasAnswers(models.Model):
    """A local goal, or a version of it in the history: what stands in its form."""

    class Meta:
        abstract = True

    if TYPE_CHECKING:
        efforts_kept: Any

    @property
    def answers(self) -> dict[str, Any]:
        """Name of the question → the answer as drafts keep it; what it is tied to is not here."""
        return self.columns_kept | {"efforts": self.efforts_kept}

    @property
    def columns_kept(self) -> dict[str, Any]:
        """The answers that stand in columns of its own."""
        return {field.name: field.kind.kept(getattr(self, field.name)) for field in GOAL_COLUMNS}

    @property
    def not_to_be_written(self) -> dict[str, str]:
        """Texts that no form would take, wherever they are from: field name → sentence."""
        answers = self.answers
        return {
            field.name: str(CPR_FOUND)
            for field in GOAL_FIELDS
            if field.name in answers
            and any(map(looks_like_cpr, field.kind.texts(answers[field.name])))
        }

    @property
    def efforts_text(self) -> str:
        """The efforts, one to a line."""
        return EFFORTS.shown(self.efforts_kept)


class FormAsItWas(HasAnswers):
    """What the history of a local goal keeps beside its own columns: the rows of its efforts."""

    efforts_kept = models.JSONField(_("efforts"), blank=True, default=list)

    class Meta:
        abstract = True


class Effort(models.Model):
    """Something the institution does to reach a local goal (Danish: indsats).

    Its fields are those of `strategy.form_fields.EFFORT_FIELDS`. responsible: a function, such as
    “Stueleder, Solsikken”, where it is not the goal's own.
    """

    local_goal = models.ForeignKey(
        "strategy.LocalGoal",
        models.CASCADE,
        related_name="efforts",
        verbose_name=_("local goal"),
    )
    number = models.PositiveSmallIntegerField(_("number"))
    text = models.TextField(_("effort"), validators=[refuse_cpr])
    responsible = models.CharField(
        _("responsible"),
        max_length=ShortAnswer.longest,
        blank=True,
        validators=[refuse_cpr],
        help_text=_("A role, such as the leader."),
    )
    due_on = models.DateField(_("deadline"), null=True, blank=True)

    class Meta:
        verbose_name = _("effort")
        verbose_name_plural = _("efforts")
        ordering = ["local_goal", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["local_goal", "number"],
                name="effort_number_unique_in_local_goal",
                violation_error_message=_("The goal has an effort with this number already."),
            ),
            # for `institutions.belonging.PartOf`: whoever names both an effort and its goal
            models.UniqueConstraint(fields=["id", "local_goal"], name="effort_with_its_local_goal"),
        ]

    def __str__(self) -> str:
        """The effort as a line, with who does it and until when where that is told."""
        [answer] = EFFORTS.kept([self])
        return EFFORTS.line(answer)

    @staticmethod
    def write_all(goal: "LocalGoal", rows: Iterable[str | Mapping[str, str]]) -> None:
        """Make the goal's efforts these rows, in order; a str is a row as a line says it.

        An effort that is found again stays the same, with what builds on it, and keeps what the
        row does not speak of.
        """
        there = list(goal.efforts.all())
        keys = {str(effort.pk) for effort in there}
        answers = [row for row in EFFORTS.rows(rows) if row.get("text", row.get("row") in keys)]
        found = _found_again(answers, there)
        if there:  # those that were not found again
            goal.efforts.filter(pk__in=[effort.pk for effort in there]).delete()
        is_moved = any(effort.number != number for number, effort in found.items())
        if is_moved:
            goal.efforts.update(number=models.F("number") + len(answers) + 1000)  # out of the way
        written = []
        for number, answer in enumerate(answers, start=1):
            effort = found.get(number) or Effort(local_goal=goal)
            if effort._take(number, EFFORTS.values(answer)) or is_moved:
                written.append(effort)
        _write(written)

    @classmethod
    def of_line(cls, goal: "LocalGoal", *, number: int, line: str) -> Self:
        return cls(local_goal=goal, number=number, **EFFORTS.values(EFFORTS.row(line)))

    def _take(self, number: int, values: Mapping[str, Any]) -> bool:
        """Become this; whether that is anything else than it was."""
        new = {"number": number, **values}
        is_changed = self.pk is None or any(getattr(self, name) != new[name] for name in new)
        for name, value in new.items():
            setattr(self, name, value)
        return is_changed


def _found_again(answers: list[RowAnswer], there: list[Effort]) -> dict[int, Effort]:
    """Number of the row → the effort it is: by its key, else by its text.

    What is left of a list without keys is what was reworded, in order.
    """
    found: dict[int, Effort] = {}
    numbered = list(enumerate(answers, start=1))
    for number, answer in numbered:
        _give(found, number, there, lambda one, a=answer: str(one.pk) == a.get("row"))
    for number, answer in numbered:
        _give(found, number, there, lambda one, a=answer: one.text == a.get("text"))
    for number, answer in numbered:
        _give(found, number, there, lambda _one, a=answer: "row" not in a)
    return found


def _give(found: dict[int, Effort], number: int, there: list[Effort], fits: Any) -> None:
    effort = None if number in found else next(filter(fits, there), None)
    if effort is not None:
        there.remove(effort)
        found[number] = effort


def _write(efforts: list[Effort]) -> None:
    """Write these rows, those that are there already and new ones, in two statements."""
    names = [field.name for field in EFFORT_FIELDS]
    Effort.objects.bulk_update([one for one in efforts if one.pk], ["number", *names])
    Effort.objects.bulk_create(one for one in efforts if one.pk is None)
