from functools import reduce
from operator import or_
from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from institutions.access import Reader
from institutions.models import Board
from strategy.models import Effort, Goal, LocalGoal, Statement

#: What a group may contribute to, by the column that names it.
CONTRIBUTED_TO = ("statement", "goal", "local_goal", "effort")


def _only(name: str) -> Q:
    """The condition that exactly this column is filled."""
    return Q(**{f"{other}__isnull": other != name for other in CONTRIBUTED_TO})


class ContributionQuerySet(models.QuerySet["Contribution"]):
    def visible_to(self, user: Reader) -> Self:
        """Those of groups one reads, to what one reads."""
        local = LocalGoal.objects.visible_to(user)
        return self.filter(board__in=Board.objects.groups_read_by(user)).filter(
            Q(statement__in=Statement.objects.visible_to(user))
            | Q(goal__in=Goal.objects.visible_to(user))
            | Q(local_goal__in=local)
            | Q(effort__local_goal__in=local)
        )

    def editable_by(self, user: Reader) -> Self:
        """For those who keep the group."""
        return self.visible_to(user).filter(board__in=Board.objects.kept_by(user))


class Contribution(models.Model):
    """What a network or group works for: one of these (Danish: bidrag).

    is_responsible: whether the group is to see that it is done.
    """

    board = models.ForeignKey(
        Board, models.CASCADE, related_name="contributions", verbose_name=_("group")
    )
    statement = models.ForeignKey(
        Statement,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="contributions",
        verbose_name=_("statement"),
    )
    goal = models.ForeignKey(
        Goal,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="contributions",
        verbose_name=_("goal"),
    )
    local_goal = models.ForeignKey(
        LocalGoal,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="contributions",
        verbose_name=_("local goal"),
    )
    effort = models.ForeignKey(
        Effort,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="contributions",
        verbose_name=_("effort"),
    )
    is_responsible = models.BooleanField(_("the group is responsible"), default=False)

    objects = ContributionQuerySet.as_manager()

    class Meta:
        verbose_name = _("contribution of a group")
        verbose_name_plural = _("contributions of groups")
        ordering = ["board", "-is_responsible", "pk"]
        constraints = [
            models.CheckConstraint(
                name="contribution_to_one_thing",
                condition=reduce(or_, map(_only, CONTRIBUTED_TO)),
                violation_error_message=_("Choose one thing that the group contributes to."),
            ),
            *(
                models.UniqueConstraint(
                    fields=["board", name],
                    name=f"contribution_{name}_once",
                    violation_error_message=_("The group contributes to this already."),
                )
                for name in CONTRIBUTED_TO
            ),
        ]

    def __str__(self) -> str:
        return f"{self.board}: {self.about}"

    @property
    def about(self) -> Statement | Goal | LocalGoal | Effort | None:
        """The one thing it is to."""
        return self.statement or self.goal or self.local_goal or self.effort

    @property
    def kind_word(self) -> str:
        """What sort of thing that is."""
        return str(self.about._meta.verbose_name) if self.about else ""

    @property
    def address(self) -> str:
        """The page of what it is to."""
        if self.effort is not None:
            return self.effort.local_goal.get_absolute_url()
        if self.statement is not None:
            return reverse("statement_detail", args=[self.statement.pk])
        found = self.goal or self.local_goal
        return found.get_absolute_url() if found else ""
