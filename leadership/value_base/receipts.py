"""What the receipt of a spreadsheet of the value base shows, and taking one back."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Self

from django.core.paginator import Page, Paginator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from imports.receipt_pages import ReceiptPages
from imports.receipts import Count, Fact, counts_of, facts_of
from imports.undo_page import some
from leadership.models import ValueBase, ValueBaseImport
from leadership.value_base.spreadsheet import ValueBaseSheet
from leadership.value_base.spreadsheet.reading import CommitmentChange
from leadership.value_base.spreadsheet.undoing import changes_of, obstacles
from leadership.way_in import may_import

ROWS_ON_A_PAGE = 100


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


class ValueBaseReceiptPages(ReceiptPages):
    receipt_template = "value_base/files/receipt.html"
    title = gettext_lazy("Imports of the value base")
    list_address = "value_base_import_list"
    receipt_address = "value_base_import_detail"
    undo_address = "value_base_import_undo"
    upload_address = "read_in"

    def imports(self) -> Any:
        return ValueBaseImport.objects.visible_to(self.person).select_related("base")

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
