from django.contrib import admin
from django.db.models import OuterRef, Q

from config.collation import danish
from institutions.history_admin import HistoryAdmin, since_the_first
from institutions.scoped_admin import WithinScope
from programmes.models import (
    Consultant,
    Course,
    EvaluationPoint,
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


class StatusNoteInline(admin.TabularInline):
    model = StatusNote
    extra = 0


class ProgrammeStageInline(admin.TabularInline):
    model = ProgrammeStage
    extra = 0


@admin.register(Programme)
class ProgrammeAdmin(WithinScope, HistoryAdmin):
    list_display = ["name", "from_year", "to_year", "is_draft"]
    list_filter = ["is_draft"]
    search_fields = ["name", "purpose"]
    prepopulated_fields = {"slug": ["name"]}
    inlines = [ProgrammeStageInline, StatusNoteInline]

    def versions_seen(self, request, versions):
        """What it was while it was a draft, only where the person plans it."""
        mine = Programme.objects.editable_by(request.user).values("pk")
        return versions.filter(Q(is_draft=False) | Q(id__in=mine))


@admin.register(TheoryStep)
class TheoryStepAdmin(WithinScope, admin.ModelAdmin):
    list_display = ["__str__", "kind", "number", "programme"]
    list_filter = ["programme", "kind"]
    list_select_related = ["programme"]
    filter_horizontal = ["questions", "indicators"]


class StageInline(admin.TabularInline):
    model = Stage
    extra = 0

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("kind", "course")


@admin.register(Course)
class CourseAdmin(WithinScope, HistoryAdmin):
    """Courses are moved on their own page, where the reason is asked for."""

    list_display = ["name", "programme", "number", "starts_on", "cluster", "institution"]
    list_filter = ["programme", "starts_on"]
    list_select_related = ["programme", "cluster", "institution"]
    search_fields = ["name", "cluster__name", "institution__name"]
    readonly_fields = ["starts_on"]
    filter_horizontal = ["consultants"]
    inlines = [StageInline]

    def versions_seen(self, request, versions):
        """Those from when its programme was a draft only where the person plans it."""
        mine = Programme.objects.editable_by(request.user).values("pk")
        ready = Programme.history.filter(is_draft=False)
        since = since_the_first(ready, OuterRef("programme_id"))
        return versions.filter(Q(history_date__gte=since) | Q(programme__in=mine))

    def has_add_permission(self, request) -> bool:
        return False


@admin.register(Consultant)
class ConsultantAdmin(WithinScope, admin.ModelAdmin):
    list_display = ["name", "user", "most_courses"]
    list_select_related = ["user"]
    search_fields = ["name"]
    ordering = [danish("name")]


@admin.register(Room)
class RoomAdmin(WithinScope, admin.ModelAdmin):
    list_display = ["name", "seats"]
    search_fields = ["name"]
    ordering = [danish("name")]


class QuestionInline(admin.TabularInline):
    model = Question
    fields = ["number", "code", "text", "kind", "scale", "lineage", "is_key", "topic"]
    extra = 0


class ThemeInline(admin.TabularInline):
    model = Theme
    extra = 0


@admin.register(EvaluationPoint)
class EvaluationPointAdmin(WithinScope, admin.ModelAdmin):
    list_display = ["name", "programme", "number", "audience", "stage"]
    list_filter = ["programme", "audience"]
    list_select_related = ["programme", "stage"]
    search_fields = ["name"]
    inlines = [QuestionInline, ThemeInline]


class AnswerPartInline(admin.TabularInline):
    model = Part
    extra = 0


@admin.register(Result)
class ResultAdmin(WithinScope, admin.ModelAdmin):
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

    def get_queryset(self, request):
        return super().get_queryset(request).filter(survey=None)

    def has_add_permission(self, request) -> bool:
        return False
