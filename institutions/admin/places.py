from typing import Any, cast

from django.contrib import admin
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from config.collation import danish
from institutions.admin.importing import ImportInstitutions
from institutions.admin.people import ConfirmsWhereRolesAreGiven, MembershipInline
from institutions.area_filter import AreaNowFilter
from institutions.closing import leave_the_cluster
from institutions.forms import (
    AreaForm,
    ClusterForm,
    InstitutionForm,
    SuccessivePeriods,
)
from institutions.history_admin import HistoryAdmin
from institutions.models import (
    Area,
    Board,
    Cluster,
    Group,
    Identifier,
    Institution,
    KnownName,
    Placement,
)
from institutions.models.places import InstitutionQuerySet
from institutions.periods import holds_on
from institutions.scoped_admin import WithinScope


class OpenFilter(admin.SimpleListFilter):
    """Institutions that are open today, or closed."""

    title = _("open or closed")
    parameter_name = "open"

    def lookups(
        self, request: HttpRequest, model_admin: admin.ModelAdmin[Any]
    ) -> list[tuple[str, StrOrPromise]]:
        return [("yes", _("open")), ("no", _("closed"))]

    def queryset(
        self, request: HttpRequest, queryset: QuerySet[Institution]
    ) -> QuerySet[Institution]:
        match self.value():
            case "yes":
                return cast(InstitutionQuerySet, queryset).open()
            case "no":
                return queryset.filter(closed_on__lt=timezone.localdate())
        return queryset


class ClusterNowFilter(admin.SimpleListFilter):
    """Institutions by the cluster they are in today."""

    title = _("cluster")
    parameter_name = "cluster"

    def lookups(
        self, request: HttpRequest, model_admin: admin.ModelAdmin[Any]
    ) -> list[tuple[str, StrOrPromise]]:
        clusters = Cluster.objects.visible_to(request.user)
        return [*clusters.values_list("slug", "name"), ("-", _("outside clusters"))]

    def queryset(
        self, request: HttpRequest, queryset: QuerySet[Institution]
    ) -> QuerySet[Institution]:
        placed = Placement.objects.current()
        if self.value() == "-":
            return queryset.exclude(pk__in=placed.values("institution"))
        if self.value():
            return queryset.filter(
                pk__in=placed.filter(cluster__slug=self.value()).values("institution")
            )
        return queryset


class BoardInline(WithinScope, admin.StackedInline[Board, Any]):
    model = Board
    fields = [
        *("kind", "name", "purpose", "also_members"),
        *("minutes_rule", "leaders_adopt", "is_published"),
    ]
    extra = 0


class PlacementInline(admin.TabularInline[Placement, Institution]):
    model = Placement
    formset = SuccessivePeriods
    fields = ["cluster", "from_on", "to_on"]
    autocomplete_fields = ["cluster"]
    extra = 0


class IdentifierInline(admin.TabularInline[Identifier, Institution]):
    model = Identifier
    fields = ["kind", "value", "from_on", "to_on"]
    extra = 0


class KnownNameInline(WithinScope, admin.TabularInline[KnownName, Institution]):
    model = KnownName
    fields = ["name"]
    extra = 0


class GroupInline(WithinScope, admin.TabularInline[Group, Institution]):
    model = Group
    fields = ["name", "age_band", "children"]
    extra = 0


@admin.register(Area)
class AreaAdmin(ConfirmsWhereRolesAreGiven[Area], WithinScope, admin.ModelAdmin[Area]):
    form = AreaForm
    list_display = ["name", "slug"]
    search_fields = ["name"]
    inlines = [MembershipInline]


@admin.register(Cluster)
class ClusterAdmin(ConfirmsWhereRolesAreGiven[Cluster], WithinScope, HistoryAdmin[Cluster]):
    form = ClusterForm
    list_display = ["name", "nickname", "area", "ownership", "register_number"]
    list_filter = ["area", "ownership"]
    list_select_related = ["area"]
    search_fields = ["name", "nickname", "register_number"]
    autocomplete_fields = ["area"]
    inlines = [BoardInline, MembershipInline]


@admin.register(Institution)
class InstitutionAdmin(
    ImportInstitutions,
    ConfirmsWhereRolesAreGiven[Institution],
    WithinScope,
    HistoryAdmin[Institution],
):
    form = InstitutionForm
    list_display = ["name", "number", "kind", "ownership", "cluster_now", "area_now", "closed_on"]
    list_filter = [OpenFilter, ClusterNowFilter, AreaNowFilter, "kind", "ownership"]
    search_fields = ["name", "identifiers__value"]
    search_help_text = _("Search by name or number")
    autocomplete_fields = ["area"]
    inlines = [
        PlacementInline,
        IdentifierInline,
        KnownNameInline,
        GroupInline,
        BoardInline,
        MembershipInline,
    ]

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """The placements of the page are written after the institution: the last day holds."""
        super().save_related(request, form, formsets, change)
        leave_the_cluster(Institution, form.instance)

    def get_queryset(self, request: HttpRequest) -> InstitutionQuerySet:
        """Each with its number and today's cluster, so that a list needs no more queries."""
        numbers = Identifier.objects.filter(
            institution=OuterRef("pk"), kind=Identifier.Kind.LOCAL
        ).order_by("to_on", "value")
        placed = Placement.objects.filter(
            holds_on(timezone.localdate()), institution=OuterRef("pk")
        )
        seen = cast(InstitutionQuerySet, super().get_queryset(request))
        return seen.with_area().annotate(
            number_now=Subquery(numbers.values("value")[:1]),
            cluster_name=Subquery(placed.values("cluster__name")[:1]),
        )

    @admin.display(description=_("number"), ordering="number_now", empty_value="–")
    def number(self, institution: Institution) -> str | None:
        number: str | None = institution.number_now  # type: ignore[attr-defined]  # from get_queryset
        return number

    @admin.display(description=_("cluster"), ordering=danish("cluster_name"), empty_value="–")
    def cluster_now(self, institution: Institution) -> str | None:
        name: str | None = institution.cluster_name  # type: ignore[attr-defined]  # from get_queryset
        return name

    @admin.display(description=_("area"), ordering=danish("area_name"))
    def area_now(self, institution: Institution) -> str:
        name: str = institution.area_name  # type: ignore[attr-defined]  # from get_queryset
        return name


@admin.register(Board)
class BoardAdmin(WithinScope, admin.ModelAdmin[Board]):
    list_display = ["name", "kind", "cluster", "institution", "is_published"]
    list_filter = ["kind", "is_published"]
    list_select_related = ["cluster", "institution"]
    search_fields = ["name", "cluster__name", "institution__name"]
    autocomplete_fields = ["cluster", "institution"]
