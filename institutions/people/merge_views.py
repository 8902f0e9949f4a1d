"""Two people that are one: shown what it would do, put together, and taken apart again."""

from dataclasses import dataclass
from functools import partial

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.confirming import fresh_sign_in_required
from accounts.models import User
from accounts.requests import SignedInRequest
from config.asked import whole_number
from config.asking import ask, is_sure
from institutions.access import scope_of
from institutions.merging import merge_people, part, preview_people
from institutions.merging.pages import MergePreview, tell_parted
from institutions.models import PersonMerge
from institutions.people.giving import looks_after


@dataclass(frozen=True, slots=True)
class PeopleMergePage:
    """The page on which two accounts become one."""

    keep: User
    others: QuerySet[User]
    gone: User | None
    preview: MergePreview
    is_wrong: bool = False

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
    if gone is not None and not looks_after(request.user, gone):
        gone = None
    preview = MergePreview()
    if gone is not None:
        preview = MergePreview.of(partial(preview_people, keep, gone))
    page = PeopleMergePage(keep, others, gone, preview, "med" in given and gone is None)
    if gone is None or not preview.is_confirmed(request):
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
    if not all(looks_after(request.user, one) for one in _opened_by_parting(merged)):
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
    done = _("%(gone)s is there again.") % {"gone": merged.gone}
    tell_parted(request, partial(part, merged, by=request.user), done=done)
    return redirect("person_merge", keep.pk)


def _person(request: SignedInRequest, pk: int) -> User:
    """A person whom the reader looks after; else there is none.

    What somebody else has is not put together with what is one's own, but by who has it all.
    """
    person = get_object_or_404(User, pk=pk)
    is_own = person.pk == request.user.pk and not scope_of(request.user).keeps_all
    if is_own or not looks_after(request.user, person):
        raise Http404
    return person


def _opened_by_parting(merged: PersonMerge) -> QuerySet[User]:
    """Who is open again, and has their rows again, when it is taken apart."""
    closed = {step["key"] for step in merged.steps if step["did"] == "closed"}
    return User.objects.filter(pk__in=closed)


def _shown(request: SignedInRequest, page: PeopleMergePage) -> HttpResponse:
    status = 422 if page.is_wrong else 200
    return render(request, "institutions/people/merge.html", {"page": page}, status=status)
