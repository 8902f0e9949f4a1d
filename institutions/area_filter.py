"""A list of the administration by area, as the areas are today."""

from typing import Any, TypeVar

from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from institutions.models import Area, Institution

M = TypeVar("M", bound=Model)


class AreaNowFilter(admin.SimpleListFilter):
    """Institutions, or what they have, by the area where they lie today."""

    title = _("area")
    parameter_name = "area"

    def lookups(
        self, request: HttpRequest, model_admin: admin.ModelAdmin[Any]
    ) -> list[tuple[str, StrOrPromise]]:
        return list(Area.objects.visible_to(request.user).values_list("slug", "name"))

    def queryset(self, request: HttpRequest, queryset: QuerySet[M]) -> QuerySet[M]:
        if not self.value():
            return queryset
        areas = Area.objects.filter(slug=self.value()).values("pk")
        there: Any = Institution.objects.with_area()
        there = there.filter(area_now__in=areas)
        path = "pk" if queryset.model is Institution else "institution"
        return queryset.filter(**{f"{path}__in": there.values("pk")})
