"""People from a file: chosen, shown, confirmed, told of on a receipt, taken back."""

from collections.abc import Iterator
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.confirming import fresh_sign_in_required
from accounts.models import AccountInvitation
from accounts.requests import SignedInRequest, signed_in
from imports.engine import Committed
from imports.kinds import ImportChoices
from imports.models import LearnedAnswer
from imports.pages import ImportPages
from imports.slots import WayIn, next_step_of
from imports.undo_page import some, undo_page
from institutions.models import PeopleImport
from institutions.people.giving import gives_anything
from institutions.people.importing.blank_list import blank_people
from institutions.people.importing.kind import LATER, PeopleFile
from institutions.people.importing.preview import PeoplePreview
from institutions.people.importing.receipts import PeopleReceipt
from institutions.people.importing.undoing import UndoingPeople

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class PeoplePages(ImportPages):
    """Read in people."""

    title = gettext_lazy("Read in people")
    upload_template = "institutions/people/import.html"
    preview_template = "institutions/people/import_preview.html"
    upload_address = "people_import"
    confirm_address = "people_import_confirm"
    status_with_errors = 422

    def kind(self, choices: ImportChoices | None = None) -> PeopleFile:
        site = self.request.build_absolute_uri("/").rstrip("/")
        return PeopleFile(by=self.person, choices=choices, site=site)

    def choices(self, *, layout: str) -> ImportChoices:
        later = self.request.POST.get("when") == LATER
        return ImportChoices(layout, accepted=frozenset({LATER} if later else ()))

    def preview_of(self, diff: Any, *, name: str) -> PeoplePreview:
        return PeoplePreview(diff, name=name, by=self.person)

    def done(self, committed: Committed[Any], *, name: str) -> HttpResponse:
        self.tell_it_is_read_in(name)
        return redirect("people_import_receipt", committed.receipt.pk)

    def context(self) -> dict[str, Any]:
        return {"earlier": PeopleImport.objects.visible_to(self.person)[:5]}


@never_cache
def people_import(request: SignedInRequest) -> HttpResponse:
    """The form for a file; with a file, what it would do."""
    return _pages(request).upload()


@require_POST
@fresh_sign_in_required
def people_import_confirm(request: SignedInRequest) -> HttpResponse:
    """Read in the file that was shown, if it would still do what was shown."""
    return _pages(request).confirm()


@require_safe
def people_template(request: SignedInRequest) -> HttpResponse:
    """A list to fill in."""
    _pages(request)
    named = {"Content-Disposition": 'attachment; filename="personer.xlsx"'}
    return HttpResponse(blank_people(), content_type=WORKBOOK, headers=named)


@never_cache
@require_safe
def people_import_receipt(request: SignedInRequest, pk: int) -> HttpResponse:
    """Whom a file made and changed, and the way to take it back."""
    imported = _receipt(request, pk)
    receipt = PeopleReceipt.of(imported, page=request.GET.get("side", "1"))
    made = [one["pk"] for one in imported.written if one["is_made"]]
    learned = LearnedAnswer.objects.filter(sha256=imported.sha256, kind=PeopleFile.code)
    context = {
        "receipt": receipt,
        "may_undo": gives_anything(request.user),
        "undo_url": reverse("people_import_undo", args=[pk]),
        "list_url": reverse("people_list"),
        "learned": learned.select_related("learned_by"),
        "next": request.path,
        "next_step": next_step_of(request.user),
        "waiting": AccountInvitation.objects.waiting().filter(person__in=made).count(),
        "sent": AccountInvitation.objects.unanswered().filter(person__in=made).count(),
    }
    return render(request, "institutions/people/import_receipt.html", context)


@require_POST
@fresh_sign_in_required
def people_import_undo(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take a list back, once the question has been answered."""
    imported = _receipt(request, pk)
    back = reverse("people_import_receipt", args=[pk])
    return undo_page(
        request,
        _pages(request).kind(),
        imported,
        back=back,
        crumbs=[(reverse("people_list"), _("People")), (back, imported.file_name)],
        lost=lambda: _lost(imported),
        kept=lambda names: (
            _("What has been used or changed since stays: %(names)s.") % {"names": some(names)}
        ),
    )


def ways_of_people(person: Any) -> tuple[WayIn, ...]:
    """The list of people on the page where files are read in."""
    if not gives_anything(person):
        return ()
    text = _("Names, e-mail addresses and roles. New people are invited by mail.")
    return (WayIn(PeopleFile.code, _("People and roles"), text, reverse("people_import")),)


def _lost(imported: PeopleImport) -> Iterator[str]:
    undoing = UndoingPeople(imported)
    roles = len(undoing.roles)
    yield _("Roles that go, or have the days again that they had: %(count)s.") % {"count": roles}
    yield from undoing.accounts_told()
    if undoing.kept:
        yield _("Changed since, and stays: %(names)s.") % {"names": some(undoing.kept)}


def _receipt(request: SignedInRequest, pk: int) -> PeopleImport:
    if not gives_anything(request.user):
        raise Http404
    visible = PeopleImport.objects.visible_to(request.user).select_related("imported_by")
    return get_object_or_404(visible, pk=pk)


def _pages(request: HttpRequest) -> PeoplePages:
    if not gives_anything(signed_in(request)):
        raise Http404
    return PeoplePages(request)
