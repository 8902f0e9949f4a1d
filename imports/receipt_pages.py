"""The pages of files that were read in: all of them, one with its receipt, and taking it back."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.requests import signed_in
from config.numbers import grouped
from imports.answered import on_receipt
from imports.kinds import FileKind
from imports.models import FileImport, LearnedAnswer
from imports.noting import note_undone
from imports.undo_page import undo_page

#: Ticked where what was learned from a file goes with it.
FORGET_LEARNED = "forget_learned"
ON_A_PAGE = 50


@dataclass(frozen=True, slots=True)
class ReceiptRow:
    """One of the files, in the list of them."""

    imported: FileImport
    url: str
    layout: str
    in_brief: str


class ReceiptPages:
    """The pages of one kind of import, made for one request.

    Who may see them is for whoever makes it to say; who may take something back is asked here.
    """

    receipt_template: ClassVar[str]
    title: ClassVar[str | Promise]
    #: The names of their addresses.
    list_address: ClassVar[str]
    receipt_address: ClassVar[str]
    undo_address: ClassVar[str]
    upload_address: ClassVar[str]

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    # --- What a kind of import says ---------------------------------------------------------------

    def imports(self) -> Any:
        """Those that the person sees, the newest first."""
        raise NotImplementedError

    def may_import(self) -> bool:
        raise NotImplementedError

    def kind(self) -> FileKind[Any, Any]:
        raise NotImplementedError

    def receipt_of(self, imported: Any, *, page: str) -> Any:
        """What the receipt's template takes as receipt."""
        raise NotImplementedError

    def layout_of(self, imported: Any) -> str:
        """What the file was recognised as, where files are recognised as several things."""
        return ""

    def receipt_context(self, imported: Any) -> dict[str, Any]:
        """What its template takes besides."""
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

    # --- The pages --------------------------------------------------------------------------------

    def listed(self) -> HttpResponse:
        """All of them, the newest first."""
        found = self.imports().select_related("imported_by").order_by("-imported_at", "-pk")
        page: Page[Any] = Paginator(found, ON_A_PAGE).get_page(self.request.GET.get("side", "1"))
        rows = [
            ReceiptRow(
                one,
                reverse(self.receipt_address, args=[one.pk]),
                self.layout_of(one),
                in_brief(one),
            )
            for one in page
        ]
        context = {
            "title": self.title,
            "rows": rows,
            "page": page,
            "upload_url": reverse(self.upload_address) if self.may_import() else "",
        }
        return TemplateResponse(self.request, "imports/receipts.html", context)

    def receipt(self, pk: int) -> HttpResponse:
        imported = self._imported(pk)
        may_undo = self.may_import()
        learned = [*self._learned(imported)] if may_undo else []
        context = {
            "receipt": self.receipt_of(imported, page=self.request.GET.get("side", "1")),
            "may_undo": may_undo,
            "undo_url": reverse(self.undo_address, args=[imported.pk]),
            "list_url": reverse(self.list_address),
            "learned": learned,
            "answered": on_receipt(imported, learned),
            "next": reverse(self.receipt_address, args=[imported.pk]),
        } | self.receipt_context(imported)
        return TemplateResponse(self.request, self.receipt_template, context)

    def undo(self, pk: int) -> HttpResponse:
        """Take the import back, once the question has been answered."""
        imported = self._imported(pk)

        def note() -> None:
            note_undone(self.person.pk, imported)
            if FORGET_LEARNED in self.request.POST:
                for one in self._learned(imported):
                    one.delete()

        return undo_page(
            self.request,
            self.kind(),
            imported,
            back=reverse(self.receipt_address, args=[pk]),
            lost=lambda: self.lost(imported),
            obstacles=lambda: self.obstacles(imported),
            kept=self.kept,
            done=note,
        )

    @property
    def person(self) -> User:
        return signed_in(self.request)

    def _imported(self, pk: int) -> Any:
        return get_object_or_404(self.imports().select_related("imported_by"), pk=pk)

    def _learned(self, imported: Any) -> Iterable[LearnedAnswer]:
        """What was learned from the file's answers, and is remembered still."""
        # a kind without receipts of its own is the layout of those it has
        kinds = {self.kind().code, imported.layout}
        known = LearnedAnswer.objects.of_kinds(kinds).filter(sha256=imported.sha256)
        return known.select_related("learned_by")


def in_brief(imported: FileImport) -> str:
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
