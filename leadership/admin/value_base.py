from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.db.models.functions import TruncDate
from django.http import HttpRequest

from institutions.history_admin import HistoryAdmin
from institutions.scoped_admin import WithinScope
from leadership.models import (
    Commitment,
    CommitmentCell,
    CoreValue,
    JobGroup,
    JobRole,
    ValueArea,
    ValueBase,
)
from strategy.admin import SHORT_TEXTS


class CoreValueInline(admin.TabularInline[CoreValue, ValueBase]):
    model = CoreValue
    fields = ["number", "name", "text"]
    formfield_overrides = SHORT_TEXTS
    extra = 0


class ValueAreaInline(admin.TabularInline[ValueArea, ValueBase]):
    model = ValueArea
    fields = ["number", "name"]
    extra = 0


class JobGroupInline(admin.TabularInline[JobGroup, ValueBase]):
    model = JobGroup
    fields = ["number", "name", "title"]
    extra = 0


@admin.register(ValueBase)
class ValueBaseAdmin(WithinScope, HistoryAdmin[ValueBase]):
    list_display = ["name", "source", "from_on"]
    search_fields = ["name", "source"]
    formfield_overrides = SHORT_TEXTS
    inlines = [CoreValueInline, ValueAreaInline, JobGroupInline]

    def versions_seen(self, request: HttpRequest, versions: QuerySet[Any]) -> QuerySet[Any]:
        """Not what was being prepared: that is for administrators, who see every version."""
        return versions.filter(from_on__lte=TruncDate("history_date"))


class CommitmentCellInline(admin.TabularInline[CommitmentCell, ValueArea]):
    model = CommitmentCell
    fields = ["area", "is_being_written"]
    show_change_link = True
    extra = 0

    def get_queryset(self, request: HttpRequest) -> QuerySet[CommitmentCell]:
        return super().get_queryset(request).select_related("role", "area")


class CommitmentInline(admin.TabularInline[Commitment, JobRole]):
    model = Commitment
    fields = ["number", "text"]
    formfield_overrides = SHORT_TEXTS
    extra = 0


@admin.register(JobRole)
class JobRoleAdmin(WithinScope, admin.ModelAdmin[JobRole]):
    list_display = ["name", "group", "is_everybody"]
    list_filter = ["group__base", "group"]
    list_select_related = ["group"]
    search_fields = ["name", "group__name"]
    inlines = [CommitmentCellInline]


@admin.register(CommitmentCell)
class CommitmentCellAdmin(WithinScope, admin.ModelAdmin[CommitmentCell]):
    """A role under an area, with its commitments."""

    list_display = ["role", "area", "is_being_written"]
    list_filter = ["area__base", "role__group", "area"]
    list_select_related = ["role", "area"]
    search_fields = ["role__name", "commitments__text"]
    inlines = [CommitmentInline]
