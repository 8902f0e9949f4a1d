"""Looking after instruments, scales and inspections."""

from typing import Any

from django.contrib import admin
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from config.collation import danish
from config.read_only import ReadOnly
from institutions.history_admin import HistoryAdmin
from institutions.scoped_admin import WithinScope
from measurements.admin.in_full import IN_FULL_STEP, IN_FULL_TOPIC
from measurements.admin.locked import ChangesWithReason
from measurements.admin.scales import Bands, Steps
from measurements.models import (
    GlossaryWording,
    Inspection,
    Instrument,
    InstrumentVersion,
    Scale,
    ScaleBand,
    ScaleStep,
    Topic,
)
from measurements.own_words import OWN_BY_KEY


class OutOfTheIndex:
    """A model that is chosen from other pages and has none of its own in the menu."""

    def get_model_perms(self, request: HttpRequest) -> dict[str, Any]:
        return {}


class VersionInline(admin.TabularInline[InstrumentVersion, Instrument]):
    model = InstrumentVersion
    fields = ["code", "name", "scale", "from_year", "to_year"]
    autocomplete_fields = ["scale"]
    show_change_link = True
    extra = 0


class TopicInline(admin.TabularInline[Topic, InstrumentVersion]):
    model = Topic
    fields = ["number", "name", "short_name", "lineage", "synonyms", "scale", "is_optional"]
    autocomplete_fields = ["scale"]
    extra = 0


class StepInline(admin.TabularInline[ScaleStep, Scale]):
    model = ScaleStep
    formset = Steps
    fields = ["rank", "label", "short_label", "synonyms", "meaning"]
    extra = 0


class BandInline(admin.TabularInline[ScaleBand, Scale]):
    """Where a band ends is where the next one begins, so only that is asked for."""

    model = ScaleBand
    formset = Bands
    fields = ["lower", "label", "short_label"]
    extra = 0


@admin.register(Instrument)
class InstrumentAdmin(admin.ModelAdmin[Instrument]):
    list_display = ["name", "short_name", "code"]
    search_fields = ["name", "short_name", "code"]
    ordering = [danish("name")]
    inlines = [VersionInline]


@admin.register(GlossaryWording)
class GlossaryWordingAdmin(HistoryAdmin[GlossaryWording]):
    """Words of the program, which the municipality words, and words of its own beside them."""

    list_display = ["name", "meaning"]
    readonly_fields = ["name", "shipped"]

    def get_fields(self, request: HttpRequest, obj: GlossaryWording | None = None) -> list[Any]:
        is_own = obj is None or obj.own_name
        return ["own_name", "meaning"] if is_own else ["name", "shipped", "meaning"]

    @admin.display(description=_("word"))
    def name(self, row: GlossaryWording) -> str:
        return str(row)

    @admin.display(description=_("the words that come along"))
    def shipped(self, row: GlossaryWording) -> str:
        return str(OWN_BY_KEY[row.key].meaning) if row.key in OWN_BY_KEY else "–"

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        if not isinstance(obj, GlossaryWording) or not obj.own_name:
            return False
        return super().has_delete_permission(request, obj)


@admin.register(InstrumentVersion)
class InstrumentVersionAdmin(admin.ModelAdmin[InstrumentVersion]):
    list_display = ["name", "instrument", "scale", "from_year", "to_year"]
    list_filter = ["instrument"]
    list_select_related = ["instrument", "scale"]
    search_fields = ["name", "code", "instrument__name"]
    autocomplete_fields = ["instrument", "scale"]
    inlines = [TopicInline]


@admin.register(Scale)
class ScaleAdmin(admin.ModelAdmin[Scale]):
    """Where one band ends and the next begins is a local setting, made here."""

    list_display = ["name", "code", "kind", "lowest", "highest", "smallest_difference"]
    list_filter = ["kind"]
    search_fields = ["name", "code"]
    ordering = [danish("name")]
    inlines = [StepInline, BandInline]


@admin.register(ScaleStep)
class ScaleStepAdmin(ReadOnly, OutOfTheIndex, admin.ModelAdmin[ScaleStep]):
    """Only chosen here; it is changed with its scale, so that no step is left out."""

    list_display = ["label", "scale", "rank"]
    search_fields = ["label", "scale__name"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[ScaleStep]:
        return super().get_queryset(request).select_related(*IN_FULL_STEP)


@admin.register(Topic)
class TopicAdmin(admin.ModelAdmin[Topic]):
    list_display = ["name", "version", "number", "lineage", "is_optional"]
    list_filter = ["version__instrument", "version"]
    search_fields = [
        "name",
        "short_name",
        "lineage",
        "version__name",
        "version__instrument__name",
        "version__instrument__short_name",
    ]
    autocomplete_fields = ["version", "scale"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Topic]:
        return super().get_queryset(request).select_related(*IN_FULL_TOPIC)


@admin.register(Inspection)
class InspectionAdmin(ChangesWithReason, WithinScope, admin.ModelAdmin[Inspection]):
    list_display = ["institution", "year", "kind", "closed_on", "is_enhanced"]
    list_filter = ["year", "kind", "is_enhanced", "has_immediate_order"]
    list_select_related = ["institution"]
    search_fields = ["institution__name"]
    autocomplete_fields = ["institution"]
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}
