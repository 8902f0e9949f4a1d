from collections.abc import Mapping
from typing import Any, TypeVar

from django.contrib import admin
from django.db import models
from django.db.models import OuterRef, Q, QuerySet
from django.forms import Textarea
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from config.collation import danish
from config.read_only import MadeElsewhere
from institutions.area_filter import AreaNowFilter
from institutions.history_admin import HistoryAdmin
from institutions.scoped_admin import WithinScope
from strategy.drafting import ready_since
from strategy.form_fields import EFFORT_FIELDS, GOAL_COLUMNS, LOOP_FIELDS
from strategy.models import (
    Decision,
    Effort,
    Goal,
    GoalAssessment,
    GoalRound,
    HelpText,
    KeptText,
    LearningLoop,
    LocalGoal,
    Method,
    MethodUse,
    ProcessStep,
    Statement,
    StatusUpdate,
    Strategy,
)
from strategy.workflow import UNFINISHED, LocalGoalStatus

SHORT_TEXTS: Mapping[type[models.Field[Any, Any]], Mapping[str, Any]] = {
    models.TextField: {"widget": Textarea(attrs={"rows": 3, "cols": 80})}
}


M = TypeVar("M", bound=models.Model)


class ReadOnlyInline(MadeElsewhere, admin.TabularInline[M, LocalGoal]):
    extra = 0
    can_delete = False


class GoalInline(admin.TabularInline[Goal, Strategy]):
    model = Goal
    fields = ["number", "short_name", "text"]
    formfield_overrides = SHORT_TEXTS
    show_change_link = True
    extra = 0


class ProcessStepInline(admin.TabularInline[ProcessStep, Strategy]):
    model = ProcessStep
    fields = ["when_text", "from_on", "to_on", "text", "actor", "deadline_on", "done_on"]
    formfield_overrides = SHORT_TEXTS
    extra = 0


class StatementInline(admin.TabularInline[Statement, Goal]):
    model = Statement
    fields = ["number", "text"]
    formfield_overrides = SHORT_TEXTS
    extra = 0


@admin.register(Strategy)
class StrategyAdmin(WithinScope, HistoryAdmin[Strategy]):
    list_display = ["title", "kind", "cluster", "from_year", "to_year", "stage"]
    list_filter = ["kind", "stage", "cluster"]
    list_select_related = ["cluster"]
    search_fields = ["title", "headline", "text", "cluster__name"]
    ordering = ["-from_year", danish("title")]
    autocomplete_fields = ["cluster"]
    inlines = [GoalInline, ProcessStepInline]

    def versions_seen(self, request: HttpRequest, versions: QuerySet[Any]) -> QuerySet[Any]:
        """What it was while it was a draft, only where the person edits it."""
        mine = Strategy.objects.editable_by(request.user).values("pk")
        return versions.filter(~Q(stage=Strategy.Stage.DRAFT) | Q(id__in=mine))


@admin.register(Goal)
class GoalAdmin(WithinScope, HistoryAdmin[Goal]):
    list_display = ["__str__", "strategy"]
    list_filter = ["strategy"]
    list_select_related = ["strategy"]
    search_fields = ["short_name", "text", "strategy__title"]
    autocomplete_fields = ["strategy"]
    inlines = [StatementInline]

    def versions_seen(self, request: HttpRequest, versions: QuerySet[Any]) -> QuerySet[Any]:
        """Those of drafts of its strategy only where the person edits it."""
        mine = Goal.objects.editable_by(request.user).values("pk")
        since = ready_since(OuterRef("strategy_id"))
        return versions.filter(Q(history_date__gte=since) | Q(id__in=mine))


@admin.register(GoalAssessment)
class GoalAssessmentAdmin(WithinScope, HistoryAdmin[GoalAssessment]):
    list_display = ["goal", "cluster", "assessed_on", "progress"]
    list_filter = ["progress", "cluster", "assessed_on"]
    list_select_related = ["goal", "cluster"]
    search_fields = ["goal__short_name", "goal__text", "cluster__name", "narrative"]
    autocomplete_fields = ["goal", "cluster"]
    date_hierarchy = "assessed_on"


class MadeBySomebody(ReadOnlyInline[M]):
    """Rows that say who made them: each name without a query of its own."""

    person: str

    def get_queryset(self, request: HttpRequest) -> QuerySet[M]:
        return super().get_queryset(request).select_related(self.person)


class EffortInline(ReadOnlyInline[Effort]):
    model = Effort
    fields = ["number", *(field.name for field in EFFORT_FIELDS)]


class DecisionInline(MadeBySomebody[Decision]):
    model = Decision
    person = "made_by"
    fields = [
        "made_at",
        "from_status",
        "to_status",
        "outcome",
        "made_by",
        "on_behalf_of_board",
        "comment",
        "expected_on",
    ]


