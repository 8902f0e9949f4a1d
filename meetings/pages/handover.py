"""A meeting's papers, fetched for the municipality's case system."""

import hashlib

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.http import content_disposition_header

from accounts.requests import SignedInRequest
from meetings.forms.handover import HandoverForm
from meetings.models import Handover, Meeting
from meetings.papers.package import annexes_of, package_name, package_of, papers_of
from meetings.workflow import UNSENT


def meeting_package(request: SignedInRequest, pk: int) -> HttpResponse:
    """What is in the package, and who fetched it before; sent, the package itself."""
    meetings = Meeting.objects.kept_by(request.user).exclude(status__in=UNSENT)
    meeting = get_object_or_404(meetings.select_related("board"), pk=pk)
    papers = papers_of(meeting)
    form = HandoverForm(request.POST or None, instance=_next(meeting))
    if papers and form.is_valid():
        return _handed_over(request, form)
    context = {
        "meeting": meeting,
        "form": form,
        "papers": papers,
        "annexes": annexes_of(meeting),
        "closed": meeting.items.filter(is_confidential=True).count(),
        "before": Handover.objects.visible_to(request.user)
        .filter(meeting=meeting)
        .select_related("made_by"),
    }
    return render(request, "meetings/handover.html", context)


def _next(meeting: Meeting) -> Handover:
    """The next hand-over, with the numbers given last: of this meeting, else of the board."""
    before = Handover.objects.filter(meeting__board=meeting.board_id).order_by("-made_at", "-pk")
    own = before.filter(meeting=meeting).first()
    last = own or before.first()
    return Handover(
        meeting=meeting,
        kle_number=last.kle_number if last else "",
        case_number=own.case_number if own else "",
    )


def _handed_over(request: SignedInRequest, form: HandoverForm) -> HttpResponse:
    """The package; that it was fetched, and by whom, is noted with its fingerprint."""
    handover = form.save(commit=False)
    with transaction.atomic():
        # of an item that is made confidential meanwhile, either all is in it or nothing
        meeting = Meeting.objects.select_for_update().get(pk=handover.meeting_id)
        content = package_of(
            meeting, kle_number=handover.kle_number, case_number=handover.case_number
        )
        handover.sha256 = hashlib.sha256(content).hexdigest()
        handover.made_by = request.user
        handover.save()
    headers = {"Content-Disposition": content_disposition_header(True, package_name(meeting)) or ""}
    return HttpResponse(content, content_type="application/zip", headers=headers)
