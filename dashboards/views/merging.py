"""Two institutions that are one: shown what it would do, put together, and taken apart again."""

from collections import Counter
from dataclasses import dataclass, replace
from typing import Self

from django.apps import apps
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.requests import SignedInRequest
from indicators.snapshots import keeping, truth
from institutions.access import scope_of
from institutions.merging import MergeRefused, merge, part, preview
from institutions.models import Institution, InstitutionMerge


@dataclass(frozen=True, slots=True)
class MergePage:
    """The page on which two become one. count: of rows; empty where nothing can be done.

    moved, given_up: how many rows of which kind, in words. refusal: why they stay two.
    """

    keep: Institution
    others: tuple[Institution, ...]
    gone: Institution | None
    is_wrong: bool = False
    refusal: str = ""
    moved: str = ""
    given_up: str = ""
    count: str = ""

    def with_preview(self, gone: Institution) -> Self:
        try:
            joined = preview(self.keep, gone)
        except MergeRefused as refusal:
            return replace(self, refusal=refusal.message)
        return replace(
            self,
            moved=_told(joined.moved),
            given_up=_told(joined.given_up),
            count=str(sum(joined.moved.values()) + sum(joined.given_up.values())),
        )

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
    page = MergePage(keep, tuple(others), gone, is_wrong="med" in given and gone is None)
    if gone is not None:
        page = page.with_preview(gone)
    if request.method != "POST" or not page.count or gone is None:
        return _shown(request, page)
    if given.get("antal") != page.count:
        messages.error(request, _("Something has changed meanwhile. Look once more."))
        return _shown(request, page)
    name = gone.name
    with truth.writing() as were_true:
        merge(keep, gone, by=request.user)
        _keep_true(were_true)
    messages.success(request, _("%(gone)s is now part of %(keep)s.") % {"gone": name, "keep": keep})
    return redirect("institution_merge", keep.slug)


@require_POST
def institution_part(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """Take apart what was put together."""
    keep = _institution(request, slug)
    merged = get_object_or_404(InstitutionMerge, pk=pk, institution=keep)
    try:
        with truth.writing() as were_true:
            left = part(merged, by=request.user)
            _keep_true(were_true)
    except MergeRefused as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("%(gone)s is there again.") % {"gone": merged.gone})
        if left:
            messages.warning(
                request,
                _("Rows that others have changed since stayed where they are: %(n)s.")
                % {"n": left},
            )
    return redirect("institution_merge", keep.slug)


def _keep_true(were_true: bool) -> None:
    if were_true:
        keeping.rebuild()


def _institution(request: SignedInRequest, slug: str) -> Institution:
    if not scope_of(request.user).edits.everything:
        raise Http404
    return get_object_or_404(Institution, slug=slug)


def _told(counts: Counter[str]) -> str:
    """“14 målinger, 3 lokale mål og 1 tilknytning”."""
    return get_text_list([_counted(*one) for one in counts.most_common()], _("and"))


def _counted(label: str, count: int) -> str:
    meta = apps.get_model(label)._meta
    return f"{count} {meta.verbose_name if count == 1 else meta.verbose_name_plural}"


def _shown(request: SignedInRequest, page: MergePage) -> HttpResponse:
    status = 422 if page.is_wrong else 200
    return render(request, "dashboards/merge.html", {"page": page}, status=status)
