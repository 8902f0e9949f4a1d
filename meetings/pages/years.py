"""What a cluster does through a year: begun from a template, written, taken out."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.requests import SignedInRequest
from config.asked import whole_number
from config.asking import ask, is_sure
from institutions.models import Cluster
from meetings.forms import YearStepForm
from meetings.models import YearStep, YearTemplate
from meetings.years import CopiedYear

EARLIEST, LATEST = 2000, 2100


def year_begin(request: SignedInRequest, slug: str) -> HttpResponse:
    """What a template would put into a year; a POST puts it there."""
    cluster = _editable(request, slug)
    today = timezone.localdate()
    year = year_asked(request, today.year + 1)
    templates = YearTemplate.objects.prefetch_related("steps")
    copies = [CopiedYear.of(template, cluster=cluster, year=year) for template in templates]
    if request.method == "POST":
        chosen = next((copy for copy in copies if copy.code == request.POST.get("skabelon")), None)
        if chosen is None:
            raise Http404
        count = chosen.save()
        messages.success(
            request,
            ngettext(
                "%(count)s thing has been put into %(year)s.",
                "%(count)s things have been put into %(year)s.",
                count,
            )
            % {"count": count, "year": year},
        )
        return redirect(_address(cluster, year))
    return render(
        request,
        "meetings/year_begin.html",
        {"cluster": cluster, "year": year, "copies": copies, "back": _address(cluster, year)},
    )


def year_step_create(request: SignedInRequest, slug: str) -> HttpResponse:
    cluster = _editable(request, slug)
    return _write(request, YearStep(cluster=cluster))


def year_step_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    return _write(request, _step(request, pk))


def year_step_delete(request: SignedInRequest, pk: int) -> HttpResponse:
    step = _step(request, pk)
    back = _address(step.cluster, step.from_on.year)
    if is_sure(request):
        step.delete()
        messages.success(request, _("It has been taken out of the year."))
        return redirect(back)
    return ask(
        request,
        title=_("Take it out of the year?"),
        lost=[_("“%(step)s”, with its days and who does it.") % {"step": step}],
        button=_("Take it out of the year"),
        back=back,
        crumbs=[(back, _("Year wheel"))],
    )


def _write(request: SignedInRequest, step: YearStep) -> HttpResponse:
    form = YearStepForm(request.POST or None, instance=step)
    cluster, pk = step.cluster, step.pk
    if form.is_valid():
        saved = form.save()
        messages.success(request, _("It stands in the year."))
        return redirect(_address(cluster, saved.from_on.year))
    context = {"form": form, "cluster": cluster, "pk": pk, "back": _address(cluster, None)}
    return render(request, "meetings/year_step_form.html", context)


def _editable(request: SignedInRequest, slug: str) -> Cluster:
    return get_object_or_404(Cluster.objects.editable_by(request.user), slug=slug)


def _step(request: SignedInRequest, pk: int) -> YearStep:
    steps = YearStep.objects.editable_by(request.user).select_related("cluster")
    return get_object_or_404(steps, pk=pk)


def year_asked(request: SignedInRequest, usual: int) -> int:
    """The year that the address names, or the usual one; 404 for what is no year."""
    if not request.GET.get("aar"):
        return usual
    asked = whole_number(request.GET["aar"])
    if asked is None or not EARLIEST <= asked <= LATEST:
        raise Http404
    return asked


def _address(cluster: Cluster, year: int | None) -> str:
    address = reverse("year_wheel", args=[cluster.slug])
    return f"{address}?aar={year}" if year else address
