from django.contrib import admin
from django.db import models

from config.read_only import ReadOnly
from duties.models import EnvironmentQuestion, Remark, RemarkStep, RuleEdition, StatutoryRule
from institutions.scoped_admin import WithinScope


class RuleEditionInline(admin.StackedInline[RuleEdition, StatutoryRule]):
    model = RuleEdition
    fields = ["value", "text", "from_on", "to_on", "source", "link", "checked_on", "is_local"]
    extra = 0
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}


@admin.register(StatutoryRule)
class StatutoryRuleAdmin(WithinScope, admin.ModelAdmin[StatutoryRule]):
    """A change of law is an edition of its own; the one before it gets a last day."""

    list_display = ["name", "unit"]
    fields = ["name", "unit", "follows"]
    inlines = [RuleEditionInline]

    def has_add_permission(self, request: object) -> bool:
        return False  # the program asks for rules by code

    def has_delete_permission(self, request: object, obj: object = None) -> bool:
        return False


class RemarkStepInline(ReadOnly, WithinScope, admin.TabularInline[RemarkStep, Remark]):
    model = RemarkStep
    fields = ["made_at", "from_state", "to_state", "comment", "made_by"]
    extra = 0


@admin.register(Remark)
class RemarkAdmin(ReadOnly, WithinScope, admin.ModelAdmin[Remark]):
    """To be looked through; remarks are written and moved in the register of tilsyn."""

    list_display = ["institution", "year", "kind", "stage", "due_on"]
    list_filter = ["stage", "kind"]
    list_select_related = ["institution"]
    search_fields = ["institution__name", "text"]
    inlines = [RemarkStepInline]


@admin.register(EnvironmentQuestion)
class EnvironmentQuestionAdmin(WithinScope, admin.ModelAdmin[EnvironmentQuestion]):
    """The two-year template: what was answered stays with the question as it was asked."""

    list_display = ["text", "half_year", "number", "is_shared", "is_in_use"]
