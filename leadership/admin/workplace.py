"""What is done about themes, and what is shared, to be looked through: written on their pages."""

from typing import Any

from django.contrib import admin
from django.db import models
from django.db.models import Q, QuerySet
from django.http import HttpRequest

from config.read_only import MadeElsewhere
from institutions.history_admin import HistoryAdmin
from institutions.scoped_admin import WithinScope
from leadership.models import SharedEconomy, ThemeAction


@admin.register(ThemeAction)
class ThemeActionAdmin(MadeElsewhere, WithinScope, HistoryAdmin[ThemeAction]):
    list_display = ["topic", "cluster", "what", "who", "until_on", "done_on"]
    list_select_related = ["topic", "cluster"]
    search_fields = ["what", "who"]


@admin.register(SharedEconomy)
class SharedEconomyAdmin(MadeElsewhere, WithinScope, HistoryAdmin[SharedEconomy]):
    list_display = ["cluster", "year", "agreed_on"]
    list_select_related = ["cluster"]
    search_fields = ["cluster__name"]
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}

    def versions_seen(self, request: HttpRequest, versions: QuerySet[Any]) -> QuerySet[Any]:
        """What it was before the team agreed, only where the person is of those who write it."""
        mine = SharedEconomy.objects.editable_by(request.user).values("pk")
        return versions.filter(Q(agreed_on__isnull=False) | Q(id__in=mine))
