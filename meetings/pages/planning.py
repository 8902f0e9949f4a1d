"""Calling a meeting and writing its agenda, and what is to be done afterwards."""

from copy import copy
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from accounts.models import User
from accounts.requests import SignedInRequest
from config.asked import whole_number
from config.asking import ask, is_sure
from config.collation import danish
from config.others_words import SEEN
from config.storage import rows_with_files
from indicators.models import Indicator
from institutions.access import Reader
from institutions.audiences import members_of_board
from institutions.models import Board
from measurements.models import Inspection
from meetings.boards import institutions_of, move_assessments, plans_of
from meetings.forms import (
    AgendaItemForm,
    AttendanceForm,
    MeetingForm,
)
from meetings.models import AgendaItem, Meeting
from meetings.pages.asking import crumbs_of
from meetings.pages.changed import told_of_change, told_of_move
from meetings.pages.closed import in_turn, item_in_turn, saved, unless_closed
from meetings.pages.overview import MeetingsPage
from meetings.pages.remarks import keep_attendance
from meetings.pages.suggestions import Suggestions
from meetings.workflow import MeetingStatus
from strategy.models import Goal, LocalGoal
from strategy.workflow import UNFINISHED


def meeting_list(request: SignedInRequest) -> HttpResponse:
    page = MeetingsPage.build(request.user, on=timezone.localdate())
    return render(request, "meetings/meeting_list.html", {"page": page})


def meeting_create(request: SignedInRequest) -> HttpResponse:
    """A new meeting; next come suggestions for its agenda."""
    boards = Board.objects.kept_by(request.user).still_there()
    if not boards:
        raise Http404
    chosen = whole_number(request.GET.get("bestyrelse"))
    initial = {"board": chosen} if chosen is not None else None
    form = MeetingForm(request.POST or None, boards=boards, initial=initial)
    if form.is_valid():
        meeting = form.save()
        messages.success(request, _("The meeting is planned. Choose what it is to be about."))
        return redirect("meeting_suggestions", pk=meeting.pk)
    return render(request, "meetings/meeting_form.html", {"form": form})


def meeting_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    meeting = _editable(request, pk)
    as_saved = copy(meeting)  # an invalid form has changed its instance already
    form = MeetingForm(request.POST or None, instance=meeting, boards=Board.objects.none())
    if form.is_valid():
        if saved(request, meeting, form, said=_("The meeting has been saved.")):
            move_assessments(meeting)
            told_of_move(request, meeting, set(form.changed_data))
        return redirect(meeting)
    return render(
        request,
        "meetings/meeting_form.html",
        {"form": form, "meeting": as_saved},
    )


@unless_closed
@in_turn
def meeting_attendance(request: SignedInRequest, pk: int) -> HttpResponse:
    """Who was there. Once the minutes are approved, what is sent is kept as a remark on them."""
    meetings = Meeting.objects.kept_by(request.user).select_related("board")
    meeting = get_object_or_404(meetings, pk=pk)
    if meeting.is_closed:
        return keep_attendance(request, meeting)
    as_saved = copy(meeting)
    members = members_of_board(meeting.board, meeting.held_on)
    people = User.objects.filter(pk__in=members).order_by(danish("name"))
    form = AttendanceForm(
        request.POST or None,
        instance=meeting,
        names=list(people.values_list("name", flat=True)),
        instead=[row.told for row in meeting.apologies.select_related("person") if row.told],
    )
    if form.is_valid():
        saved(request, meeting, form, said=_("It has been saved who was there."))
        item = whole_number(request.GET.get("punkt", ""))  # of the meeting mode that one came from
        if item is not None and meeting.items.filter(pk=item).exists():
            return redirect("meeting_mode", pk=item)
        return redirect(meeting)
    return render(request, "meetings/attendance_form.html", {"form": form, "meeting": as_saved})


def meeting_delete(request: SignedInRequest, pk: int) -> HttpResponse:
    """Give a planned meeting up. Once its agenda is sent, it stays."""
    meeting = get_object_or_404(
        Meeting.objects.editable_by(request.user).select_related("board"),
        pk=pk,
        status=MeetingStatus.PLANNED,
        papers=None,
    )
    if is_sure(request):
        meeting.delete()
        messages.success(request, _("The meeting has been deleted."))
        return redirect("meeting_list")
    return ask(
        request,
        title=_("Delete the meeting?"),
        lost=[_("%(meeting)s, and its agenda, which has not been sent.") % {"meeting": meeting}],
        button=_("Delete the meeting"),
        back=meeting.get_absolute_url(),
        crumbs=crumbs_of(meeting),
    )


@unless_closed
def meeting_suggestions(request: SignedInRequest, pk: int) -> HttpResponse:
    """What might be on the agenda; the chosen are put on it."""
    meeting = _editable(request, pk)
    if meeting.is_over:
        raise Http404
    suggestions = Suggestions.of(meeting, user=request.user, on=timezone.localdate())
    if request.method == "POST":
        count = suggestions.add(request.POST.getlist("forslag"))
        messages.success(
            request,
            ngettext(
                "%(count)s item has been put on the agenda.",
                "%(count)s items have been put on the agenda.",
                count,
            )
            % {"count": count},
        )
        if count:
            told_of_change(request, meeting)
        return redirect(meeting)
    return render(
        request,
        "meetings/suggestions.html",
        {"meeting": meeting, "suggestions": suggestions.found},
    )


