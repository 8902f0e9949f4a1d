"""Every file that was read in, in the administration: its list, and the pages of each."""

from typing import Any, ClassVar, TypeVar

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from accounts.models import User
from config.asked import whole_number
from config.read_only import ReadOnly
from imports.models import FileImport
from imports.page_doors import for_those_who, in_administration
from imports.receipt_pages import ReceiptPages, in_brief

M = TypeVar("M", bound=FileImport)


class ReceiptAdmin(ReadOnly, admin.ModelAdmin[Any]):
    """For the admin of a kind of import: made by reading in, never changed, only undone."""

    pages: ClassVar[type[ReceiptPages]]
    list_filter = ["imported_at"]
    list_select_related = ["imported_by"]
    search_fields = ["file_name", "sha256"]

    @staticmethod
    def may(person: User) -> bool:
        """Whether a person may read such files in, and take them back."""
        raise NotImplementedError

    @admin.display(description=gettext_lazy("imported"), ordering="imported_at")
    def on_day(self, imported: FileImport) -> str:
        return date_format(timezone.localtime(imported.imported_at), "SHORT_DATETIME_FORMAT")

    def in_brief(self, imported: FileImport) -> str:
        return in_brief(imported)

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        context = {"may_import": self._may(request)} | (extra_context or {})
        return super().changelist_view(request, context)

    def get_urls(self) -> list[URLPattern]:
        undo = require_POST(for_those_who(self.may)(self.undo_view))
        views = {"<int:pk>/fortryd/": (f"{self._name}_undo", undo)}
        return [*in_administration(self.admin_site, views), *super().get_urls()]

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """The receipt."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        pk = whole_number(object_id)
        if pk is None:
            raise Http404
        return self.pages(request).receipt(pk)

    def undo_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.pages(request).undo(pk)

    def _may(self, request: HttpRequest) -> bool:
        return isinstance(request.user, User) and self.may(request.user)

    @property
    def _name(self) -> str:
        return f"{self.opts.app_label}_{self.opts.model_name}"


class OpenToReaders(ReceiptAdmin):
    """Who may read such files in sees their receipts, also where nobody has said so of these."""

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_view_permission(request, obj) or self._may(request)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return super().has_module_permission(request) or self._may(request)
