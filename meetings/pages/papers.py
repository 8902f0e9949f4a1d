"""The frozen papers of a meeting."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from accounts.requests import SignedInRequest
from meetings.models import MeetingPaper
from meetings.papers.printing import rows_of


def meeting_paper(request: SignedInRequest, pk: int) -> HttpResponse:
    """A frozen paper, as a page."""
    paper = _paper(request, pk, loads_file=False)
    if paper.is_file_alone:
        return redirect(paper)
    context = {
        "paper": paper,
        "meeting": paper.meeting,
        "rows": rows_of(paper.facts),
        "facts": paper.facts,
        "is_minutes": paper.kind == MeetingPaper.Kind.MINUTES,
    }
    return render(request, "meetings/paper.html", context)


def meeting_paper_pdf(request: SignedInRequest, pk: int) -> HttpResponse:
    """The file as it was frozen, byte for byte."""
    paper = _paper(request, pk, loads_file=True)
    answer = HttpResponse(bytes(paper.pdf), content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="{paper.file_name}"'
    return answer


def _paper(request: SignedInRequest, pk: int, *, loads_file: bool) -> MeetingPaper:
    papers = MeetingPaper.objects.visible_to(request.user).select_related(
        "meeting__board", "made_by"
    )
    return get_object_or_404(papers if loads_file else papers.defer("pdf"), pk=pk)
