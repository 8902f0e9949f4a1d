"""Two institutions that are one: shown what it would do, put together, and taken apart again."""

from dataclasses import dataclass
from functools import partial

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.requests import SignedInRequest
from indicators.snapshots import keeping
from institutions.access import scope_of
from institutions.merging import merge, part, preview
from institutions.merging.pages import MergePreview, tell_parted
from institutions.models import Institution, InstitutionMerge


@dataclass(frozen=True, slots=True)
class MergePage:
    """The page on which two become one."""

    keep: Institution
    others: tuple[Institution, ...]
    gone: Institution | None
    preview: MergePreview
    is_wrong: bool = False

    @property
    def merges(self) -> tuple[InstitutionMerge, ...]:
        """What has been put together with it before."""
        return tuple(self.keep.merges.select_related("merged_by"))


def institution_merge(request: SignedInRequest, slug: str) -> HttpResponse:
    """Which institution is a double of this one, and what putting them together does."""
    keep = _institution(request, slug)
    given = request.POST if request.method == "POST" else request.GET
    others = Institution.objects.exclude(pk=keep.pk)
    gone = others.filter(slug=given.get("med", "")).first()
    found = MergePreview() if gone is None else MergePreview.of(partial(preview, keep, gone))
    page = MergePage(keep, tuple(others), gone, found, "med" in given and gone is None)
    if gone is None or not found.is_confirmed(request):
        return _shown(request, page)
    name = gone.name
    with keeping.rebuilding():
        merge(keep, gone, by=request.user)
    messages.success(request, _("%(gone)s is now part of %(keep)s.") % {"gone": name, "keep": keep})
    return redirect("institution_merge", keep.slug)


@require_POST
def institution_part(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """Take apart what was put together."""
    keep = _institution(request, slug)
    merged = get_object_or_404(InstitutionMerge, pk=pk, institution=keep)

    @keeping.rebuilding()
    def take_apart() -> int:
        return part(merged, by=request.user)

    done = _("%(gone)s is there again.") % {"gone": merged.gone}
    tell_parted(request, take_apart, done=done)
    return redirect("institution_merge", keep.slug)


def _institution(request: SignedInRequest, slug: str) -> Institution:
    if not scope_of(request.user).edits.everything:
        raise Http404
    return get_object_or_404(Institution, slug=slug)


def _shown(request: SignedInRequest, page: MergePage) -> HttpResponse:
    status = 422 if page.is_wrong else 200
    return render(request, "dashboards/merge.html", {"page": page}, status=status)
