"""Competence programmes: their pages, each from its read model."""

import datetime

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.requests import SignedInRequest
from files.papers import file_name, file_response
from institutions.editions import BoardsEyes
from programmes import paper
from programmes.models import Course, Programme
from programmes.pages import (
    CoursePage,
    PlanningPage,
    ProgrammeList,
    ProgrammePage,
    ResultsPage,
)
from programmes.pages.following import WhatFollows
from programmes.pages.workbook import workbook_of

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def programme_list(request: SignedInRequest) -> HttpResponse:
    page = ProgrammeList.build(user=request.user, on=timezone.localdate())
    return render(request, "programmes/list.html", {"page": page})


def programme_detail(request: SignedInRequest, slug: str) -> HttpResponse:
    """The programme today, or on the day the address names: “?dato=2024-12-20”."""
    programme = get_object_or_404(Programme.objects.visible_to(request.user), slug=slug)
    today = timezone.localdate()
    on = _day(request.GET["dato"]) if "dato" in request.GET else today
    page = ProgrammePage.build(programme, user=request.user, on=on, is_today=on == today)
    following = WhatFollows.build(programme, user=request.user, on=on)
    return render(request, "programmes/detail.html", {"page": page, "following": following})


def programme_results(request: SignedInRequest, slug: str) -> HttpResponse:
    programme = get_object_or_404(Programme.objects.visible_to(request.user), slug=slug)
    page = ResultsPage.build(programme, user=request.user, on=timezone.localdate())
    return render(request, "programmes/results.html", {"page": page})


def programme_planning(request: SignedInRequest, slug: str) -> HttpResponse:
    programme = get_object_or_404(Programme.objects.plannable_by(request.user), slug=slug)
    page = PlanningPage.build(programme, user=request.user, on=timezone.localdate())
    return render(request, "programmes/planning.html", {"page": page})


def course_detail(request: SignedInRequest, slug: str, number: int) -> HttpResponse:
    courses = Course.objects.visible_to(request.user).select_related(
        "programme", "cluster", "institution", "group", "room"
    )
    course = get_object_or_404(courses, programme__slug=slug, number=number)
    page = CoursePage.build(course, user=request.user, on=timezone.localdate())
    return render(request, "programmes/course.html", {"page": page})


def programme_paper(request: SignedInRequest, slug: str) -> HttpResponse:
    """The report as PDF."""
    programme = get_object_or_404(Programme.objects.visible_to(request.user), slug=slug)
    report = paper.programme_paper(programme, user=request.user, on=timezone.localdate())
    return file_response(report.content, name=report.name)


def programme_workbook(request: SignedInRequest, slug: str) -> HttpResponse:
    """Every figure as a workbook, with the board's eyes: it will be passed on."""
    programme = get_object_or_404(Programme.objects.visible_to(request.user), slug=slug)
    on = timezone.localdate()
    page = ProgrammePage.build(programme, user=BoardsEyes(request.user), on=on)
    name = file_name(on, programme.name, _("results"), suffix="xlsx")
    return file_response(workbook_of(page), name=name, kind=XLSX)


def _day(text: str) -> datetime.date:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise Http404 from None
