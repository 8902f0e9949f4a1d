from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from config.read_only import ReadOnly
from institutions.history_admin import HistoryAdmin
from institutions.scoped_admin import WithinScope
from meetings.models import (
    AgendaItem,
    Contribution,
    FollowUp,
    Handover,
    Meeting,
    TemplateStep,
    YearStep,
    YearTemplate,
)


class AgendaItemInline(ReadOnly, WithinScope, admin.StackedInline[AgendaItem, Meeting]):
    model = AgendaItem
    fk_name = "meeting"
    fields = [
        "number",
        "kind",
        "title",
        "is_confidential",
        "recommendation",
        "resolution",
        "minutes",
    ]
    extra = 0


@admin.register(Meeting)
class MeetingAdmin(ReadOnly, WithinScope, HistoryAdmin[Meeting]):
    list_display = ["board", "held_on", "place", "status"]
    list_filter = ["status", "board"]
    list_select_related = ["board"]
    search_fields = ["board__name", "place", "items__title"]
    date_hierarchy = "held_on"
    inlines = [AgendaItemInline]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Meeting]:
        """The boards the person belongs to: here stands what is confidential, too."""
        attended = Meeting.objects.attended_by(request.user)
        return super().get_queryset(request).filter(pk__in=attended.values("pk"))


@admin.register(FollowUp)
class FollowUpAdmin(ReadOnly, WithinScope, admin.ModelAdmin[FollowUp]):
    list_display = ["text", "responsible", "due_on", "done_on", "board"]
    list_filter = ["due_on", "done_on"]
    list_select_related = ["item__meeting__board", "person"]
    search_fields = ["text", "responsible"]

    @admin.display(description=_("board"))
    def board(self, follow_up: FollowUp) -> str:
        return str(follow_up.item.meeting.board)


@admin.register(Handover)
class HandoverAdmin(ReadOnly, WithinScope, admin.ModelAdmin[Handover]):
    list_display = ["meeting", "case_number", "kle_number", "made_at", "made_by"]
    list_filter = ["made_at"]
    list_select_related = ["meeting__board", "made_by"]
    search_fields = ["case_number", "sha256"]


class TemplateStepInline(admin.TabularInline[TemplateStep, YearTemplate]):
    model = TemplateStep
    fields = ["title", "actor", "kind", "from_month", "to_month", "years"]
    extra = 0


@admin.register(YearTemplate)
class YearTemplateAdmin(admin.ModelAdmin[YearTemplate]):
    """What clusters begin a new year from; a municipality writes its own practice here."""

    list_display = ["name", "code"]
    search_fields = ["name", "steps__title"]
    inlines = [TemplateStepInline]


@admin.register(YearStep)
class YearStepAdmin(WithinScope, admin.ModelAdmin[YearStep]):
    list_display = ["title", "cluster", "from_on", "to_on", "kind"]
    list_filter = ["kind", "cluster"]
    list_select_related = ["cluster"]
    search_fields = ["title", "actor", "cluster__name"]
    autocomplete_fields = ["cluster"]
    date_hierarchy = "from_on"


@admin.register(Contribution)
class ContributionAdmin(WithinScope, admin.ModelAdmin[Contribution]):
    list_display = ["board", "kind_word", "is_responsible"]
    list_filter = ["is_responsible"]
    list_select_related = ["board", "statement", "goal", "local_goal", "effort"]
    autocomplete_fields = ["board", "goal", "local_goal"]
    readonly_fields = ["statement", "effort"]
