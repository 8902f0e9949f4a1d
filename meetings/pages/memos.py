"""Putting a memo on an agenda."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from accounts.requests import SignedInRequest
from meetings.forms.memos import MemoToAgendaForm
from meetings.memo_items import put_on_agenda
from meetings.models import Meeting
from meetings.pages.closed import unless_closed
from programmes.models import Memo


@unless_closed
def memo_to_agenda(request: SignedInRequest, pk: int) -> HttpResponse:
    """Choose the meeting that decides on a memo, for who writes memos and agendas."""
    memos = Memo.objects.editable_by(request.user).select_related("programme")
    memo = get_object_or_404(memos, pk=pk)
    meetings = Meeting.objects.editable_by(request.user).coming().select_related("board")
    form = MemoToAgendaForm(request.POST or None, meetings=meetings)
    if memo.is_draft and request.method == "POST":
        raise Http404
    if form.is_valid() and not _is_there(memo, form):
        item = put_on_agenda(
            memo, form.cleaned_data["meeting"], by=request.user, on=memo.latest_day()
        )
        messages.success(
            request, _("The memo is on the agenda, with its papers as they are today.")
        )
        return redirect(item)
    context = {"form": form, "memo": memo, "meetings": meetings}
    return render(request, "meetings/memo_to_agenda.html", context)


def _is_there(memo: Memo, form: MemoToAgendaForm) -> bool:
    """Whether the memo is on the agenda that was chosen; then the form says so."""
    meeting = form.cleaned_data["meeting"]
    if not meeting.items.filter(programme_memo=memo).exists():
        return False
    form.add_error(
        "meeting",
        _("The memo is on this agenda already. Take its item off first, to put it on anew."),
    )
    return True
