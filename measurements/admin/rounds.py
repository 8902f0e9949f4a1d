"""Looking after measuring rounds: their deadline, who has not delivered, and their lock."""

from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.requests import signed_in
from institutions.access import scope_of
from institutions.models import Institution, InstitutionKind
from institutions.scoped_admin import WithinScope
from measurements.deliveries import Delivery
from measurements.models import MeasuringRound


class RoundForm(forms.ModelForm[MeasuringRound]):
    """A round, with the kinds of institution to choose from."""

    kinds = forms.MultipleChoiceField(
        label=gettext_lazy("Kinds of institutions"),
        choices=InstitutionKind.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=gettext_lazy("None chosen means all of them."),
    )

    class Meta:
        model = MeasuringRound
        fields = ["instrument", "period", "opens_on", "deadline_on", "clusters", "kinds"]


@admin.register(MeasuringRound)
class MeasuringRoundAdmin(WithinScope, admin.ModelAdmin[MeasuringRound]):
    """Once a round is locked it stays so: its values change with a reason, and only so."""

    form = RoundForm
    list_display = ["instrument", "period", "opens_on", "deadline_on", "is_locked"]
    list_filter = ["instrument"]
    list_select_related = ["instrument"]
    search_fields = ["instrument__name", "period"]
    filter_horizontal = ["clusters"]
    actions = ["lock"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return super().has_add_permission(request) and scope_of(request.user).edits.everything

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        is_locked = isinstance(obj, MeasuringRound) and obj.locked_at is not None
        return super().has_delete_permission(request, obj) and not is_locked

    def get_fieldsets(self, request: HttpRequest, obj: MeasuringRound | None = None) -> Any:
        asked = ["instrument", "period", "opens_on", "deadline_on", "clusters", "kinds"]
        told = ["delivered", "missing", "locked_at", "locked_by"] if obj else []
        return [(None, {"fields": [*asked, *told]})]

    def get_readonly_fields(
        self, request: HttpRequest, obj: MeasuringRound | None = None
    ) -> list[str]:
        told = ["delivered", "missing", "locked_at", "locked_by"] if obj else []
        return [*told, *(["instrument", "period"] if obj and obj.locked_at else [])]

    @admin.display(description=gettext_lazy("locked"), boolean=True, ordering="locked_at")
    def is_locked(self, one: MeasuringRound) -> bool:
        return one.locked_at is not None

    @admin.display(description=gettext_lazy("delivered"))
    def delivered(self, one: MeasuringRound) -> str:
        delivery = Delivery.of(one)
        return _("%(count)s of %(expected)s") % {
            "count": delivery.delivered,
            "expected": delivery.expected,
        }

    @admin.display(description=gettext_lazy("not delivered yet"))
    def missing(self, one: MeasuringRound) -> str:
        missing = Delivery.of(one).missing
        if not missing:
            return _("Everybody has delivered.")
        return format_html_join(", ", '<a href="{}">{}</a>', _links(missing))

    @admin.action(description=gettext_lazy("Lock the chosen rounds"), permissions=["change"])
    def lock(self, request: HttpRequest, queryset: QuerySet[MeasuringRound]) -> None:
        """Values of the rounds change only with a reason from now on."""
        rounds = list(queryset.filter(locked_at=None))
        for one in rounds:
            if not self.has_change_permission(request, one):
                raise PermissionDenied
            one.locked_at, one.locked_by = timezone.now(), signed_in(request)
            one.save(update_fields=["locked_at", "locked_by"])
            self.log_change(request, one, [{"changed": {"fields": ["locked"]}}])
        sentence = ngettext(
            "%(count)s round is locked. Its values change only with a reason.",
            "%(count)s rounds are locked. Their values change only with a reason.",
            len(rounds),
        )
        self.message_user(request, sentence % {"count": len(rounds)}, messages.SUCCESS)


def _links(institutions: Iterable[Institution]) -> Iterator[tuple[str, str]]:
    return ((place.get_absolute_url(), place.name) for place in institutions)
