"""Status reports to the committee: written, sent, approved; on the page, as PDF and in Word."""

import itertools
from contextlib import suppress

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.requests import SignedInRequest
from config.asking import ask, is_sure
from files.papers import file_name, file_response
from files.word.writing import DOCX
from institutions.access import Reader
from lifecycle import InvalidTransition
from strategy.committee import approves_reports, sits_in_committee, writes_reports
from strategy.models import Approval, Goal, StatusReport
from strategy.pages.report_facts import (
    approval_line,
    facts_of_the_day,
    report_facts,
    report_paper,
)
from strategy.pages.report_forms import StatusReportForm
from strategy.pages.report_text import report_document
from strategy.report_life import ReportStage


def status_report_list(request: SignedInRequest) -> HttpResponse:
    reports = StatusReport.objects.visible_to(request.user)
    context = {
        "reports": reports,
        "may_write": writes_reports(request.user),
        "may_approve": approves_reports(request.user),
    }
    return render(request, "strategy/status_report_list.html", context)


def status_report_create(request: SignedInRequest) -> HttpResponse:
    if not writes_reports(request.user):
        raise Http404
    return _write(request, StatusReport(), _goals(request.user))


def status_report_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    report = get_object_or_404(StatusReport.objects.editable_by(request.user), pk=pk)
    goals = tuple(Goal.objects.filter(strategy=report.strategy_id).order_by("number"))
    return _write(request, report, goals)


def status_report_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    report = _visible(request.user, pk)
    writes = writes_reports(request.user)
    facts = report_facts(report, on=timezone.localdate())
    context = {
        "report": report,
        "facts": facts,
        "brief": list(itertools.zip_longest(facts["brief"], facts.get("figures", ()))),
        "approval": approval_line(report),
        "may_edit": writes and report.is_draft,
        "may_take_back": writes and report.is_sent,
        "may_approve": report.is_sent and approves_reports(request.user),
        "is_on_behalf": not sits_in_committee(request.user),
        "approved": Approval.objects.visible_to(request.user)
        .whole()
        .filter(strategy=report.strategy_id)
        .first(),
    }
    return render(request, "strategy/status_report.html", context)


@require_POST
def status_report_send(request: SignedInRequest, pk: int) -> HttpResponse:
    """To the committee."""
    report = get_object_or_404(StatusReport.objects.editable_by(request.user), pk=pk)
    today = timezone.localdate()
    with suppress(InvalidTransition):  # somebody has sent it meanwhile
        content = facts_of_the_day(report, on=today)
        report.transition(ReportStage.SENT, by=request.user, content=content, on=today)
        messages.success(
            request,
            _(
                "The report is sent to the committee, with the figures of today. No mail goes out:"
                " it stands on their start page."
            ),
        )
    return redirect(report)


def status_report_take_back(request: SignedInRequest, pk: int) -> HttpResponse:
    """From the committee, to be written in again."""
    report = _visible(request.user, pk)
    if not writes_reports(request.user):
        raise PermissionDenied
    if not is_sure(request):
        if not report.is_sent:
            return redirect(report)
        return ask(
            request,
            title=_("Take the report back?"),
            lost=[
                _("The committee can no longer read it."),
                _("The figures that it was sent with are thrown away; it is sent again with new."),
            ],
            button=_("Take the report back"),
            back=report.get_absolute_url(),
        )
    with suppress(InvalidTransition):  # it is not with the committee any more
        report.transition(ReportStage.DRAFT, by=request.user)
        messages.success(request, _("The report is a draft again."))
    return redirect(report)


def status_report_approve(request: SignedInRequest, pk: int) -> HttpResponse:
    """The committee approves it; from now on it stands as it is."""
    report = _visible(request.user, pk)
    if not approves_reports(request.user):
        raise PermissionDenied
    if not is_sure(request):
        if not report.is_sent:
            messages.error(request, _("The report is not with the committee any more."))
            return redirect("status_report_detail", pk=pk)
        return ask(
            request,
            title=_("Approve the report?"),
            lost=[
                _("The committee approves it as it was sent, with the figures of that day."),
                _("After that nobody can change it or take it back."),
            ],
            button=_("Approve the report"),
            back=report.get_absolute_url(),
        )
    today = timezone.localdate()
    report_facts(report, on=today)  # what it says is kept before anybody approves it
    try:
        report.transition(
            ReportStage.APPROVED,
            by=request.user,
            on=today,
            on_behalf_of_committee=not sits_in_committee(request.user),
        )
    except InvalidTransition:
        messages.error(request, _("The report is not with the committee any more."))
    else:
        messages.success(request, _("The report is approved and stands as it was sent."))
    return redirect("status_report_detail", pk=pk)


def status_report_paper(request: SignedInRequest, pk: int) -> HttpResponse:
    report = _visible(request.user, pk)
    paper = report_paper(report, on=timezone.localdate())
    return file_response(paper.content, name=paper.name)


def status_report_document(request: SignedInRequest, pk: int) -> HttpResponse:
    report = _visible(request.user, pk)
    today = timezone.localdate()
    facts = report_facts(report, on=today)
    content = report_document(report, facts=facts, approval=approval_line(report))
    name = file_name(report.figures_on or today, report.title, suffix="docx")
    return file_response(content, name=name, kind=DOCX)


def _visible(user: Reader, pk: int) -> StatusReport:
    reports = StatusReport.objects.visible_to(user).select_related("strategy")
    return get_object_or_404(reports.prefetch_related("parts"), pk=pk)


def _goals(user: Reader) -> tuple[Goal, ...]:
    goals = Goal.objects.visible_to(user).common().in_force().select_related("strategy")
    return tuple(goals.order_by("strategy", "number"))


def _write(request: SignedInRequest, report: StatusReport, goals: tuple[Goal, ...]) -> HttpResponse:
    if not goals:
        messages.error(request, _("There are no common goals in force to report on."))
        return redirect("status_report_list")
    form = StatusReportForm(request.POST or None, instance=report, goals=goals)
    if form.is_valid():
        saved = form.save_by(request.user)
        messages.success(request, _("The report is saved."))
        return redirect(saved)
    context = {"form": form, "report": report if report.pk else None}
    return render(request, "strategy/status_report_form.html", context)