class LearningLoopInline(MadeBySomebody[LearningLoop]):
    model = LearningLoop
    person = "expected_by"
    readonly_fields = ["expected_at", "expected_by", "locked_at", "locked_because"]
    fields = [
        *(field.name for field in LOOP_FIELDS),
        *("choice", "expected_at", "expected_by", "locked_at", "locked_because"),
    ]


class StatusUpdateInline(MadeBySomebody[StatusUpdate]):
    model = StatusUpdate
    person = "made_by"
    fields = ["made_on", "progress", "narrative", "made_by"]


class KeptTextInline(MadeBySomebody[KeptText]):
    model = KeptText
    person = "written_by"
    fields = ["kept_at", "written_by", "based_on", "answers"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[KeptText]:
        """Unfinished words, for those who read them on the goal's own page."""
        mine = LocalGoal.objects.unfinished_seen_by(request.user).values("pk")
        return super().get_queryset(request).filter(local_goal__in=mine)


@admin.register(LocalGoal)
class LocalGoalAdmin(MadeElsewhere, WithinScope, HistoryAdmin[LocalGoal]):
    """To look up, and to see everything that happened; goals are written on their own pages."""

    list_display = [
        "short_text",
        "institution",
        "cluster",
        "goal",
        "status",
        "outcome",
        "updated_at",
    ]
    list_filter = ["status", "outcome", "goal", AreaNowFilter, "measured_on"]
    list_select_related = ["goal", "institution", "cluster"]
    search_fields = ["text", "how", "responsible", "institution__name", "efforts__text"]
    ordering = [danish("institution__name"), "goal__number", "pk"]
    date_hierarchy = "updated_at"
    readonly_fields = [
        "goal",
        "institution",
        "cluster",
        "statement",
        *(field.name for field in GOAL_COLUMNS),
        "status",
        "outcome",
        "created_at",
        "created_by",
        "updated_at",
        "updated_by",
        "version",
    ]
    fields = tuple(readonly_fields)  # all of it to be read only, in the history, too
    inlines = [EffortInline, LearningLoopInline, StatusUpdateInline, DecisionInline, KeptTextInline]

    def versions_seen(self, request: HttpRequest, versions: QuerySet[Any]) -> QuerySet[Any]:
        """What was still being written, or was given up, only where the person reads drafts."""
        mine = LocalGoal.objects.unfinished_seen_by(request.user).values("pk")
        hidden = [*UNFINISHED, LocalGoalStatus.DISCONTINUED]
        return versions.filter(~Q(status__in=hidden) | Q(id__in=mine))

    @admin.display(description=_("local goal"), ordering=danish("text"))
    def short_text(self, goal: LocalGoal) -> str:
        text = str(goal)
        return text if len(text) <= 80 else f"{text[:79]}…"


class MethodUseInline(WithinScope, admin.TabularInline[MethodUse, Method]):
    model = MethodUse
    fields = ["institution", "from_on", "to_on"]
    autocomplete_fields = ["institution"]
    extra = 0

    def get_queryset(self, request: HttpRequest) -> QuerySet[MethodUse]:
        return super().get_queryset(request).select_related("institution", "method")


@admin.register(Method)
class MethodAdmin(WithinScope, admin.ModelAdmin[Method]):
    list_display = ["name", "cluster", "contact"]
    list_filter = ["cluster"]
    list_select_related = ["cluster"]
    search_fields = ["name", "description", "contact", "cluster__name"]
    ordering = [danish("name")]
    autocomplete_fields = ["cluster"]
    inlines = [MethodUseInline]


@admin.register(MethodUse)
class MethodUseAdmin(WithinScope, admin.ModelAdmin[MethodUse]):
    list_display = ["institution", "method", "from_on", "to_on"]
    list_filter = ["method", AreaNowFilter]
    list_select_related = ["institution", "method"]
    search_fields = ["institution__name", "method__name"]
    ordering = [danish("institution__name"), "from_on"]
    autocomplete_fields = ["institution", "method"]


@admin.register(HelpText)
class HelpTextAdmin(admin.ModelAdmin[HelpText]):
    """The questions are the form's; only what stands beside them is the municipality's."""

    list_display = ["question", "text"]
    readonly_fields = ["question"]
    fields = ("question", "text")
    formfield_overrides = SHORT_TEXTS

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False


@admin.register(GoalRound)
class GoalRoundAdmin(WithinScope, admin.ModelAdmin[GoalRound]):
    list_display = ["title", "for_year", "opens_on", "deadline_on", "closed_on"]
    search_fields = ["title"]
    filter_horizontal = ["goals", "institutions"]
    fields = (
        *("title", "for_year", "opens_on", "deadline_on"),
        *("goals", "institutions", "closed_on"),
    )
    view_on_site = True
