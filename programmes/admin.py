from typing import Any

from django.contrib import admin
from django.db.models import OuterRef, Q, QuerySet
from django.http import HttpRequest

from config.collation import danish
from institutions.history_admin import HistoryAdmin, since_the_first
from institutions.scoped_admin import WithinScope
from programmes.models import (
    Anchor,
    AttentionPoint,
    Consultant,
    Course,
    EvaluationPoint,
    Memo,
    Part,
    Programme,
    ProgrammeStage,
    Question,
    Result,
    Room,
    Stage,
    StatusNote,
    Theme,
    TheoryStep,
)


def _since_its_programme_was_ready(request: HttpRequest, versions: QuerySet[Any]) -> QuerySet[Any]:
    """Those from when its programme was a draft only where the person plans it."""
    mine = Programme.objects.editable_by(request.user).values("pk")
    ready = Programme.history.filter(is_draft=False)
    since = since_the_first(ready, OuterRef("programme_id"))
    return versions.filter(Q(history_date__gte=since) | Q(programme__in=mine))


class StatusNoteInline(admin.TabularInline[StatusNote, Programme]):
    model = StatusNote
    extra = 0


class ProgrammeStageInline(admin.TabularInline[ProgrammeStage, Programme]):
    model = ProgrammeStage
    extra = 0


@admin.register(Programme)
class ProgrammeAdmin(WithinScope, HistoryAdmin[Programme]):
    list_display = ["name", "from_year", "to_year", "is_draft"]
    list_filter = ["is_draft"]
    search_fields = ["name", "purpose"]
    prepopulated_fields = {"slug": ["name"]}
    inlines = [ProgrammeStageInline, StatusNoteInline]

    def versions_seen(self, request: HttpRequest, versions: QuerySet[Any]) -> QuerySet[Any]:
        """What it was while it was a draft, only where the person plans it."""
        mine = Programme.objects.editable_by(request.user).values("pk")
        return versions.filter(Q(is_draft=False) | Q(id__in=mine))


@admin.register(TheoryStep)
class TheoryStepAdmin(WithinScope, admin.ModelAdmin[TheoryStep]):
    list_display = ["__str__", "kind", "number", "programme"]
    list_filter = ["programme", "kind"]
    list_select_related = ["programme"]
    filter_horizontal = ["questions", "indicators"]


class StageInline(admin.TabularInline[Stage, Course]):
    model = Stage
    extra = 0

    def get_queryset(self, request: HttpRequest) -> QuerySet[Stage]:
        return super().get_queryset(request).select_related("kind", "course")


@admin.register(Course)
class CourseAdmin(WithinScope, HistoryAdmin[Course]):
    """Courses are moved on their own page, where the reason is asked for."""

    list_display = ["name", "programme", "number", "starts_on", "cluster", "institution"]
    list_filter = ["programme", "starts_on"]
    list_select_related = ["programme", "cluster", "institution"]
    search_fields = ["name", "cluster__name", "institution__name"]
    readonly_fields = ["starts_on"]
    filter_horizontal = ["consultants"]
    inlines = [StageInline]

    def versions_seen(self, request: HttpRequest, versions: QuerySet[Any]) -> QuerySet[Any]:
        return _since_its_programme_was_ready(request, versions)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False


@admin.register(Consultant)
class ConsultantAdmin(WithinScope, admin.ModelAdmin[Consultant]):
    list_display = ["name", "user", "most_courses"]
    list_select_related = ["user"]
    search_fields = ["name"]
    ordering = [danish("name")]


@admin.register(Room)
class RoomAdmin(WithinScope, admin.ModelAdmin[Room]):
    list_display = ["name", "seats"]
    search_fields = ["name"]
    ordering = [danish("name")]


class QuestionInline(admin.TabularInline[Question, EvaluationPoint]):
    model = Question
    fields = ["number", "code", "text", "kind", "scale", "lineage", "is_key", "topic"]
    extra = 0


class ThemeInline(admin.TabularInline[Theme, EvaluationPoint]):
    model = Theme
    extra = 0


@admin.register(EvaluationPoint)
class EvaluationPointAdmin(WithinScope, admin.ModelAdmin[EvaluationPoint]):
    list_display = ["name", "programme", "number", "audience", "stage"]
    list_filter = ["programme", "audience"]
    list_select_related = ["programme", "stage"]
    search_fields = ["name"]
    inlines = [QuestionInline, ThemeInline]


class AnswerPartInline(admin.TabularInline[Part, Result]):
    model = Part
    extra = 0


@admin.register(Result)
class ResultAdmin(WithinScope, admin.ModelAdmin[Result]):
    """Answers are entered and read in on the pages of the programme; here they can be mended.

    Those of a survey are not shown here: they would tell who said what while it goes on.
    """

    list_display = [
        "question",
        "course",
        "institution",
        "respondents",
        "is_published",
        "entered_at",
    ]
    list_filter = ["question__point__programme", "is_published"]
    list_select_related = ["question__point", "course", "institution"]
    readonly_fields = ["question", "course", "institution", "entered_by", "entered_at"]
    search_fields = ["question__text", "question__code"]
    inlines = [AnswerPartInline]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Result]:
        return super().get_queryset(request).filter(survey=None)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False


@admin.register(Memo)
class MemoAdmin(WithinScope, HistoryAdmin[Memo]):
    list_display = ["title", "programme", "written_on", "is_draft"]
    list_filter = ["programme", "is_draft"]
    list_select_related = ["programme"]
    search_fields = ["title", "case_number"]

    def versions_seen(self, request: HttpRequest, versions: QuerySet[Any]) -> QuerySet[Any]:
        """What it was while it was a draft, only where the person writes it."""
        mine = Memo.objects.editable_by(request.user).values("pk")
        known = versions.filter(Q(is_draft=False) | Q(id__in=mine))
        return _since_its_programme_was_ready(request, known)


@admin.register(AttentionPoint)
class AttentionPointAdmin(WithinScope, HistoryAdmin[AttentionPoint]):
    list_display = ["__str__", "kind", "state", "responsible", "due_on", "programme"]
    list_filter = ["programme", "kind", "state"]
    list_select_related = ["programme"]
    autocomplete_fields = ["owner"]
    search_fields = ["text", "responsible"]

    def versions_seen(self, request: HttpRequest, versions: QuerySet[Any]) -> QuerySet[Any]:
        return _since_its_programme_was_ready(request, versions)


@admin.register(Anchor)
class AnchorAdmin(WithinScope, admin.ModelAdmin[Anchor]):
    list_display = ["programme", "local_goal", "point"]
    list_filter = ["programme"]
    list_select_related = ["programme", "point", "local_goal"]
    autocomplete_fields = ["local_goal"]
