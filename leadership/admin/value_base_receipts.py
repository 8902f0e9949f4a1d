"""Every spreadsheet of the value base that was read in, with its receipt, and taking one back."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Self

from django.contrib import admin
from django.core.paginator import Page, Paginator
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from accounts.models import User
from imports.receipt_admin import ReceiptAdmin
from imports.receipt_pages import ReceiptPages
from imports.receipts import Count, Fact, counts_of, facts_of
from imports.undo_page import some
from institutions.access import scope_of
from institutions.scoped_admin import WithinScope
from leadership.models import ValueBase, ValueBaseImport
from leadership.value_base.spreadsheet import ValueBaseSheet
from leadership.value_base.spreadsheet.reading import CommitmentChange
from leadership.value_base.spreadsheet.undoing import changes_of, obstacles

ROWS_ON_A_PAGE = 100
WANTED = ["leadership.add_valuebase", "leadership.change_valuebase"]


@dataclass(frozen=True, slots=True)
class ValueBaseReceipt:
    """A spreadsheet of the value base as it was read in."""

    imported: ValueBaseImport
    counts: tuple[Count, ...]
    facts: tuple[Fact, ...]
    lines: tuple[CommitmentChange, ...]
    page: Page[CommitmentChange]

    @classmethod
    def of(cls, imported: ValueBaseImport, *, page: str) -> Self:
        words = (
            pgettext("commitments", "New"),
            pgettext("commitments", "Changed"),
            pgettext("commitments", "Unchanged"),
        )
        shown = Paginator(changes_of(imported), ROWS_ON_A_PAGE).get_page(page)
        version = (_("Read into"), str(imported.base or _("a version that has been deleted")))
        facts = facts_of(imported, str(ValueBaseSheet.title), version)
        return cls(imported, counts_of(imported, *words), facts, tuple(shown), shown)


def may_import(person: User) -> bool:
    return person.has_perms(WANTED) and scope_of(person).edits.everything


class ValueBaseReceiptPages(ReceiptPages):
    receipt_template = "admin/leadership/valuebaseimport/receipt.html"
    title = gettext_lazy("Imports of value bases")
    list_address = "admin:leadership_valuebaseimport_changelist"
    receipt_address = "admin:leadership_valuebaseimport_change"
    undo_address = "admin:leadership_valuebaseimport_undo"

    def imports(self) -> Any:
        return ValueBaseImport.objects.visible_to(self.person)

    def may_import(self) -> bool:
        return may_import(self.person)

    def kind(self) -> ValueBaseSheet:
        return ValueBaseSheet(ValueBase())

    def receipt_of(self, imported: ValueBaseImport, *, page: str) -> ValueBaseReceipt:
        return ValueBaseReceipt.of(imported, page=page)

    def obstacles(self, imported: ValueBaseImport) -> Sequence[str]:
        return obstacles(imported)

    def lost(self, imported: ValueBaseImport) -> Iterable[str]:
        """What goes and what returns, a sentence each."""
        if imported.made:
            sentence = _("The version “%(version)s” came with the file, and will be deleted.")
            yield sentence % {"version": imported.base}
            return
        yield _("Commitments that return to what they were: %(count)s.") % {
            "count": sum(bool(one.before) for one in changes_of(imported))
        }
        yield _("Commitments that came with the file, and go: %(count)s.") % {
            "count": sum(not one.before for one in changes_of(imported))
        }
        yield _("What somebody has worded anew since stays.")

    def kept(self, names: Sequence[str]) -> str:
        return ngettext(
            "One commitment was worded anew since and stays: %(names)s.",
            "%(count)s commitments were worded anew since and stay: %(names)s.",
            len(names),
        ) % {"count": len(names), "names": some(names)}


@admin.register(ValueBaseImport)
class ValueBaseImportAdmin(WithinScope, ReceiptAdmin):
    """Made by reading in, never changed, only undone."""

    pages = ValueBaseReceiptPages
    list_display = ["file_name", "base", "imported_by", "on_day", "row_count", "commitments"]
    list_select_related = ["imported_by", "base"]

    @staticmethod
    def may(person: User) -> bool:
        return may_import(person)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Who may read one in sees the receipts, also where nobody has said so of these."""
        return super().has_view_permission(request, obj) or self._may(request)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return super().has_module_permission(request) or self._may(request)

    def _may(self, request: HttpRequest) -> bool:
        return isinstance(request.user, User) and may_import(request.user)

    @admin.display(description=gettext_lazy("commitments"), ordering="new_count")
    def commitments(self, imported: ValueBaseImport) -> str:
        return self.in_brief(imported)
