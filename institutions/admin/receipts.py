"""Every list of institutions that was read in, with its receipt, and taking one back."""

from collections.abc import Iterator
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from config.asked import whole_number
from config.asking import ask, is_sure
from imports.errors import ImportRefused
from imports.receipt_admin import ImportList
from institutions.admin.importing import may_import
from institutions.importing import Undoing, undo
from institutions.models import InstitutionImport
from institutions.receipts import Receipt, kinds_made
from institutions.scoped_admin import WithinScope

RECEIPT = "admin/institutions/institutionimport/receipt.html"
#: So many of a kind are named; the rest are counted.
NAMED = 20


@admin.register(InstitutionImport)
class InstitutionImportAdmin(WithinScope, ImportList):
    """Made by reading in, never changed, only undone."""

    list_display = ["file_name", "imported_by", "on_day", "row_count", "places"]
    change_list_template = "admin/institutions/institutionimport/change_list.html"

    def get_urls(self) -> list[URLPattern]:
        undo_view = self.admin_site.admin_view(require_POST(self.undo_view))
        name = "institutions_institutionimport_undo"
        return [path("<int:pk>/fortryd/", undo_view, name=name), *super().get_urls()]

    def has_view_permission(
        self, request: HttpRequest, obj: InstitutionImport | None = None
    ) -> bool:
        """Who may read lists in sees the receipts, also where nobody has said so of these."""
        return super().has_view_permission(request, obj) or may_import(request)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return super().has_module_permission(request) or may_import(request)

    @admin.display(description=gettext_lazy("institutions"), ordering="new_count")
    def places(self, imported: InstitutionImport) -> str:
        return self.in_brief(imported)

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        context = {"may_import": may_import(request)} | (extra_context or {})
        return super().changelist_view(request, context)

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
        receipt = Receipt.of(imported, page=request.GET.get("side", "1"))
        context = {"receipt": receipt, "may_undo": may_import(request)}
        return TemplateResponse(request, RECEIPT, context)

    def undo_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Take the import back, once the question has been answered."""
        if not may_import(request):
            raise PermissionDenied
        imported = get_object_or_404(self.get_queryset(request), pk=pk)
        receipt = redirect("admin:institutions_institutionimport_change", pk)
        if not is_sure(request) and imported.undone_at is None:
            return _ask_before_undoing(request, imported)
        try:
            undoing = undo(imported)
        except ImportRefused as refusal:
            messages.error(request, str(refusal))
            return receipt
        self.log_change(request, imported, [{"changed": {"fields": [str(_("Undone"))]}}])
        messages.success(request, _("%(file)s has been undone.") % {"file": imported})
        if undoing.kept:
            messages.warning(request, _kept(undoing))
        return receipt


def _ask_before_undoing(request: HttpRequest, imported: InstitutionImport) -> HttpResponse:
    """The question; where the answer cannot be yes, why not."""
    undoing = Undoing(imported)
    back = reverse("admin:institutions_institutionimport_change", args=[imported.pk])
    if obstacles := undoing.obstacles():
        messages.error(request, _("The import cannot be undone, and nothing has been changed."))
        for sentence in obstacles[:NAMED]:
            messages.error(request, sentence)
        if (more := len(obstacles) - NAMED) > 0:
            messages.error(request, _("And %(count)s more.") % {"count": more})
        return redirect(back)
    return ask(
        request,
        title=_("Undo the import of %(file)s?") % {"file": imported.file_name},
        lost=[*_lost(undoing)],
        button=_("Undo the import"),
        back=back,
    )


def _lost(undoing: Undoing) -> Iterator[str]:
    """What goes, what returns, and what stays, a sentence each."""
    for what, count in kinds_made(undoing.made):
        yield _("Came with it, and will be deleted: %(count)s %(what)s.") % {
            "count": count,
            "what": what,
        }
    if named := [row.label for row in undoing.made if row.kind == "institution"]:
        yield _("Institutions that will be deleted: %(names)s.") % {"names": _some(named)}
    if corrected := [row.label for row in undoing.made if row.after != undoing.rows[row.key]]:
        yield _("What was corrected by hand since goes with them: %(names)s.") % {
            "names": _some(corrected)
        }
    if returning := [row.label for row, _before in undoing.returning]:
        yield _("Return to what they were: %(names)s.") % {"names": _some(returning)}
    if undoing.gone:
        yield _("Come back: %(names)s.") % {"names": _some([row.label for row in undoing.gone])}
    if undoing.kept:
        yield _kept(undoing)


def _kept(undoing: Undoing) -> str:
    names = _some([str(kept) for kept in undoing.kept])
    return ngettext(
        "One value was changed by hand since and stays: %(names)s.",
        "%(count)s values were changed by hand since and stay: %(names)s.",
        len(undoing.kept),
    ) % {"count": len(undoing.kept), "names": names}


def _some(names: list[str]) -> str:
    return "; ".join(names[:NAMED]) + ("; …" if len(names) > NAMED else "")
