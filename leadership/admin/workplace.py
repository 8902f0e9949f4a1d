"""What is done about themes, and what is shared, to be looked through: written on their pages."""

from django.contrib import admin
from django.db import models

from config.read_only import MadeElsewhere
from institutions.scoped_admin import WithinScope
from leadership.models import SharedEconomy, ThemeAction


@admin.register(ThemeAction)
class ThemeActionAdmin(MadeElsewhere, WithinScope, admin.ModelAdmin[ThemeAction]):
    list_display = ["topic", "cluster", "what", "who", "until_on", "done_on"]
    list_select_related = ["topic", "cluster"]
    search_fields = ["what", "who"]


@admin.register(SharedEconomy)
class SharedEconomyAdmin(MadeElsewhere, WithinScope, admin.ModelAdmin[SharedEconomy]):
    list_display = ["cluster", "year", "agreed_on"]
    list_select_related = ["cluster"]
    search_fields = ["cluster__name"]
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}
