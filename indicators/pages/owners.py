"""Who sees to it that an indicator is measured, and how often: shown, and chosen."""

import datetime
from dataclasses import dataclass
from typing import Any, Self

from django import forms
from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from accounts.models import User
from accounts.requests import SignedInRequest
from config.forms import field_of_rows
from config.others_words import KeepsOthersWords
from indicators.evidence import may_write
from indicators.freshness import Freshness, freshness_of
from indicators.models import Indicator, IndicatorOwner
from indicators.pages.delivering import HowDelivered
from institutions.access import Reader
from institutions.audiences import heads_over, team_of_cluster
from institutions.models import Membership
from institutions.roles import LEADERSHIP, Role
from strategy.models import Strategy


class IndicatorOwnerForm(KeepsOthersWords, forms.ModelForm[IndicatorOwner]):
    """Somebody with a role where the indicator is of, and a rhythm."""

    class Meta:
        model = IndicatorOwner
        fields = ["person", "rhythm"]
        labels = {
            "person": gettext_lazy("Responsible"),
            "rhythm": gettext_lazy("How often do new figures come?"),
        }

    def __init__(self, *args: Any, on: datetime.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        held = people_of(self.instance.indicator.goal.strategy, on)
        people = User.objects.filter(Q(pk__in=held) | Q(pk=self.instance.person_id or 0))
        person = field_of_rows(self, "person")
        person.queryset = people.order_by("name")
        person.empty_label = _("Nobody yet")
        for field in self.fields.values():
            field.widget.attrs["class"] = "form-select"


def people_of(strategy: Strategy, on: datetime.date) -> set[int]:
    """Who may answer for an indicator: those with work where its strategy holds."""
    if cluster := strategy.cluster:
        team = team_of_cluster(cluster.pk, on)
        return team | heads_over(on, clusters=[cluster.pk], areas=[cluster.area_id])
    roles = {*LEADERSHIP, Role.AREA_HEAD, Role.CONSULTANT, Role.ADMINISTRATOR}
    held = Membership.objects.on(on).filter(role__in=roles, user__is_active=True)
    return set(held.order_by().values_list("user", flat=True))


@dataclass(frozen=True, slots=True)
class OwnerPart:
    """Who sees to an indicator, in sentences, and the form for whoever may choose it."""

    fresh: Freshness
    form: IndicatorOwnerForm | None
    delivery: HowDelivered

    @classmethod
    def of(
        cls, indicator: Indicator, *, user: Reader, on: datetime.date, reports: bool = False
    ) -> Self:
        form = None
        if may_write(indicator.goal, user=user):
            form = IndicatorOwnerForm(instance=_care_of(indicator), on=on)
        fresh = freshness_of([indicator], on=on)[indicator.pk]
        return cls(fresh, form, HowDelivered.of(indicator, user=user, reports=reports))

    @property
    def heading(self) -> str:
        if self.fresh.owner:
            return _("%(name)s sees to the figures") % {"name": self.fresh.owner}
        return _("Nobody is responsible for the figures yet")

    @property
    def sentence(self) -> str:
        """When the next figure is due, or should have come."""
        fresh = self.fresh
        if not fresh.rhythm:
            return ""
        if fresh.due_on is None:
            return _("There is no figure yet.") if fresh.is_stale else ""
        words = {"day": date_format(fresh.due_on, "DATE_FORMAT")}
        if fresh.is_stale:
            return _("New figures should have come by %(day)s.") % words
        return _("The next figures are due by %(day)s.") % words


def _care_of(indicator: Indicator) -> IndicatorOwner:
    care = IndicatorOwner.objects.filter(indicator=indicator).first()
    found = care or IndicatorOwner(indicator=indicator)
    found.indicator = indicator
    return found


@require_POST
def indicator_owner(request: SignedInRequest, pk: int) -> HttpResponse:
    """Whoever writes the indicator chooses who sees to it."""
    rows = Indicator.objects.editable_by(request.user).select_related("goal__strategy__cluster")
    indicator = get_object_or_404(rows, pk=pk)
    form = IndicatorOwnerForm(request.POST, instance=_care_of(indicator), on=timezone.localdate())
    if form.is_valid():
        form.save()
        messages.success(request, _("The responsible has been saved."))
    else:
        messages.error(request, _("Choose somebody with a role there, and a rhythm."))
    return redirect(f"{indicator.get_absolute_url()}#ansvarlig")
