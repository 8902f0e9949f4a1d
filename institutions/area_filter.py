"""A list of the administration by area, as the areas are today."""

from typing import Any

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from institutions.models import Area, Institution


class AreaNowFilter(admin.SimpleListFilter):
    """Institutions, or what they have, by the area where they lie today."""

    title = _("area")
    parameter_name = "area"

    def lookups(self, request, model_admin):
        return list(Area.objects.visible_to(request.user).values_list("slug", "name"))

    def queryset(self, request, queryset):
        if not self.value():
            return queryset
        areas = Area.objects.filter(slug=self.value()).values("pk")
        there: Any = Institution.objects.with_area()
        there = there.filter(area_now__in=areas)
        path = "pk" if queryset.model is Institution else "institution"
        return queryset.filter(**{f"{path}__in": there.values("pk")})
