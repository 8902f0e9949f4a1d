"""Looking after indicators: a rule that can never give a result is refused when it is written."""

from typing import Any, TypeVar

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import ForeignKey, OuterRef, Q, QuerySet, Subquery
from django.forms import ModelChoiceField
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest

from indicators.models import Indicator, Target
from indicators.reckoning import why_never
from institutions.history_admin import HistoryAdmin
from institutions.scoped_admin import WithinScope
from measurements.admin.in_full import IN_FULL_STEP, IN_FULL_TOPIC, StepInFull, TopicsInFull
from measurements.models import ScaleStep, Topic
from strategy.drafting import ready_since
from strategy.models import Goal

#: Where an indicator that is being edited keeps the topics chosen on the page, not saved yet.
CHOSEN = "chosen_topics"


class IndicatorForm(forms.ModelForm[Indicator]):
    """The rule without its targets, which stand in forms of their own beside it."""

    class Meta:
        field_classes = {"topics": TopicsInFull}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        topics = self.fields.get("topics")
        if isinstance(topics, TopicsInFull):
            topics.queryset = Topic.objects.select_related(*IN_FULL_TOPIC)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        setattr(self.instance, CHOSEN, list(self.cleaned_data.get("topics") or ()))
        return cleaned


R = TypeVar("R", Target, Indicator)


def _living(formset: BaseInlineFormSet[R, Indicator, forms.ModelForm[R]]) -> list[R]:
    """What the forms of a formset will leave behind."""
    return [
        form.instance
        for form in formset.forms
        if getattr(form, "cleaned_data", None) and not form.cleaned_data.get("DELETE")
    ]


class Targets(BaseInlineFormSet[Target, Indicator, forms.ModelForm[Target]]):
    """Held against the topics that were chosen on the same page."""

    def clean(self) -> None:
        super().clean()
        indicator, targets = self.instance, _living(self)
        if not _is_complete(indicator):
            return  # the form above says what is wrong
        is_part = bool(indicator.parent_id)
        found = why_never(indicator, topics=_topics_of(indicator), targets=targets, is_part=is_part)
        if found:
            raise ValidationError(found)


class Parts(BaseInlineFormSet[Indicator, Indicator, forms.ModelForm[Indicator]]):
    """The parts of several indicators together."""

    def clean(self) -> None:
        super().clean()
        indicator, parts = self.instance, _living(self)
        found = []
        if _is_complete(indicator):
            found += why_never(indicator, topics=_topics_of(indicator), parts=parts)
            if indicator.source != Indicator.Source.COMPOSITE:
                found = []  # told beside the targets
        for part in parts:
            if part.goal_id:
                found += [
                    f"{part.code}: {sentence}"
                    for sentence in why_never(part, topics=_topics_of(part))
                ]
        if found:
            raise ValidationError(found)


def _is_complete(indicator: Indicator) -> bool:
    return bool(indicator.goal_id and indicator.source)


def _topics_of(indicator: Indicator) -> list[Topic]:
    chosen = getattr(indicator, CHOSEN, None)
    if chosen is None:
        return list(indicator.topics.select_related(*IN_FULL_TOPIC)) if indicator.pk else []
    topics: list[Topic] = chosen
    return topics


class TargetInline(admin.TabularInline[Target, Indicator]):
    model = Target
    formset = Targets
    fields = ["year", "institution", "value", "step", "of_each"]
    autocomplete_fields = ["institution", "step"]
    extra = 0

    def formfield_for_foreignkey(
        self, db_field: ForeignKey[Any, Any], request: HttpRequest, **kwargs: Any
    ) -> ModelChoiceField[Any] | None:
        if db_field.name == "step":
            kwargs["form_class"] = StepInFull
            kwargs["queryset"] = ScaleStep.objects.select_related(*IN_FULL_STEP)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class IndicatorPartInline(admin.TabularInline[Indicator, Indicator]):
    """The parts of a composite; each has a page of its own for its targets."""

    model = Indicator
    form = IndicatorForm
    formset = Parts
    fk_name = "parent"
    fields = ["goal", "code", "number", "short_text", "text", "source", "topics", "aggregation"]
    autocomplete_fields = ["goal", "topics"]
    show_change_link = True
    extra = 0


@admin.register(Indicator)
class IndicatorAdmin(WithinScope, HistoryAdmin[Indicator]):
    form = IndicatorForm
    list_display = ["code", "short_text", "goal", "source", "aggregation", "year"]
    list_filter = ["source", "aggregation", "goal__strategy"]
    list_select_related = ["goal"]
    search_fields = ["code", "text", "short_text", "goal__short_name"]
    autocomplete_fields = ["goal", "topics", "parent", "local_goals"]
    inlines = [TargetInline, IndicatorPartInline]

    def versions_seen(self, request: HttpRequest, versions: QuerySet[Any]) -> QuerySet[Any]:
        """Those from when its strategy was a draft only where the person edits it."""
        mine = Indicator.objects.editable_by(request.user).values("pk")
        strategy = Goal.objects.filter(pk=OuterRef(OuterRef("goal_id"))).values("strategy")
        since = ready_since(Subquery(strategy))
        return versions.filter(Q(history_date__gte=since) | Q(id__in=mine))
