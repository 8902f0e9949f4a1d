"""A cluster that becomes two."""

import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
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
from config.privacy import refuse_cpr
from indicators.snapshots import keeping
from institutions.access import scope_of
from institutions.merging.pages import tell_parted
from institutions.models import Cluster, ClusterSplit, Institution
from institutions.splitting import split, undo


class SplitForm(MindsDays, forms.Form):
    """The name of the new cluster, which institutions go into it, and from when on."""

    name = forms.CharField(
        label=gettext_lazy("Name of the new cluster"), max_length=100, validators=[refuse_cpr]
    )
    from_on = forms.DateField(
        label=gettext_lazy("From"),
        widget=DateInput,
        help_text=gettext_lazy("What was before this day stays as it was."),
    )
    institutions: forms.ModelMultipleChoiceField[Institution] = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Institutions of the new cluster"),
        queryset=Institution.objects.none(),
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, cluster: Cluster, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.cluster = cluster
        field_of_rows(self, "institutions").queryset = Institution.objects.in_cluster(cluster)

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        if Cluster.objects.filter(area=self.cluster.area, name__iexact=name).exists():
            raise ValidationError(_("The area has a cluster of this name already."))
        return name

    def clean_institutions(self) -> Any:
        chosen = self.cleaned_data["institutions"]
        if len(chosen) == Institution.objects.in_cluster(self.cluster).count():
            raise ValidationError(_("One institution at least stays. Give the cluster a new name."))
        return chosen

    def clean(self) -> dict[str, Any]:
        """Those chosen are in the cluster on the day, too."""
        answers = super().clean()
        chosen, day = answers.get("institutions"), answers.get("from_on")
        if not chosen or not day:
            return answers
        there = Institution.objects.in_cluster(self.cluster, day)
        if away := [str(one) for one in chosen if one not in there]:
            sentence = _("On that day these are not in the cluster: %(names)s.")
            self.add_error("from_on", sentence % {"names": get_text_list(away, _("and"))})
        return answers


def cluster_looked_after(request: SignedInRequest, slug: str) -> Cluster:
    """For those who look after all places; for others there is none."""
    if not scope_of(request.user).edits.everything:
        raise Http404
    return get_object_or_404(Cluster, slug=slug)


def cluster_split(request: SignedInRequest, slug: str) -> HttpResponse:
    """Which institutions go into the new cluster; what happens then; and that it happens."""
    cluster = cluster_looked_after(request, slug)
    first = {"from_on": datetime.date(timezone.localdate().year + 1, 1, 1)}
    form = SplitForm(request.POST or None, cluster=cluster, initial=first)
    if not form.is_valid():
        status = 422 if form.is_bound else 200
        splits = cluster.splits.select_related("merged_by")
        facts = {"form": form, "cluster": cluster, "splits": splits}
        return render(request, "dashboards/split.html", facts, status=status)
    told = form.cleaned_data
    if not is_sure(request):
        return _asked(request, cluster, told)
    with keeping.rebuilding():
        new = split(
            cluster,
            name=told["name"],
            institutions=[one.pk for one in told["institutions"]],
            from_on=told["from_on"],
            by=request.user,
        )
    messages.success(request, _("%(new)s is made.") % {"new": new})
    return redirect(new)


@require_POST
def cluster_unsplit(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """Let them be one again."""
    cluster = cluster_looked_after(request, slug)
    held = get_object_or_404(ClusterSplit, pk=pk, cluster=cluster)

    @keeping.rebuilding()
    def let_be_one() -> int:
        return undo(held, by=request.user)

    told = _("%(old)s is as it was before the split.") % {"old": cluster}
    tell_parted(request, let_be_one, done=told)
    return redirect("cluster_split", cluster.slug)


def _asked(request: SignedInRequest, cluster: Cluster, told: dict[str, Any]) -> HttpResponse:
    day = date_format(told["from_on"], "DATE_FORMAT")
    names = get_text_list([str(one) for one in told["institutions"]], _("and"))
    words = {"new": told["name"], "old": str(cluster), "day": day, "names": names}
    return ask(
        request,
        title=_("Split %(old)s?") % words,
        lost=[
            _("From %(day)s %(new)s has: %(names)s.") % words,
            _("Until then, and in all figures of the time before, they are in %(old)s.") % words,
            _("The vision, the board and its people stay with %(old)s.") % words,
            _("%(new)s gets a board, a leader and a vision of its own. An administrator does it.")
            % words,
        ],
        button=_("Split the cluster"),
        back=cluster.get_absolute_url(),
        crumbs=[(reverse("cluster_detail", args=[cluster.slug]), str(cluster))],
    )
