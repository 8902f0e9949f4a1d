from django.contrib import admin

from institutions.history_admin import HistoryAdmin
from institutions.scoped_admin import WithinScope
from leadership.models import CoreArea, CoreGroup, CorePoint, Profile, ProfileRole
from strategy.admin import SHORT_TEXTS


class ProfileRoleInline(admin.TabularInline[ProfileRole, Profile]):
    model = ProfileRole
    fields = ["number", "name", "text"]
    formfield_overrides = SHORT_TEXTS
    extra = 0


class CoreGroupInline(admin.TabularInline[CoreGroup, Profile]):
    model = CoreGroup
    fields = ["number", "question", "name", "lead_in", "introduction"]
    formfield_overrides = SHORT_TEXTS
    show_change_link = True
    extra = 0


class CoreAreaInline(admin.TabularInline[CoreArea, CoreGroup]):
    model = CoreArea
    fields = ["number", "name", "other_name", "text"]
    formfield_overrides = SHORT_TEXTS
    show_change_link = True
    extra = 0


class CorePointInline(admin.TabularInline[CorePoint, CoreArea]):
    model = CorePoint
    fields = ["number", "text"]
    formfield_overrides = SHORT_TEXTS
    extra = 0


@admin.register(Profile)
class ProfileAdmin(WithinScope, HistoryAdmin[Profile]):
    list_display = ["name", "title", "level", "scale", "is_in_use"]
    list_filter = ["level"]
    list_select_related = ["scale"]
    search_fields = ["name", "title"]
    formfield_overrides = SHORT_TEXTS
    inlines = [CoreGroupInline, ProfileRoleInline]


@admin.register(CoreGroup)
class CoreGroupAdmin(WithinScope, admin.ModelAdmin[CoreGroup]):
    list_display = ["name", "question", "profile"]
    list_select_related = ["profile"]
    search_fields = ["name", "profile__name"]
    inlines = [CoreAreaInline]


@admin.register(CoreArea)
class CoreAreaAdmin(WithinScope, HistoryAdmin[CoreArea]):
    list_display = ["name", "group"]
    list_filter = ["group"]
    list_select_related = ["group"]
    search_fields = ["name", "text", "points__text"]
    inlines = [CorePointInline]
