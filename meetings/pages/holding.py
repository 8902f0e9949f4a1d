"""The meeting mode, in which a meeting is held: one item at a time, minutes and decisions."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import ModelForm
from django.http import Http404, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.requests import SignedInRequest
from lifecycle import Closed
from meetings.forms import GO_ON, LATER, MinutesRemarkForm
from meetings.late import came_late, in_one, keep_late, kept_words, meeting_of, refused_words
from meetings.models import AgendaItem, Meeting, PutOff
from meetings.pages.closed import item_in_turn, save_together, saved
from meetings.pages.deciding import Refused
from meetings.pages.item_forms import ItemForms
from meetings.pages.live import put_off_row
from meetings.pages.mode import MeetingMode
from meetings.pages.moves import visible
from meetings.pages.offline import kept_offline
from meetings.pages.screen import MeetingScreen
from meetings.pages.waiting import put_aside
from strategy.pages.autosave import answers_in_words


def meeting_begin(request: SignedInRequest, pk: int) -> HttpResponse:
    """The meeting mode, at the first item."""
    meeting = visible(request, pk)
    items = AgendaItem.objects.visible_to(request.user).filter(meeting=meeting)
    first = items.order_by("number").first()
    if first is None:
        messages.info(request, _("There is nothing on the agenda yet."))
        return redirect(meeting)
    return redirect("meeting_mode", pk=first.pk)


@require_safe
def item_at_number(
    request: SignedInRequest, pk: int, number: int, screen: str = ""
) -> HttpResponse:
    """An older address leads to the item that has the number now; it is for reading alone."""
    meeting = visible(request, pk)
    items = AgendaItem.objects.visible_to(request.user).filter(meeting=meeting, number=number)
    item = items.order_by("pk").values_list("pk", flat=True).first()
    if item is None:
        left = PutOff.objects.visible_to(request.user).filter(meeting=meeting, number=number)
        return redirect(get_object_or_404(left))
    return redirect("meeting_screen" if screen else "meeting_mode", pk=item)


@item_in_turn
def meeting_mode(request: SignedInRequest, pk: int) -> HttpResponse:
    """One item at a time. A writer's POST saves the minutes of it, or adds what belongs to it.

    Whoever asks to go on is shown the next item then.
    """
    mode = MeetingMode.build(pk, user=request.user, on=timezone.localdate())
    if request.method == "POST" and not _takes_words(request, mode):
        return _keep(request, pk)
    if mode is None:
        return _put_off(request, pk)
    hrefs = [row.href for row in mode.places]
    offline = kept_offline(mode.meeting, hrefs, papers=mode.papers, user=request.user)
    if not mode.may_write:
        return render(request, "meetings/mode.html", {"mode": mode, "offline": offline})
    forms = ItemForms.of(mode, request.POST, by=request.user)
    if answered := forms.answered:
        return _saved_and_led_on(request, mode, *answered, is_asked=forms.minutes in answered)
    context = {
        "mode": mode,
        "offline": offline,
        "minutes": forms.minutes,
        "assessments": forms.assessments,
        "follow_up": forms.follow_up,
        "dissent": forms.dissent,
        "form": forms.to_correct,
        "refused": Refused.of(request),
    }
    return render(request, "meetings/mode.html", context)


def _saved_and_led_on(
    request: SignedInRequest, mode: MeetingMode, *answered: ModelForm[Any], is_asked: bool
) -> HttpResponse:
    """Save what was answered; then the next item for whoever puts this off or goes on.

    is_asked: whether the minutes are among it, with which one goes on.
    """
    is_saved = saved(request, mode.meeting, *answered, said=_("It has been saved."))
    if is_saved and LATER in request.POST and put_aside(request, mode.item):
        return redirect(mode.after.href if mode.after else mode.meeting)
    goes_on = is_saved and GO_ON in request.POST and is_asked
    return redirect(mode.after.href if goes_on and mode.after else mode.href)


@answers_in_words
@item_in_turn
def meeting_autosave(request: SignedInRequest, pk: int) -> JsonResponse:
    """Minutes saved while they are written; `static/js/autosave.js` asks for it.

    A statement or a follow-up that is being written waits on the device until it is sent; of a page
    that is open no longer it is added too (`lukket`).

    seen: marks of what stands there now, so that the next saving is of that.
    """
    mode = MeetingMode.build(pk, user=request.user, on=timezone.localdate())
    if request.method != "POST":
        if mode is None or not mode.may_write:
            _meeting_of(request, pk)
        return JsonResponse({"token": get_token(request)})
    if mode is None or not _takes_words(request, mode):
        return _keep_in_words(request, pk)
    is_left = "lukket" in request.POST
    forms = ItemForms.of(mode, request.POST, by=request.user, with_rows=is_left)
    answered = forms.answered or forms.minutes_answered  # a row that is half written waits
    try:
        save_together(mode.meeting, *answered)
    except Closed as closed:
        return JsonResponse({"message": str(closed)}, status=409)
    if not answered or not forms.answered:
        errors = forms.to_correct.errors.values()
        why = next((str(said) for field in errors for said in field), "")
        told = _("Not saved yet. %(why)s") % {"why": why}
        return JsonResponse({"message": told.strip()}, status=422)
    clock = time_format(timezone.localtime().time(), "H.i")
    return JsonResponse(
        {
            "message": _("Saved at %(time)s. The board sees it when the meeting is closed.")
            % {"time": clock},
            "seen": {"seen": forms.minutes.mark}
            | {form.add_prefix("seen"): form.mark for form in forms.assessments},
        }
    )


def meeting_screen(request: SignedInRequest, pk: int) -> HttpResponse:
    """One item for a large screen, without anything around it."""
    screen = MeetingScreen.build(pk, user=request.user, on=timezone.localdate())
    if screen is None:
        left = _left(request, pk)
        if left is None:
            return _put_off(request, pk)
        screen = MeetingScreen.of_put_off(left, user=request.user)
    return render(request, "meetings/screen.html", {"screen": screen})


def _takes_words(request: SignedInRequest, mode: MeetingMode | None) -> bool:
    """Whether the minutes still take what was written on that page."""
    return mode is not None and mode.may_write and not came_late(mode.meeting, request.GET.dict())


def _keep(request: SignedInRequest, pk: int) -> HttpResponse:
    """Words that came late, by a form: kept, or shown again with what must be corrected."""
    meeting = _meeting_of(request, pk)
    told, answers = request.GET.dict(), request.POST.dict()
    try:
        remark = keep_late(pk, told=told, answers=answers, by=request.user)
    except ValidationError as refused:
        form = MinutesRemarkForm({"text": in_one(answers)})
        form.helper.form_action = reverse("minutes_remark", args=[meeting.pk])
        messages.error(request, refused_words(refused))
        return render(request, "meetings/minutes_answer.html", {"form": form, "meeting": meeting})
    messages.info(request, kept_words(meeting, is_new=remark is not None))
    return redirect(f"{meeting.get_absolute_url()}#bemaerkninger")


def _keep_in_words(request: SignedInRequest, pk: int) -> JsonResponse:
    meeting = _meeting_of(request, pk)
    told, answers = request.GET.dict(), request.POST.dict()
    try:
        remark = keep_late(pk, told=told, answers=answers, by=request.user)
    except ValidationError as refused:
        return JsonResponse({"message": refused_words(refused)}, status=422)
    return JsonResponse(
        {"message": kept_words(meeting, is_new=remark is not None), "kept": remark is not None}
    )


def _meeting_of(request: SignedInRequest, pk: int) -> Meeting:
    try:
        return meeting_of(pk, request.GET.dict(), by=request.user)
    except Meeting.DoesNotExist as missing:
        raise Http404 from missing


def _put_off(request: SignedInRequest, pk: int) -> HttpResponse:
    """Where an item is that was put off, for those who read it where it stood."""
    row = _left(request, pk)
    if row is None:
        waiting = AgendaItem.objects.waiting_for(request.user)
        get_object_or_404(waiting, pk=pk)
        return redirect("agenda_item_waiting")
    view = put_off_row(row, user=request.user)
    context = {"row": view, "meeting": row.meeting, "item": row.item}
    return render(request, "meetings/put_off.html", context)


def _left(request: SignedInRequest, pk: int) -> PutOff | None:
    """That an item was put off, the last time, for those who read it where it stood."""
    rows = PutOff.objects.visible_to(request.user).select_related(
        "meeting__board__cluster", "meeting__board__institution", "item__meeting"
    )
    return rows.filter(item=pk).order_by("-put_off_at", "-pk").first()
