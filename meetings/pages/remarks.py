"""What is said to minutes, and who does not come: by members, each for themselves."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.requests import SignedInRequest
from config.asking import ask, is_sure
from config.privacy import refuse_cpr
from institutions.audiences import members_of_board
from meetings.approving import disagrees_at, remark_on
from meetings.forms import ApologyForm, MinutesRemarkForm, OwnDissentForm, RemarkOutcomeForm
from meetings.models import AgendaItem, Apology, Dissent, Meeting, MinutesRemark
from meetings.noticing import tell_of_apology, tell_of_remark
from meetings.pages.asking import crumbs_of
from meetings.pages.closed import in_turn, item_in_turn, unless_closed
from meetings.workflow import MeetingStatus


@unless_closed
@in_turn
def minutes_remark(request: SignedInRequest, pk: int) -> HttpResponse:
    """What is to be corrected: by a member while the minutes wait, by their writers always."""
    meeting = _attended(request, pk)
    is_writer = Meeting.objects.kept_by(request.user).contains(meeting)
    if not (is_writer or (_is_member(request, meeting) and meeting.status == MeetingStatus.HELD)):
        raise Http404
    form = MinutesRemarkForm(request.POST or None)
    if form.is_valid():
        remark = remark_on(meeting, by=request.user, text=form.cleaned_data["text"])
        tell_of_remark(remark, by=request.user)
        messages.success(request, _("Your remark has been sent to whoever writes the minutes."))
        return redirect(f"{meeting.get_absolute_url()}#bemaerkninger")
    return render(request, "meetings/minutes_answer.html", {"form": form, "meeting": meeting})


def remark_settle(request: SignedInRequest, pk: int) -> HttpResponse:
    """Whoever writes the minutes says what became of a remark, also when they are approved."""
    kept = Meeting.objects.kept_by(request.user).values("pk")
    rows = MinutesRemark.objects.filter(meeting__in=kept).select_related("meeting__board")
    remark = get_object_or_404(rows, pk=pk)
    form = RemarkOutcomeForm(request.POST or None, instance=remark)
    if form.is_valid():
        remark.settled_by, remark.settled_at = request.user, timezone.now()
        form.save()
        messages.success(request, _("It has been saved."))
        return redirect(f"{remark.meeting.get_absolute_url()}#bemaerkninger")
    context = {"form": form, "meeting": remark.meeting, "remark": remark}
    return render(request, "meetings/remark_settle.html", context)


def keep_attendance(request: SignedInRequest, meeting: Meeting) -> HttpResponse:
    """Who was there, sent when the minutes are approved: a remark on them, and never lost."""
    names = {"there": _("Present"), "excused": _("Apologies")}
    others = {"there": "present", "excused": "absent"}
    told = {
        name: ", ".join(
            [*request.POST.getlist(name), *request.POST.get(others[name], "").split("\n")]
        )
        for name in names
    }
    text = "\n".join(f"{names[name]}: {words}" for name, words in told.items() if words.strip(", "))
    if request.method != "POST" or not text:
        raise Http404
    try:
        refuse_cpr(text)
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
        return redirect(meeting)
    meeting.remarks.create(kind=MinutesRemark.Kind.LATE, text=text, made_by=request.user)
    messages.info(
        request,
        _("The minutes have been approved. What you noted is kept as a remark on them."),
    )
    return redirect(f"{meeting.get_absolute_url()}#bemaerkninger")


@unless_closed
@in_turn
def meeting_apologise(request: SignedInRequest, pk: int) -> HttpResponse:
    """A member says that they do not come, and who does; or that they come after all."""
    meeting = _attended(request, pk)
    if meeting.is_over or not _is_member(request, meeting):
        raise Http404
    own = Apology.objects.filter(meeting=meeting, person=request.user).first()
    if "withdraw" in request.POST:
        if own:
            own.withdraw()
        messages.success(request, _("It has been noted that you come."))
        return redirect(f"{meeting.get_absolute_url()}#deltagere")
    row = own or Apology(meeting=meeting, person=request.user)
    form = ApologyForm(request.POST or None, instance=row)
    if request.method == "POST" and form.is_valid():
        row.give()
        tell_of_apology(row)
        messages.success(request, _("Your apologies have been noted. The board sees them."))
        return redirect(f"{meeting.get_absolute_url()}#deltagere")
    context = {"form": form, "meeting": meeting, "own": own}
    return render(request, "meetings/apology_form.html", context)


@unless_closed
@item_in_turn
def item_disagree(request: SignedInRequest, pk: int) -> HttpResponse:
    """A member has it noted that, and why, they disagree with what was decided."""
    items = AgendaItem.objects.visible_to(request.user).select_related("meeting__board")
    item = get_object_or_404(items, pk=pk)
    meeting = item.meeting
    is_theirs = Meeting.objects.attended_by(request.user).contains(meeting)
    if not is_theirs or not disagrees_at(meeting, on=timezone.localdate()):
        raise Http404
    own = item.dissents.filter(noted_by=request.user).first()
    row = own or Dissent(item=item, who=request.user.name, noted_by=request.user)
    form = OwnDissentForm(request.POST or None, instance=row)
    if form.is_valid():
        form.save()
        messages.success(request, _("It stands in the minutes that you disagree."))
        return redirect("meeting_mode", pk=item.pk)
    context = {"form": form, "meeting": meeting, "item": item}
    return render(request, "meetings/disagree.html", context)


@unless_closed
def dissent_delete(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take a minority statement back, until the minutes stand."""
    rows = Dissent.objects.editable_by(request.user).select_related("item__meeting__board")
    row = get_object_or_404(rows, pk=pk)
    back = redirect("meeting_mode", pk=row.item_id)
    if is_sure(request):
        with transaction.atomic():
            row.item.meeting.hold_open()
            row.delete()
        messages.success(request, _("The statement has been taken out of the minutes."))
        return back
    return ask(
        request,
        title=_("Take the statement out of the minutes?"),
        lost=[f"{row}"],
        button=_("Take it out"),
        back=back.url,
        crumbs=crumbs_of(row.item.meeting),
    )


def _attended(request: SignedInRequest, pk: int) -> Meeting:
    meetings = Meeting.objects.attended_by(request.user).select_related("board")
    return get_object_or_404(meetings, pk=pk)


def _is_member(request: SignedInRequest, meeting: Meeting) -> bool:
    return request.user.pk in members_of_board(meeting.board, meeting.held_on)