@unless_closed
def agenda_item_create(request: SignedInRequest, pk: int) -> HttpResponse:
    meeting = _editable(request, pk)
    item = AgendaItem(meeting=meeting)
    form = AgendaItemForm(
        request.POST or None,
        request.FILES or None,
        instance=item,
        links=_links(request.user, meeting, item),
        by=request.user,
    )
    if form.is_valid():
        with rows_with_files():
            meeting.hold_open()
            item.number = meeting.next_number
            form.save()
        messages.success(request, _("The item is on the agenda."))
        told_of_change(request, meeting)
        return redirect(item)
    return render(request, "meetings/agenda_item_form.html", {"form": form, "meeting": meeting})


@item_in_turn
def agenda_item_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    item = _item(request, pk)
    as_saved = copy(item)
    links = _links(request.user, item.meeting, item)
    form = AgendaItemForm(
        request.POST or None,
        request.FILES or None,
        instance=item,
        links=links,
        by=request.user,
    )
    if form.is_valid():
        is_saved = saved(request, item.meeting, form, said=_("The item has been saved."))
        if is_saved and set(form.changed_data) - {SEEN}:
            told_of_change(request, item.meeting)
        return redirect(item)
    context = {"form": form, "meeting": item.meeting, "item": as_saved, "files": item.files.all()}
    return render(request, "meetings/agenda_item_form.html", context)


@require_POST
@unless_closed
@item_in_turn
def agenda_item_move(request: SignedInRequest, pk: int, direction: str) -> HttpResponse:
    """Up or down among the others."""
    item = _item(request, pk)
    items = list(item.meeting.items.order_by("number"))
    place = items.index(item)
    other = place + (-1 if direction == "op" else 1)
    if 0 <= other < len(items):
        items[place], items[other] = items[other], items[place]
        item.meeting.arrange(items)
        told = {"item": item.title, "number": item.meeting.items.get(pk=item.pk).number}
        messages.success(request, _("“%(item)s” is item %(number)s now.") % told)
    return redirect(item)


@unless_closed
@item_in_turn
def agenda_item_delete(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take an item off the agenda, while nothing has come of it."""
    item = _item(request, pk)
    if not item.is_untouched:
        messages.error(
            request, _("Something has been asked, written or decided under the item. It stays.")
        )
        return redirect(item)
    meeting = item.meeting
    if is_sure(request):
        with transaction.atomic():
            item.delete()
            meeting.arrange(list(meeting.items.order_by("number")))
        messages.success(request, _("The item has been taken off the agenda."))
        told_of_change(request, meeting)
        return redirect(meeting)
    return ask(
        request,
        title=_("Take the item off the agenda?"),
        lost=[_("“%(item)s”, with what has been written under it.") % {"item": item.title}],
        button=_("Take off the agenda"),
        back=meeting.get_absolute_url(),
        crumbs=crumbs_of(meeting),
    )


def _editable(request: SignedInRequest, pk: int) -> Meeting:
    meetings = Meeting.objects.editable_by(request.user).select_related("board")
    return get_object_or_404(meetings, pk=pk)


def _item(request: SignedInRequest, pk: int) -> AgendaItem:
    items = AgendaItem.objects.editable_by(request.user).select_related("meeting__board")
    return get_object_or_404(items, pk=pk)


def _links(user: Reader, meeting: Meeting, item: AgendaItem) -> dict[str, Any]:
    """What an item may be about: what the board is about, and what it is linked to already."""
    today = timezone.localdate()
    board = meeting.board
    places = institutions_of(board, on=today).values("pk")
    is_wide = not (board.cluster_id or board.institution_id)
    goals = Goal.objects.visible_to(user).select_related("strategy")
    local_goals = LocalGoal.objects.visible_to(user).exclude(status__in=UNFINISHED).alive()
    inspections = Inspection.objects.visible_to(user).filter(year__gte=today.year - 1)
    if is_wide:
        local_goals, inspections = local_goals.none(), inspections.none()
    indicators = Indicator.objects.visible_to(user).in_use().whole()
    if board.cluster_id:
        indicators = indicators.filter(goal__strategy__cluster=board.cluster_id)
    elif board.institution_id:
        indicators = indicators.filter(
            goal__strategy__cluster__placements__institution=board.institution_id
        ).distinct()
    return {
        "local_goals": local_goals.filter(
            Q(institution__in=places) | Q(cluster=board.cluster_id or 0)
        )
        .select_related("institution", "cluster", "goal")
        .order_by("institution__name", "goal__number", "pk"),
        "goals": goals.common().in_force(today.year).order_by("strategy", "number"),
        "indicators": indicators.order_by("number"),
        "inspections": inspections.filter(institution__in=places)
        .select_related("institution")
        .order_by("-year", "institution__name"),
        "development_plans": plans_of(board, user=user).filter(year__gte=today.year - 1),
    }
