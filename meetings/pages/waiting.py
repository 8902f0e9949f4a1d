"""Items that wait for a later meeting: on no agenda, with all that was written and asked."""

from collections.abc import Iterator

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from accounts.requests import SignedInRequest
from config.asking import ask, is_sure
from institutions.models import Board
from meetings.models import AgendaItem
from meetings.pages.closed import item_in_turn, unless_closed


def agenda_item_waiting(request: SignedInRequest) -> HttpResponse:
    """What waits, of the boards whose agendas the person writes; Suggestions takes it up again."""
    boards = Board.objects.kept_by(request.user)
    get_object_or_404(boards.order_by("pk")[:1])
    items = AgendaItem.objects.waiting_for(request.user).select_related("waits_at")
    context = {"items": items.order_by("waits_at", "waits_since", "pk").prefetch_related("put_off")}
    return render(request, "meetings/waiting.html", context)


@require_POST
@unless_closed
@item_in_turn
def agenda_item_set_aside(request: SignedInRequest, pk: int) -> HttpResponse:
    """To a later meeting, while nothing has come of it."""
    items = AgendaItem.objects.editable_by(request.user).select_related("meeting__board")
    item = get_object_or_404(items, pk=pk)
    meeting = item.meeting
    return redirect(meeting if put_aside(request, item) else item)


def put_aside(request: SignedInRequest, item: AgendaItem) -> bool:
    """Put the item off and say so; or why it stays."""
    if not item.may_wait:
        messages.error(request, _("Something has been decided under the item. It stays."))
        return False
    item.set_aside(on=timezone.localdate(), by=request.user)
    messages.success(request, _("The item waits for a later meeting."))
    return True


def _lost(item: AgendaItem) -> Iterator[str]:
    """What goes with an item that is given up."""
    yield _("“%(item)s”, with what has been written under it.") % {"item": item.title}
    asked = item.questions.count()
    if asked:
        told = ngettext(
            "%(count)s question that was asked about it.",
            "%(count)s questions that were asked about it.",
            asked,
        )
        yield told % {"count": asked}


def agenda_item_drop(request: SignedInRequest, pk: int) -> HttpResponse:
    """Give an item up that waits."""
    item = get_object_or_404(AgendaItem.objects.waiting_for(request.user), pk=pk)
    back = reverse("agenda_item_waiting")
    if is_sure(request):
        item.delete()
        messages.success(request, _("The item has been deleted."))
        return redirect(back)
    return ask(
        request,
        title=_("Delete the item?"),
        lost=list(_lost(item)),
        button=_("Delete the item"),
        back=back,
        crumbs=[(reverse("meeting_list"), _("Meetings")), (back, _("To a later meeting"))],
    )
