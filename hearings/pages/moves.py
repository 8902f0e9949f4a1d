"""What the owner of a text does with its hearing: moves it, reminds, puts it on an agenda."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from accounts.requests import SignedInRequest
from config.asking import Crumb, ask, is_sure
from hearings.agenda import put_on_agenda
from hearings.forms import HearingMoveForm, HearingToAgendaForm, ReceiverDeadlineForm
from hearings.models import Hearing, HearingReceiver
from hearings.noticing import remind
from hearings.pages.before_moving import to_know_before, without_accounts
from hearings.pages.hearings import CHANGED, own_hearing
from hearings.workflow import HEARING_LIFE
from lifecycle.asking import move_asked
from meetings.models import Meeting
from meetings.pages.closed import unless_closed


def hearing_move(request: SignedInRequest, pk: int, move: str) -> HttpResponse:
    """Ask for what a move needs; a POST with a yes makes it."""
    hearing = own_hearing(request, pk)
    if move not in {way.name for way in HEARING_LIFE.all()}:
        raise Http404
    way = HEARING_LIFE.find(hearing.stage, move)
    if way is None:
        messages.info(request, hearing.said.already)
        return redirect(hearing)
    answer = request.POST if is_sure(request) else None
    form = HearingMoveForm(answer, way=way, initial={"version": hearing.version})
    back = hearing.get_absolute_url()
    moved = move_asked(request, hearing, way, form=form, back=back, outdated=str(CHANGED))
    lacking = hearing.missing_for(way, by=request.user, facts={})
    return moved or ask(
        request,
        title=str(way.label),
        lost=[*to_know_before(hearing, move, on=timezone.localdate()), *map(str, way.lost)],
        button=str(way.label),
        back=back,
        crumbs=_crumbs(hearing),
        facts=[hearing],
        missing=[sentence for name, sentence in lacking.items() if name != "comment"],
        form=form,
    )


def hearing_delete(request: SignedInRequest, pk: int) -> HttpResponse:
    """Throw a draft away; what has been opened is withdrawn instead."""
    hearing = own_hearing(request, pk)
    if not hearing.is_draft:
        messages.info(request, _("The hearing has been opened. Withdraw it instead."))
        return redirect(hearing)
    if not is_sure(request):
        return ask(
            request,
            title=_("Throw the draft away?"),
            lost=[_("The draft is deleted. The text it is about stays.")],
            button=_("Throw the draft away"),
            back=hearing.get_absolute_url(),
            crumbs=_crumbs(hearing),
            facts=[hearing],
        )
    hearing.delete()
    messages.success(request, _("The draft has been thrown away."))
    return redirect("hearing_list")


@require_POST
def hearing_remind(request: SignedInRequest, pk: int) -> HttpResponse:
    """Remind those who have not answered."""
    hearing = own_hearing(request, pk)
    if hearing.takes_answers:
        for sentence in without_accounts(hearing, on=timezone.localdate()):
            messages.warning(request, sentence)
        if count := remind(hearing, by=request.user):
            messages.success(
                request,
                ngettext("One board is reminded.", "%(count)s boards are reminded.", count)
                % {"count": count},
            )
    return redirect(hearing)


def receiver_deadline(request: SignedInRequest, pk: int) -> HttpResponse:
    """A deadline of its own for one that is asked, while it may answer."""
    mine = Hearing.objects.editable_by(request.user).values("pk")
    receivers = HearingReceiver.objects.filter(hearing__in=mine).select_related("hearing", "board")
    receiver = get_object_or_404(receivers, pk=pk)
    hearing = receiver.hearing
    if not (hearing.is_draft or hearing.takes_answers):
        messages.info(request, _("The hearing is over. Nothing was changed."))
        return redirect(hearing)
    form = ReceiverDeadlineForm(request.POST or None, instance=receiver)
    if form.is_valid():
        form.save()
        messages.success(request, _("The deadline is saved."))
        return redirect(hearing)
    context = {"form": form, "receiver": receiver}
    status = 422 if form.errors else 200
    return render(request, "hearings/receiver_deadline.html", context, status=status)


@unless_closed
def hearing_to_agenda(request: SignedInRequest, pk: int) -> HttpResponse:
    """Choose the meeting that decides, for who writes its agenda."""
    hearing = own_hearing(request, pk)
    if not hearing.second or hearing.is_over:
        messages.info(request, _("Lock the second edition first."))
        return redirect(hearing)
    meetings = Meeting.objects.editable_by(request.user).coming().select_related("board")
    form = HearingToAgendaForm(request.POST or None, meetings=meetings)
    if form.is_valid():
        today = timezone.localdate()
        item = put_on_agenda(hearing, form.cleaned_data["meeting"], by=request.user, on=today)
        messages.success(
            request, _("The hearing is on the agenda, with its papers as they are today.")
        )
        return redirect(item)
    context = {"form": form, "hearing": hearing, "meetings": meetings}
    return render(request, "hearings/to_agenda.html", context)


def _crumbs(hearing: Hearing) -> list[Crumb]:
    return [
        (reverse("hearing_list"), _("Hearings")),
        (hearing.get_absolute_url(), str(hearing)),
    ]
