"""Pages of the administration on which rights are given: they ask whoever signed in long ago."""

from typing import Any, TypeVar

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest, HttpResponse

from accounts.confirming import confirm_first

M = TypeVar("M", bound=Model)


class ConfirmsFirst(admin.ModelAdmin[M]):
    """Nothing is saved before it is known who does it; what was typed goes along."""

    #: Whether the form of a new row is only shown to whoever has confirmed: it takes a password,
    #: which cannot go along.
    confirms_before_adding = False

    def must_confirm(self, request: HttpRequest) -> bool:
        """Whether what this person can change here is worth asking for."""
        return True

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        reading = self.confirms_before_adding and object_id is None
        return self._asked(request, reading=reading) or super().changeform_view(
            request, object_id, form_url, extra_context
        )

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return self._asked(request) or super().delete_view(request, object_id, extra_context)

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return self._asked(request) or super().changelist_view(request, extra_context)

    def _asked(self, request: HttpRequest, *, reading: bool = False) -> HttpResponse | None:
        return confirm_first(request, reading=reading) if self.must_confirm(request) else None
