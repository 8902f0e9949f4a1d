"""A board's page for its new constitution, the question before it, and taking it back."""

from collections.abc import Iterator

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts.confirming import fresh_sign_in_required
from accounts.requests import SignedInRequest
from config.asking import ask, is_sure
from imports.undo_page import some
from institutions.models import Board, BoardRenewal
from institutions.pages.places import looks_after_places
from institutions.people.giving import renewed_by
from institutions.people.importing.undoing import UndoingPeople
from institutions.people.renewing.forms import RenewalForm
from institutions.people.renewing.members import names_of
from institutions.people.renewing.renewal import NewConstitution, undo

#: How many earlier constitutions are told of.
TOLD = 5


@never_cache
@fresh_sign_in_required
def board_renew(request: SignedInRequest, pk: int) -> HttpResponse:
    """Who stays, who is new, who is chair; then what happens; then it does."""
    board = _board(request, pk)
    form = RenewalForm(request.POST or None, board=board, by=request.user)
    if request.method != "POST" or not form.is_valid():
        earlier = board.renewals.select_related("made_by")[:TOLD]
        facts = {
            "form": form,
            "board": board,
            "earlier": earlier,
            "may_correct": looks_after_places(request.user),
        }
        status = 422 if form.is_bound else 200
        return render(request, "institutions/people/renew.html", facts, status=status)
    here = reverse("board_renew", args=[pk])
    if not is_sure(request):
        return ask(
            request,
            title=_("%(board)s from %(day)s")
            % {"board": board, "day": date_format(form.day, "DATE_FORMAT")},
            lost=_happens(form),
            button=_("Save the new board"),
            back=here,
            crumbs=[(reverse("people_list"), _("People")), (here, str(board))],
        )
    site = request.build_absolute_uri("/").rstrip("/")
    NewConstitution(board, form.day, request.user).carry_out(form, site=site)
    messages.success(request, _("The new board is saved. It can be undone until it begins."))
    return redirect(here)


@require_POST
@fresh_sign_in_required
def board_renewal_undo(request: SignedInRequest, pk: int, renewal: int) -> HttpResponse:
    """Take a new constitution back before the day, once the question has been answered."""
    board = _board(request, pk)
    held = get_object_or_404(board.renewals, pk=renewal, undone_at=None)
    here = reverse("board_renew", args=[pk])
    if not is_sure(request) and held.can_be_undone:
        return ask(
            request,
            title=_("Undo the new board?"),
            lost=_lost(held),
            button=_("Undo the new board"),
            back=here,
            crumbs=[(reverse("people_list"), _("People")), (here, str(board))],
        )
    outcome = undo(held)
    if outcome is None:
        messages.error(request, _("The new board has begun, and cannot be undone any longer."))
    else:
        messages.success(request, _("The board is as it was before."))
        if outcome.kept:
            told = _("What has been used or changed since stays: %(names)s.")
            messages.warning(request, told % {"names": some(outcome.kept)})
    return redirect(here)


def _board(request: SignedInRequest, pk: int) -> Board:
    """A board that the reader gives seats on."""
    boards = renewed_by(request.user).select_related("cluster", "institution")
    return get_object_or_404(boards, pk=pk)


def _happens(form: RenewalForm) -> Iterator[str]:
    """What a new constitution does, a sentence each."""
    if form.leaving:
        names = some([str(one.user) for one in form.leaving])
        yield _("Stop the day before: %(names)s.") % {"names": names}
    if form.staying:
        names = some([str(one.user) for one in form.staying])
        yield _("Stay: %(names)s.") % {"names": names}
    if form.members:
        yield _("New: %(names)s.") % {"names": some(names_of(form.members))}
    chair = str(form.chair_seat.user) if form.chair_seat else ""
    if form.first_is_chair:
        chair = form.members[0].name
    yield _("Chair: %(name)s.") % {"name": chair} if chair else _("Nobody is chair yet.")
    count = sum(one.user is None or one.user.last_login is None for one in form.members)
    if count:
        told = ngettext(
            "%(count)s mail with an invitation is sent at once.",
            "%(count)s mails with invitations are sent at once.",
            count,
        )
        yield told % {"count": count}


def _lost(renewal: BoardRenewal) -> Iterator[str]:
    undoing = UndoingPeople(renewal)
    yield _("The old seats go on as before, and the new ones never begin.")
    yield from undoing.accounts_told()
