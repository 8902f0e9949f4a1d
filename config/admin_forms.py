"""What Django's own forms of the administration do with what somebody forges in them."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.contrib.admin.widgets import AutocompleteMixin
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import models
from django.http import HttpRequest

from config.asked import whole_number

if TYPE_CHECKING:
    from django.contrib.admin import ModelAdmin

    _Admin = ModelAdmin[Any]
else:
    _Admin = object  # it stands before a ModelAdmin


class DeletesAsStored(_Admin):
    """For every ModelAdmin of the site: a row marked for deletion is deleted as it is stored.

    Django checks nothing of such a row, and would write what was typed into it, a civil
    registration number too, into the log and the history.
    """

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        for one in formset.deleted_forms:
            if one.instance.pk is not None:
                try:
                    one.instance.refresh_from_db()
                except ObjectDoesNotExist:
                    one.instance.pk = None  # somebody else deleted it: nothing is left to do
        super().save_formset(request, form, formset, change)


def offer_no_forged_choice() -> None:
    """Have Django's field with suggestions show again only what can be a key at all.

    It asks the database for whatever was sent, and fails on a text where keys are numbers.
    """
    original = AutocompleteMixin.optgroups

    def optgroups(
        self: AutocompleteMixin, name: str, value: Sequence[str], attr: dict[str, Any] | None = None
    ) -> list[tuple[str | None, list[dict[str, Any]], int | None]]:
        target = self.field.remote_field
        to_field = getattr(target, "field_name", None) or target.model._meta.pk.attname
        key = target.model._meta.get_field(to_field)
        return original(self, name, [one for one in value if _can_be(key, one)], attr)

    AutocompleteMixin.optgroups = optgroups  # type: ignore[method-assign]  # Django's own is replaced


def _can_be(key: models.Field[Any, Any], value: object) -> bool:
    if value in (None, ""):
        return True
    if isinstance(key, models.IntegerField | models.ForeignKey):
        return whole_number(str(value)) is not None
    try:
        key.to_python(value)
    except ValidationError:
        return False
    return True
