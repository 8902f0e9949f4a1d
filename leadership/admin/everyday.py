"""Reflections and introductions, to be looked through: they are written on their pages."""

from django.contrib import admin

from config.read_only import MadeElsewhere
from institutions.scoped_admin import WithinScope
from leadership.models import Onboarding, Reflection


@admin.register(Reflection)
class ReflectionAdmin(MadeElsewhere, WithinScope, admin.ModelAdmin[Reflection]):
    list_display = ["commitment", "cluster", "institution", "group", "held_on", "standing"]
    list_select_related = ["commitment", "cluster", "institution"]
    search_fields = ["commitment__text", "group"]


@admin.register(Onboarding)
class OnboardingAdmin(MadeElsewhere, WithinScope, admin.ModelAdmin[Onboarding]):
    list_display = ["who", "institution", "role", "due_on", "ended_on"]
    list_select_related = ["institution", "role"]
    search_fields = ["institution__name", "role__name"]
