"""What the administration names at all: of every kind of row only what the person may see."""

from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

from django.contrib.admin import AllValuesFieldListFilter, FieldListFilter, RelatedFieldListFilter
from django.contrib.admin.utils import reverse_field_path
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import (
    Model,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    prefetch_related_objects,
)
from django.db.models.fields.related import RelatedField
from django.http import HttpRequest
from django_stubs_ext import StrOrPromise

from config.unseen import keeping_unseen

if TYPE_CHECKING:
    from django.contrib.admin import ModelAdmin
    from django.contrib.admin.options import InlineModelAdmin
    from django.contrib.auth.models import AnonymousUser, PermissionsMixin
    from django.forms import ModelChoiceField, ModelMultipleChoiceField

    _Admin = ModelAdmin[Any]
    Person = PermissionsMixin | AnonymousUser
else:
    _Admin = object  # it stands before a ModelAdmin or an inline, whichever


class WithinSight(_Admin):
    """For every ModelAdmin of the site and all inlines: rows and choices follow `visible_to`.

    A queryset with `visible_to` says who sees what. Rows of models without one are seen where what
    they belong to and point to is seen. What a form does not offer stays as it was.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.form = keeping_unseen(self.form)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return in_sight(super().get_queryset(request), request.user)

    def get_object(
        self, request: HttpRequest, object_id: str, from_field: str | None = None
    ) -> Any:
        found = super().get_object(request, object_id, from_field)
        if found is not None and not self.has_change_permission(request, found):
            name_what_is_seen(found, request.user)
        return found

    def get_inlines(
        self, request: HttpRequest, obj: Model | None
    ) -> "list[type[InlineModelAdmin[Any, Any]]]":
        return [within_sight(inline) for inline in super().get_inlines(request, obj)]

    def formfield_for_foreignkey(
        self, db_field: models.ForeignKey[Any, Any], request: HttpRequest, **kwargs: Any
    ) -> "ModelChoiceField[Any] | None":
        """Offer, and accept, only places and rows the person reads."""
        visible = named_to(request.user, db_field.remote_field.model)
        if visible is not None:
            kwargs.setdefault("queryset", visible)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(
        self, db_field: models.ManyToManyField[Any, Any], request: HttpRequest, **kwargs: Any
    ) -> "ModelMultipleChoiceField[Any] | None":
        visible = named_to(request.user, db_field.remote_field.model)
        if visible is not None:
            kwargs.setdefault("queryset", visible)
        return super().formfield_for_manytomany(db_field, request, **kwargs)


M = TypeVar("M", bound=Model)


@cache
def within_sight(inline: "type[InlineModelAdmin[Any, Any]]") -> "type[InlineModelAdmin[Any, Any]]":
    """The inline, showing and offering what the person sees."""
    members = {"__module__": inline.__module__, "__doc__": inline.__doc__}
    return type(inline.__name__, (WithinSight, inline), members)


class RelatedWithinSight(RelatedFieldListFilter):
    """A filter by what rows belong to offers what the person sees of it."""

    def field_choices(
        self, field: RelatedField[Any, Any], request: HttpRequest, model_admin: "ModelAdmin[Any]"
    ) -> list[tuple[str, StrOrPromise]]:
        visible = named_to(request.user, field.related_model)
        if visible is None:
            return super().field_choices(field, request, model_admin)
        choices = field.get_choices(
            include_blank=False,
            ordering=self.field_admin_ordering(field, request, model_admin),
            limit_choices_to={"pk__in": visible.values("pk")},
        )
        return [(str(key), str(label)) for key, label in choices]


class ValuesWithinSight(AllValuesFieldListFilter):
    """A filter by a text of what rows belong to offers the texts the person sees."""

    def __init__(
        self,
        field: models.Field[Any, Any],
        request: HttpRequest,
        params: dict[str, list[str]],
        model: type[Model],
        model_admin: "ModelAdmin[Any]",
        field_path: str,
    ) -> None:
        super().__init__(field, request, params, model, model_admin, field_path)
        owner, _path = reverse_field_path(model, field_path)
        visible = named_to(request.user, owner)
        if owner is not model and visible is not None:
            texts = visible.order_by(field.name).values_list(field.name, flat=True)
            self.lookup_choices = texts.distinct()


def filter_within_sight() -> None:
    """Have every list that is filtered by a field offer only what the person sees."""
    FieldListFilter.register(
        lambda field: bool(field.remote_field), RelatedWithinSight, take_priority=True
    )
    FieldListFilter.register(_is_free, ValuesWithinSight, take_priority=True)


def _is_free(field: models.Field[Any, Any]) -> bool:
    """Whether a field holds what somebody wrote: no relation, and no choice among a few."""
    written = (models.CharField, models.TextField, models.IntegerField)
    return isinstance(field, written) and not field.remote_field and not field.choices


# --- Who sees what ---------------------------------------------------------------------------


def named_to(user: "Person", model: type[models.Model]) -> QuerySet[Any] | None:
    """The rows of a model that the person may see the name of; None when all may be named.

    They are those the person reads, unless the queryset of the model knows of more.
    """
    manager = model._default_manager
    names = getattr(manager, "named_to", None) or getattr(manager, "visible_to", None)
    return names(user) if names else None


def in_sight(rows: QuerySet[M], user: "Person") -> QuerySet[M]:
    """Those of the rows that the person sees."""
    visible_to = getattr(rows.model._default_manager, "visible_to", None)
    if visible_to is None:
        return pointing_in_sight(rows, user)
    return rows.filter(pk__in=visible_to(user).values("pk"))


def has_sight(user: "Person", model: type[models.Model], key: str) -> bool:
    """Whether the person may look at rows of the model in the administration, and sees this one."""
    app, name = model._meta.app_label, model._meta.model_name
    may = user.has_perm(f"{app}.view_{name}") or user.has_perm(f"{app}.change_{name}")
    try:
        return may and in_sight(model._default_manager.all(), user).filter(pk=key).exists()
    except (ValueError, OverflowError, ValidationError):
        return False  # no key of such rows


def pointing_in_sight(
    rows: QuerySet[M], user: "Person", *, of: type[models.Model] | None = None
) -> QuerySet[M]:
    """Those of the rows that point to nothing the person may not see the name of.

    of: the model whose versions they are. What the row points to today hides none of them: it is
    seen, or not, as the row itself is.
    """
    for key in _keys(rows.model):
        named = named_to(user, key.related_model)
        if named is None:
            continue
        seen = Q(**{f"{key.name}__isnull": True}) | Q(**{f"{key.name}__in": named.values("pk")})
        if of is not None:
            today = of._base_manager.filter(pk=OuterRef(of._meta.pk.attname))
            seen |= Q(**{key.attname: Subquery(today.values(key.attname)[:1])})
        rows = rows.filter(seen)
    return rows


def name_what_is_seen(row: models.Model, user: "Person") -> None:
    """Have a row that is only shown, and saved by nobody, name no other row that is not seen."""
    for field in row._meta.many_to_many:
        named = named_to(user, field.related_model)
        if named is not None:
            prefetch_related_objects([row], Prefetch(field.name, queryset=named))
    for key in _keys(row._meta.model):
        named, value = named_to(user, key.related_model), getattr(row, key.attname)
        if not key.null or value is None or named is None:
            continue
        if not named.filter(**{key.target_field.name: value}).exists():
            key.set_cached_value(row, None)


def _keys(model: type[models.Model]) -> list[models.ForeignKey[Any, Any]]:
    return [one for one in model._meta.concrete_fields if isinstance(one, models.ForeignKey)]
