"""What may be asked for in the address of a list of the administration."""

from typing import TYPE_CHECKING, Any

from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import FieldDoesNotExist
from django.db import DataError, models
from django.http import HttpRequest

if TYPE_CHECKING:
    from django.contrib.admin import ModelAdmin
    from django.contrib.admin.views.main import ChangeList

    _Admin = ModelAdmin[Any]
else:
    _Admin = object  # it stands before a ModelAdmin

#: The comparisons that filters and the hierarchy of dates ask by. Others, regular expressions above
#: all, can keep a worker busy for minutes, or fail in the database instead of in the form.
COMPARISONS = frozenset({"exact", "in", "isnull", "gt", "gte", "lt", "lte", "year", "month", "day"})


class PlainLookups(_Admin):
    """For every ModelAdmin of the site: a list is filtered by fields and plain comparisons."""

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        return is_plain(self.model, lookup) and super().lookup_allowed(lookup, value, request)

    def get_changelist_instance(self, request: HttpRequest) -> "ChangeList":
        """A day that no calendar has is found out only when the database is asked for it."""
        try:
            return super().get_changelist_instance(request)
        except (ValueError, OverflowError, DataError) as error:
            if request.GET:
                raise IncorrectLookupParameters(error) from error
            raise


def is_plain(model: type[models.Model], lookup: str) -> bool:
    """Whether a look-up is a way over fields, and at its end at most one plain comparison."""
    rest = lookup.split("__")
    if len(rest) == 1:
        return True
    while rest:
        try:
            field = model._meta.pk if rest[0] == "pk" else model._meta.get_field(rest[0])
        except FieldDoesNotExist:
            break
        rest = rest[1:]
        if not isinstance(field.related_model, type):
            break
        model = field.related_model
    return len(rest) <= 1 and set(rest) <= COMPARISONS
