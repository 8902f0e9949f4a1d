"""Two people that are one: shown what it would do, put together, and taken apart again."""

from collections import Counter
from dataclasses import dataclass, replace
from typing import Self

from django.apps import apps
from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from accounts.confirming import fresh_sign_in_required
from accounts.models import User
from accounts.requests import SignedInRequest
from config.asked import whole_number
from config.asking import ask, is_sure
from institutions.merging import MergeRefused, merge_people, part, preview_people
from institutions.models import PersonMerge
from institutions.people.giving import gives_everything


@dataclass(frozen=True, slots=True)
class PeopleMergePage:
    """The page on which two accounts become one. count: of rows; empty where nothing can be done.

    moved, given_up: how many rows of which kind, in words. refusal: why they stay two.
    """

    keep: User
    others: QuerySet[User]
    gone: User | None
    is_wrong: bool = False
    refusal: str = ""
    moved: str = ""
    given_up: str = ""
    count: str = ""

    def with_preview(self, gone: User) -> Self:
        try:
            joined = preview_people(self.keep, gone)
        except MergeRefused as refusal:
            return replace(self, refusal=refusal.message)
        return replace(
            self,
            moved=_told(joined.moved),
            given_up=_told(joined.given_up),
            count=str(sum(joined.moved.values()) + sum(joined.given_up.values())),
        )

    @property
    def merges(self) -> tuple[PersonMerge, ...]:
        """What has been put together with it before."""
        return tuple(self.keep.merges.select_related("merged_by"))


@fresh_sign_in_required
def person_merge(request: SignedInRequest, pk: int) -> HttpResponse:
    """Which account is this person's too, and what putting them together does."""
    keep = _person(request, pk)
    given = request.POST if request.method == "POST" else request.GET
    others = User.objects.exclude(pk__in=[keep.pk, request.user.pk])
    gone = others.filter(pk=whole_number(given.get("med")) or 0).first()
    if gone is not None and not request.user.rights_include(gone):
        gone = None
    page = PeopleMergePage(keep, others, gone, is_wrong="med" in given and gone is None)
    if gone is not None:
        page = page.with_preview(gone)
    if request.method != "POST" or not page.count or gone is None:
        return _shown(request, page)
    if given.get("antal") != page.count:
        messages.error(request, _("Something has changed meanwhile. Look once more."))
        return _shown(request, page)
    merge_people(keep, gone, by=request.user)
    facts = {"gone": gone.email, "keep": keep.email}
    messages.success(request, _("%(gone)s is closed; everything is at %(keep)s.") % facts)
    return redirect("person_merge", keep.pk)


@fresh_sign_in_required
def person_part(request: SignedInRequest, pk: int, merge: int) -> HttpResponse:
    """Take apart what was put together, when that is sure."""
    keep = _person(request, pk)
    merged = get_object_or_404(PersonMerge, pk=merge, person=keep)
    if not all(map(request.user.rights_include, _opened_by_parting(merged))):
        raise Http404
    if not is_sure(request):
        return ask(
            request,
            title=_("Make them two again?"),
            lost=[
                _("%(gone)s is open again, with the password and the roles it had.")
                % {"gone": merged.gone},
                _("What others have changed since stays where it is."),
            ],
            button=_("Make them two again"),
            back=reverse("person_merge", args=[keep.pk]),
            crumbs=[(reverse("person_detail", args=[keep.pk]), str(keep))],
        )
    try:
        left = part(merged, by=request.user)
    except MergeRefused as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("%(gone)s is there again.") % {"gone": merged.gone})
        if left:
            told = _("Rows that others have changed since stayed where they are: %(n)s.")
            messages.warning(request, told % {"n": left})
    return redirect("person_merge", keep.pk)


def _person(request: SignedInRequest, pk: int) -> User:
    """A person of whom the reader may do all that they may; else there is none."""
    if not gives_everything(request.user):
        raise Http404
    person = get_object_or_404(User, pk=pk)
    if not request.user.rights_include(person):
        raise Http404
    return person


def _opened_by_parting(merged: PersonMerge) -> QuerySet[User]:
    """Who is open again, and has their rows again, when it is taken apart."""
    closed = {step["key"] for step in merged.steps if step["did"] == "closed"}
    return User.objects.filter(pk__in=closed)


def _told(counts: Counter[str]) -> str:
    """“14 målinger, 3 lokale mål og 1 tilknytning”."""
    words = []
    for label, count in counts.most_common():
        meta = apps.get_model(label)._meta
        words.append(f"{count} {meta.verbose_name if count == 1 else meta.verbose_name_plural}")
    return get_text_list(words, _("and"))


def _shown(request: SignedInRequest, page: PeopleMergePage) -> HttpResponse:
    status = 422 if page.is_wrong else 200
    return render(request, "institutions/people/merge.html", {"page": page}, status=status)
