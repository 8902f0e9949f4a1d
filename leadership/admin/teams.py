from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from institutions.history_admin import HistoryAdmin
from institutions.scoped_admin import WithinScope
from leadership.models import Duty, Team


class DutyInline(admin.TabularInline[Duty, Team]):
    model = Duty
    fields = ["name", "holder", "deputy", "until_on"]
    extra = 0


@admin.register(Team)
class TeamAdmin(WithinScope, HistoryAdmin[Team]):
    """Which leaders work together with the profile. Who they are follows from their roles.

    Mappings and plans are not here: answers are nobody's but their leader's, and a plan is written
    and signed by those who agree on it.
    """

    list_display = ["__str__", "ownership", "takes_part", "leaders"]
    list_filter = ["takes_part"]
    list_select_related = ["cluster", "institution"]
    search_fields = ["cluster__name", "institution__name"]
    autocomplete_fields = ["cluster", "institution"]
    inlines = [DutyInline]

    @admin.display(description=_("ownership"))
    def ownership(self, team: Team) -> str:
        place = team.place
        return str(place.get_ownership_display()) if place else ""

    @admin.display(description=_("leaders"))
    def leaders(self, team: Team) -> str:
        members = team.members(timezone.localdate()).order_by("name")
        return ", ".join(member.name for member in members)

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """With a team its mappings and plans would go: it stops taking part instead."""
        return False
