"""The steering concept of the common goals: what it says today, and as it was approved."""

import datetime
from dataclasses import dataclass
from typing import Self

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.requests import SignedInRequest
from config.phrases import part_of
from files.papers import file_response
from files.papers.pieces import Paper
from institutions.access import Reader, scope_of
from strategy.approving import agreed_goals, concept_content, form_of_local_goals
from strategy.authoring.life import LifeStep
from strategy.concept_paper import concept_paper
from strategy.models import Approval, Goal, Strategy
from strategy.pages.approvals import (
    Approvable,
    ApprovalRow,
    approval_rows,
    in_force,
    may_approve,
    shown_places,
)
from strategy.slots import evidence


@dataclass(frozen=True, slots=True)
class MeasuredGoal:
    """A common goal with what it is measured by, a line each."""

    goal: Goal
    measures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ConceptPage:
    """The steering concept (Danish: styringskoncept) on a day; few queries.

    local: what boards have adopted, for those who follow the whole municipality.
    """

    strategy: Strategy
    on: datetime.date
    goals: tuple[MeasuredGoal, ...]
    form: tuple[str, ...]
    plan: tuple[tuple[str, str, str], ...]
    approvals: tuple[ApprovalRow, ...]
    local: Approvable | None
    may_approve: bool

    @classmethod
    def build(cls, strategy: Strategy, *, user: Reader, on: datetime.date) -> Self:
        goals = list(strategy.goals.prefetch_related("statements").order_by("number"))
        measured = evidence().in_words(goals)
        approvals = Approval.objects.visible_to(user).filter(strategy=strategy)
        sees_all = bool(scope_of(user).reads.everything)
        return cls(
            strategy=strategy,
            on=on,
            goals=tuple(MeasuredGoal(goal, tuple(measured.get(goal.pk, ()))) for goal in goals),
            form=tuple(form_of_local_goals()),
            plan=tuple(strategy.process_steps.values_list("when_text", "actor", "text")),
            approvals=approval_rows(approvals, user=user),
            local=Approvable.of(strategy, on=on) if sees_all else None,
            may_approve=may_approve(user) and in_force(user) == strategy,
        )

    @property
    def model(self) -> Approval | None:
        """The newest approval of the model."""
        return self._newest(is_model=True)

    @property
    def whole(self) -> Approval | None:
        """The newest approval of the finished concept."""
        return self._newest(is_model=False)

    def _newest(self, *, is_model: bool) -> Approval | None:
        rows = (row.approval for row in self.approvals)
        return next((one for one in rows if one.is_model == is_model), None)

    @property
    def heading(self) -> str:
        """How far it is."""
        if self.whole:
            return _("The finished steering concept was approved on %(day)s") % {
                "day": date_format(self.whole.approved_on, "DATE_FORMAT")
            }
        if self.model:
            return _("The model was approved on %(day)s, and boards set local goals") % {
                "day": date_format(self.model.approved_on, "DATE_FORMAT")
            }
        return _("The committee has not approved the steering concept yet")

    @property
    def measured_heading(self) -> str:
        lacking = [str(row.goal.number) for row in self.goals if not _is_measured(row)]
        if not lacking:
            return _("How each common goal is measured")
        return _("It is not written yet how goal %(numbers)s is measured") % {
            "numbers": ", ".join(lacking)
        }

    @property
    def life(self) -> tuple[LifeStep, ...]:
        """Goals, model, local goals, the finished concept: what is done, and what is now."""
        is_adopted = self.strategy.stage not in (Strategy.Stage.DRAFT, Strategy.Stage.HEARING)
        counted = ""
        if self.local:
            with_goals = self.local.places - len(self.local.without)
            counted = part_of(with_goals, self.local.places)
        steps = [
            (_("The common goals are decided"), "", is_adopted or bool(self.model)),
            (_("The model is approved"), _day(self.model), bool(self.model or self.whole)),
            (_("Boards set local goals"), counted, bool(self.whole)),
            (_("The finished concept is approved"), _day(self.whole), bool(self.whole)),
        ]
        now = next((n for n, (_name, _when, is_done) in enumerate(steps) if not is_done), None)
        return tuple(
            LifeStep(name, when, is_done=is_done, is_now=place == now)
            for place, (name, when, is_done) in enumerate(steps)
        )


@require_safe
def steering_concept(request: SignedInRequest, pk: int) -> HttpResponse:
    page = ConceptPage.build(_common(request, pk), user=request.user, on=timezone.localdate())
    return render(request, "strategy/concept.html", {"page": page})


@require_safe
def steering_concept_paper(request: SignedInRequest, pk: int) -> HttpResponse:
    """As it would be approved today, for the committee to read before it does: a draft."""
    strategy, today = _common(request, pk), timezone.localdate()
    goals = agreed_goals(strategy)
    content = concept_content(strategy, goals, on=today, kind=Approval.Kind.WHOLE)
    places = shown_places(content, user=request.user)
    paper = concept_paper(content, on=today, places=places, is_draft=True)
    return file_response(paper.content, name=paper.name)


@require_safe
def approval_paper(request: SignedInRequest, pk: int) -> HttpResponse:
    """The paper that was approved; of who follows a part of the places, that part of it."""
    approval = get_object_or_404(Approval.objects.visible_to(request.user), pk=pk)
    paper = Paper(approval.file_name, bytes(approval.pdf))
    places = shown_places(approval.content, user=request.user)
    if len(places) < len(approval.content["places"]):
        paper = concept_paper(
            approval.content,
            on=approval.approved_on,
            written_on=timezone.localdate(approval.made_at),
            places=places,
        )
    return file_response(paper.content, name=paper.name)


def _common(request: SignedInRequest, pk: int) -> Strategy:
    """Common goals, which are what a steering concept is of."""
    found = Strategy.objects.visible_to(request.user)
    return get_object_or_404(found, pk=pk, kind=Strategy.Kind.COMMON_GOALS)


def _is_measured(row: MeasuredGoal) -> bool:
    return bool(row.goal.measuring or row.measures)


def _day(approval: Approval | None) -> str:
    return date_format(approval.approved_on, "DATE_FORMAT") if approval else ""
