"""A cluster that ends: told before what becomes of what it has, asked, and undone."""

import datetime
from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from accounts.requests import SignedInRequest
from config.asking import ask, is_sure
from config.deadlines import MindsDays
from config.forms import DateInput, field_of_rows
from dashboards.views.splitting import cluster_looked_after
from indicators.snapshots import keeping
from institutions.closing_clusters import WhatEnds, close
from institutions.merging import MergeRefused, part
from institutions.merging.pages import tell_parted
from institutions.models import Cluster, ClusterClosing
from institutions.pages.structure import closing_note
from meetings.models import Meeting
from strategy.models import LocalGoal, Strategy
from strategy.workflow import CLOSED_FOR_WRITING


class ClosingForm(MindsDays, forms.Form):
    """The last day of a cluster, and where its institutions are from the next."""

    last_day = forms.DateField(
        label=gettext_lazy("The last day"),
        widget=DateInput,
        help_text=gettext_lazy("What was until this day stays as it was."),
    )
    goes_to = forms.ModelChoiceField(
        label=gettext_lazy("Where its institutions go"),
        queryset=Cluster.objects.none(),
        required=False,
        empty_label=gettext_lazy("Outside clusters"),
        help_text=gettext_lazy("Is one to go elsewhere? Move it first, from the day after."),
    )

    def __init__(self, *args: Any, cluster: Cluster, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = Cluster.objects.filter(closed_on=None).exclude(pk=cluster.pk)
        field_of_rows(self, "goes_to").queryset = others


def cluster_close(request: SignedInRequest, slug: str) -> HttpResponse:
    """Its last day; what happens then; and that it happens."""
    cluster = cluster_looked_after(request, slug)
    first = {"last_day": datetime.date(timezone.localdate().year, 12, 31)}
    form = ClosingForm(request.POST or None, cluster=cluster, initial=first)
    if cluster.closed_on or not form.is_valid():
        facts = {
            "form": form,
            "cluster": cluster,
            "closed": closing_note(cluster.closed_on) if cluster.closed_on else "",
            "closings": cluster.closings.select_related("merged_by"),
        }
        status = 422 if form.is_bound else 200
        return render(request, "dashboards/close.html", facts, status=status)
    last_day, goes_to = form.cleaned_data["last_day"], form.cleaned_data["goes_to"]
    if not is_sure(request):
        return _asked(request, cluster, last_day, goes_to)
    try:
        with keeping.rebuilding():
            close(cluster, last_day=last_day, goes_to=goes_to, by=request.user)
    except MergeRefused as refusal:
        messages.error(request, refusal.message)
    else:
        day = date_format(last_day, "DATE_FORMAT")
        told = _("The last day of %(cluster)s is %(day)s.") % {"cluster": cluster, "day": day}
        messages.success(request, told)
    return redirect("cluster_close", cluster.slug)


@require_POST
def cluster_reopen(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """Let it be as it was before it was closed."""
    cluster = cluster_looked_after(request, slug)
    held = get_object_or_404(ClusterClosing, pk=pk, cluster=cluster)
    told = _("%(cluster)s is as it was before it was closed.") % {"cluster": cluster}
    tell_parted(request, keeping.rebuilding()(partial(part, held, by=request.user)), done=told)
    return redirect("cluster_close", cluster.slug)


def _asked(
    request: SignedInRequest, cluster: Cluster, last_day: datetime.date, goes_to: Cluster | None
) -> HttpResponse:
    return ask(
        request,
        title=_("Close %(cluster)s?") % {"cluster": cluster},
        lost=what_happens(cluster, last_day, goes_to),
        button=_("Close the cluster"),
        back=cluster.get_absolute_url(),
        crumbs=[(reverse("cluster_detail", args=[cluster.slug]), str(cluster))],
    )


def what_happens(cluster: Cluster, last_day: datetime.date, goes_to: Cluster | None) -> list[str]:
    """What becomes of its institutions, goals, boards, meetings and roles, in sentences."""
    ends = WhatEnds.of(cluster, last_day)
    goals = LocalGoal.objects.filter(goal__strategy__cluster=cluster)
    goals = goals.exclude(status__in=CLOSED_FOR_WRITING)
    meetings = Meeting.objects.filter(board__cluster=cluster)
    told = {
        "cluster": str(cluster),
        "day": date_format(last_day, "DATE_FORMAT"),
        "next": date_format(last_day + datetime.timedelta(days=1), "DATE_FORMAT"),
        "names": get_text_list([str(one) for one in ends.institutions], _("and")),
        "other": str(goes_to or ""),
        "boards": get_text_list([str(one) for one in cluster.boards.all()], _("and")),
        "goals": goals.count(),
        "meetings": meetings.coming(last_day + datetime.timedelta(days=1)).count(),
        "roles": ends.roles,
    }
    sentences = [_("%(day)s is its last day. All figures and pages until then stay.") % told]
    if ends.institutions and goes_to:
        sentences.append(_("From %(next)s these are in %(other)s: %(names)s.") % told)
    elif ends.institutions:
        sentences.append(_("From %(next)s these are outside clusters: %(names)s.") % told)
    if Strategy.objects.filter(cluster=cluster, to_year__gte=last_day.year).exists():
        sentences.append(_("Its vision and goals can be read, and apply to nobody any more."))
    if told["goals"]:
        sentences.append(
            _("Local goals of its goals that are not closed: %(goals)s. They stay; close them.")
            % told
        )
    if told["boards"]:
        sentences.append(_("These boards end; their minutes stay: %(boards)s.") % told)
    if told["meetings"]:
        sentences.append(
            _("Meetings after that day: %(meetings)s. They stay; call them off, or move them.")
            % told
        )
    if ends.roles:
        sentences.append(_("Roles at the cluster that end on that day: %(roles)s.") % told)
    sentences.append(_("It can be undone on the same page."))
    return sentences
