"""Open data: what is public, for everybody; what becomes so, for those who choose."""

import csv
import io
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.requests import SignedInRequest
from config.asking import ask, is_sure
from dashboards.open_data import RESULTS, ReleaseDraft, withdraw
from dashboards.open_data.catalogue import catalogue_of
from dashboards.open_data.forms import OpenDataForm
from indicators.models import OpenRelease
from indicators.models.releases import publishes

#: How long others may keep it: what is withdrawn is gone within minutes.
KEPT_SECONDS = 300


@login_not_required
@require_safe
def open_data(request: HttpRequest) -> HttpResponse:
    """What is public, as a table, and where programs fetch it; or that nothing is."""
    release = OpenRelease.objects.public().first()
    may_publish = {"may_publish": publishes(request.user)}
    if release is None:
        return render(request, "dashboards/open_data/nothing.html", may_publish, status=404)
    context = {"release": release, **_table(release.content), **may_publish}
    return render(request, "dashboards/open_data/public.html", context)


@login_not_required
@require_safe
def open_data_csv(request: HttpRequest) -> HttpResponse:
    """The file, byte for byte as somebody agreed to it."""
    release = _public()
    content = release.content.encode()
    return _for_programs(request, content, "text/csv; charset=utf-8", release.sha256)


@login_not_required
@require_safe
def open_data_catalogue(request: HttpRequest) -> HttpResponse:
    """What catalogues of open data harvest."""
    release = _public()
    content = catalogue_of(release, _absolute(request))
    return _for_programs(request, content, "application/ld+json", f"{release.sha256}-dcat")


def open_data_choose(request: SignedInRequest) -> HttpResponse:
    """Choose, look at exactly what becomes public, and make it so."""
    if not publishes(request.user):
        raise Http404
    form = OpenDataForm(request.POST or None, initial=_chosen_before())
    draft = None
    if form.is_valid():
        draft = ReleaseDraft.build(
            [indicator.pk for indicator in form.chosen],
            licence=form.cleaned_data["licence"],
            on=timezone.localdate(),
        )
        agreed = request.POST.get("agreed")
        if agreed == draft.sha256:
            draft.publish(by=request.user)
            messages.success(request, _("The data are public now."))
            return redirect("open_data")
        if agreed:
            messages.warning(request, _("The figures have changed meanwhile. Look at them again."))
    releases = OpenRelease.objects.visible_to(request.user).defer("content")
    context = {
        "form": form,
        "draft": draft,
        "releases": releases.select_related("made_by", "withdrawn_by")[:20],
        "is_public": OpenRelease.objects.public().exists(),
        **(_table(draft.content.decode()) if draft else {}),
    }
    return render(request, "dashboards/open_data/choose.html", context)


def open_data_withdraw(request: SignedInRequest) -> HttpResponse:
    """Let nothing be public any more."""
    if not publishes(request.user):
        raise Http404
    if is_sure(request):
        if withdraw(by=request.user):
            messages.success(request, _("The data are withdrawn. Nothing is public any more."))
        return redirect("open_data_choose")
    return ask(
        request,
        title=_("Withdraw the open data?"),
        lost=[
            _("The public page, the file and the catalogue are gone at once."),
            _("What others have fetched already stays with them."),
        ],
        button=_("Withdraw the data"),
        back=reverse("open_data_choose"),
        crumbs=[(reverse("open_data_choose"), _("Open data"))],
    )


def _public() -> OpenRelease:
    release = OpenRelease.objects.public().first()
    if release is None:
        raise Http404
    return release


def _chosen_before() -> dict[str, Any]:
    """What was chosen last, to begin with."""
    last = OpenRelease.objects.defer("content").first()
    return {"indicators": last.indicators, "licence": last.licence} if last else {}


def _table(content: str) -> dict[str, Any]:
    """The rows of the file as the page shows them: of the same bytes, and of nothing else."""
    _keys, *rows = csv.reader(io.StringIO(content, newline=""))
    headings = [column.heading for column in RESULTS.columns]
    return {"headings": headings, "rows": rows, "content": content}


def _absolute(request: HttpRequest) -> Callable[[str], str]:
    def absolute(name: str) -> str:
        return request.build_absolute_uri(reverse(name))

    return absolute


def _for_programs(
    request: HttpRequest, content: bytes, content_type: str, fingerprint: str
) -> HttpResponse:
    """An answer that caches may keep for minutes, and that other sites may fetch."""
    answer = HttpResponse(content, content_type=content_type)
    answer["Cache-Control"] = f"public, max-age={KEPT_SECONDS}"
    answer["Access-Control-Allow-Origin"] = "*"
    answer["ETag"] = f'"{fingerprint}"'
    return get_conditional_response(request, etag=answer["ETag"], response=answer) or answer
