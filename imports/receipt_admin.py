"""Every file that was read in, with its receipt, and taking one back: in the administration."""

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar, TypeVar

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from config.asked import whole_number
from config.numbers import grouped
from config.read_only import ReadOnly
from imports.answered import on_receipt
from imports.kinds import FileKind
from imports.models import FileImport, LearnedAnswer
from imports.undo_page import undo_page

M = TypeVar("M", bound=FileImport)

#: Ticked where what was learned from a file goes with it.
FORGET_LEARNED = "forget_learned"


class ReceiptAdmin(ReadOnly, admin.ModelAdmin[Any]):
    """For the admin of a kind of import: made by reading in, never changed, only undone."""

    receipt_template: ClassVar[str]
    list_filter = ["imported_at"]
    list_select_related = ["imported_by"]
    search_fields = ["file_name", "sha256"]

    # --- What a kind of import says ---------------------------------------------------------------

    def may_import(self, request: HttpRequest) -> bool:
        raise NotImplementedError

    def kind(self, request: HttpRequest) -> FileKind[Any, Any]:
        raise NotImplementedError

    def receipt_of(self, imported: Any, *, page: str) -> Any:
        """What the receipt's template takes as receipt."""
        raise NotImplementedError

    def receipt_context(self, request: HttpRequest, imported: Any) -> dict[str, Any]:
        """What it takes besides."""
        return {}

    def lost(self, imported: Any) -> Iterable[str]:
        """What taking it back does, a sentence each."""
        raise NotImplementedError

    def obstacles(self, imported: Any) -> Sequence[str]:
        """Why it cannot be taken back."""
        return ()

    def kept(self, names: Sequence[str]) -> str:
        """The sentence about what stays."""
        raise NotImplementedError

    # --- The list ---------------------------------------------------------------------------------

    @admin.display(description=gettext_lazy("imported"), ordering="imported_at")
    def on_day(self, imported: FileImport) -> str:
        return date_format(timezone.localtime(imported.imported_at), "SHORT_DATETIME_FORMAT")

    def in_brief(self, imported: FileImport) -> str:
        """“60 nye · 4 ændrede”, or that it has been undone."""
        if imported.undone_at:
            day = date_format(timezone.localtime(imported.undone_at), "SHORT_DATE_FORMAT")
            return _("Undone %(day)s") % {"day": day}
        counts = (
            (_("%(count)s new"), imported.new_count),
            (_("%(count)s changed"), imported.changed_count),
            (_("%(count)s unchanged"), imported.unchanged_count),
        )
        return " · ".join(told % {"count": grouped(n)} for told, n in counts if n) or "–"

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        context = {"may_import": self.may_import(request)} | (extra_context or {})
        return super().changelist_view(request, context)

    # --- One of them ------------------------------------------------------------------------------

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(require_POST(self.undo_view))
        return [path("<int:pk>/fortryd/", view, name=f"{self._name}_undo"), *super().get_urls()]

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
        imports = self.get_queryset(request).select_related("imported_by")
        imported = get_object_or_404(imports, pk=whole_number(object_id))
        learned = [*self._learned(request, imported)] if self.may_import(request) else []
        context = {
            "receipt": self.receipt_of(imported, page=request.GET.get("side", "1")),
            "may_undo": self.may_import(request),
            "undo_url": reverse(f"admin:{self._name}_undo", args=[imported.pk]),
            "list_url": reverse(f"admin:{self._name}_changelist"),
            "learned": learned,
            "answered": on_receipt(imported, learned),
            "next": request.path,
        } | self.receipt_context(request, imported)
        return TemplateResponse(request, self.receipt_template, context)

    def undo_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Take the import back, once the question has been answered."""
        if not self.may_import(request):
            raise PermissionDenied
        imported = get_object_or_404(self.get_queryset(request), pk=pk)

        def log() -> None:
            self.log_change(request, imported, [{"changed": {"fields": ["undone"]}}])
            if FORGET_LEARNED in request.POST:
                for one in self._learned(request, imported):
                    one.delete()

        return undo_page(
            request,
            self.kind(request),
            imported,
            back=reverse(f"admin:{self._name}_change", args=[pk]),
            lost=lambda: self.lost(imported),
            obstacles=lambda: self.obstacles(imported),
            kept=self.kept,
            done=log,
        )

    def _learned(self, request: HttpRequest, imported: Any) -> Iterable[LearnedAnswer]:
        """What was learned from the file's answers, and is remembered still."""
        # a kind without receipts of its own is the layout of those it has
        kinds = {self.kind(request).code, imported.layout}
        known = LearnedAnswer.objects.of_kinds(kinds).filter(sha256=imported.sha256)
        return known.select_related("learned_by")

    @property
    def _name(self) -> str:
        return f"{self.opts.app_label}_{self.opts.model_name}"
