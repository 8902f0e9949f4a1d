"""A statement of a cluster's vision at work: who sees to it, what is done, and how it goes."""

import datetime
from dataclasses import dataclass
from typing import Any, Self

from django import forms
from django.contrib import messages
from django.db.models import Count, Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from accounts.models import User
from accounts.requests import SignedInRequest
from config.forms import field_of_rows
from config.others_words import KeepsOthersWords
from config.slots import SlotPart
from institutions.access import Reader
from institutions.audiences import team_of_cluster
from institutions.models import Cluster
from institutions.statements import rows_of
from strategy import slots
from strategy.models import LocalGoal, Statement
from strategy.pages.local_goal_findings import moving_states
from strategy.progress import GoalTally, LocalGoalState
from strategy.querysets import IN_FORCE


@dataclass(frozen=True, slots=True)
class StatementRow:
    """A statement in a list. href: empty where no cluster works by it; goals: how many it has."""

    theme: int
    text: str
    href: str = ""
    goals: int = 0


def statements_of(*, user: Reader, **under: int) -> tuple[StatementRow, ...]:
    """The statements of a strategy (`goal__strategy`) or a theme (`goal`), in order; one query."""
    seen = LocalGoal.objects.visible_to(user).alive().filter(cluster__isnull=False)

    def found() -> Any:
        counted = Q(local_goals__in=seen.order_by().values("pk"))
        return (
            Statement.objects.filter(**under)
            .annotate(count=Count("local_goals", filter=counted, distinct=True))
            .order_by("goal__number", "number")
            .values_list(
                "pk", "goal", "text", "count", "goal__strategy__cluster", "goal__strategy__stage"
            )
        )

    rows = rows_of(found, "statements at work", *under.items(), reader=user)
    works = {*IN_FORCE, "closed"}
    return tuple(
        StatementRow(
            theme,
            text,
            reverse("statement_detail", args=[pk]) if cluster and stage in works else "",
            count,
        )
        for pk, theme, text, count, cluster, stage in rows
    )


class OwnerForm(KeepsOthersWords, forms.ModelForm[Statement]):
    """Who of the leadership team sees to it that the cluster works on a statement."""

    class Meta:
        model = Statement
        fields = ["owner"]
        labels = {"owner": gettext_lazy("Owner")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        team = team_of_cluster(self.instance.goal.strategy.cluster_id, timezone.localdate())
        people = User.objects.filter(Q(pk__in=team) | Q(pk=self.instance.owner_id or 0))
        owner = field_of_rows(self, "owner")
        owner.queryset = people.order_by("name")
        owner.empty_label = _("Nobody yet")
        owner.widget.attrs["class"] = "form-select"


@dataclass(frozen=True, slots=True)
class StatementPage:
    """A statement, the goals the cluster has under it, and what the person may do; few queries."""

    statement: Statement
    goals: tuple[LocalGoal, ...]
    tally: GoalTally
    may_write: bool
    owner_form: OwnerForm | None
    pairs: tuple[SlotPart, ...] = ()

    @classmethod
    def build(cls, statement: Statement, *, user: Reader) -> Self:
        goals = tuple(
            LocalGoal.objects.visible_to(user)
            .alive()
            .filter(statement=statement)
            .with_progress()
            .prefetch_related("efforts")
            .order_by("measured_on", "pk")
        )
        may_write = Statement.objects.worked_on_by(user).filter(pk=statement.pk).exists()
        states = (
            LocalGoalState(
                goal.pk,
                goal.goal_id,
                0,
                goal.status,
                goal.outcome,
                goal.progress,
            )
            for goal in goals
        )
        return cls(
            statement,
            goals,
            GoalTally.of(states),
            may_write,
            OwnerForm(instance=statement) if may_write else None,
            tuple(filter(None, slots.statement_pairs.all(statement, user))),
        )

    @property
    def cluster(self) -> Cluster | None:
        return self.statement.goal.strategy.cluster

    @property
    def write_href(self) -> str:
        return f"{reverse('local_goal_create')}?udsagn={self.statement.pk}"

    @property
    def begun_on(self) -> datetime.date | None:
        """The day the work on it began."""
        return min((timezone.localdate(goal.created_at) for goal in self.goals), default=None)

    @property
    def measured_on(self) -> datetime.date | None:
        """The next day on which an effect is measured."""
        open_ones = (goal.measured_on for goal in self.goals if goal.outcome == "")
        return min((day for day in open_ones if day), default=None)

    @property
    def heading(self) -> str:
        """How many of what was agreed move."""
        if not self.goals:
            return _("Nothing has been begun under the statement yet")
        if not self.tally.agreed:
            return _("The work is being planned: nothing has been adopted yet")
        return ngettext(
            "%(moving)s of %(count)s adopted goal is %(states)s",
            "%(moving)s of %(count)s adopted goals are %(states)s",
            self.tally.agreed,
        ) % {
            "moving": self.tally.moving,
            "count": self.tally.agreed,
            "states": moving_states(self.tally),
        }


def statement_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    found = Statement.objects.visible_to(request.user)
    statement = get_object_or_404(found.select_related("goal__strategy__cluster", "owner"), pk=pk)
    page = StatementPage.build(statement, user=request.user)
    return render(request, "strategy/statement.html", {"page": page})


@require_POST
def statement_owner(request: SignedInRequest, pk: int) -> HttpResponse:
    """The leadership team chooses who sees to a statement."""
    mine = Statement.objects.worked_on_by(request.user).select_related("goal__strategy")
    statement = mine.filter(pk=pk).first()
    if statement is None:
        raise Http404
    form = OwnerForm(request.POST, instance=statement)
    if form.is_valid():
        form.save()
        messages.success(request, _("The owner has been saved."))
    else:
        messages.error(request, _("Choose somebody of the leadership team."))
    return redirect("statement_detail", pk=pk)
