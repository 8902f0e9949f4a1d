"""Reports of inspections: registered and corrected by those who inspect."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.requests import SignedInRequest
from config.asking import ask, is_sure
from duties.due import INSPECTED
from duties.pages.register import may_ask
from duties.report_forms import ReportCorrectionForm, ReportForm
from institutions.models import Institution
from measurements.models import Inspection


def report_create(request: SignedInRequest, slug: str) -> HttpResponse:
    """Register a report of tilsyn, for those who inspect."""
    places = Institution.objects.visible_to(request.user).filter(kind__in=INSPECTED)
    institution = get_object_or_404(places, slug=slug)
    if not may_ask(request, institution):
        raise Http404
    form = ReportForm(request.POST or None, institution=institution)
    if form.is_valid():
        form.save()
        messages.success(request, _("The report is registered."))
        return redirect("inspection_duty", slug=institution.slug)
    return _asked(request, form, institution, title=_("Register a report"))


@transaction.atomic
def report_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Put right what stands of a report, for those who inspect."""
    visits = Inspection.objects.visible_to(request.user).select_for_update(of=("self",))
    report = get_object_or_404(visits.select_related("institution"), pk=pk)
    institution = report.institution
    if not may_ask(request, institution):
        raise Http404
    form = ReportCorrectionForm(request.POST or None, instance=report)
    if form.is_valid():
        if form.instance.year != form.was.year and not is_sure(request):
            return _asks_about_the_year(request, form)
        form.correct(by=request.user)
        messages.success(request, _("The report is corrected."))
        return redirect("inspection_duty", slug=institution.slug)
    about = f"{form.was.get_kind_display()} {form.was.year}"
    return _asked(request, form, institution, title=_("Correct a report"), about=about)


def _asks_about_the_year(request: SignedInRequest, form: ReportCorrectionForm) -> HttpResponse:
    """A report of another year than before is often a day that was mistyped."""
    years = {"before": form.was.year, "year": form.instance.year}
    institution = form.was.institution
    duty = reverse("inspection_duty", args=[institution.slug])
    return ask(
        request,
        title=_("The report moves from %(before)s to %(year)s. Is that right?") % years,
        lost=[
            _("It is counted as a report of %(year)s from now on, and so is what was noted of it.")
            % years
        ],
        button=_("Yes, move the report to %(year)s") % years,
        back=request.path,
        crumbs=[(duty, str(institution))],
    )


def _asked(
    request: SignedInRequest,
    form: ReportForm | ReportCorrectionForm,
    institution: Institution,
    *,
    title: str,
    about: str = "",
) -> HttpResponse:
    context = {
        "form": form,
        "title": title,
        "institution": institution,
        "about": about or _("The register of tilsyn"),
    }
    status = 422 if form.errors else 200
    return render(request, "duties/form.html", context, status=status)
