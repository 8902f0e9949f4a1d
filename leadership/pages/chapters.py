"""The chapters of the value base and of leadership profiles: read, written, and as they were."""

import datetime
from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.db.models import Max, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.requests import SignedInRequest
from config.asking import ask, is_sure
from leadership.forms.chapters import ChapterForm
from leadership.models import Chapter, Profile, ValueBase
from leadership.value_base.chapters import goals_in_words, uses_of


@dataclass(frozen=True, slots=True)
class EarlierWording:
    """What a chapter said from one day until another."""

    name: str
    text: str
    from_on: datetime.date
    until: datetime.date
    is_example: bool


def chapter_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """A chapter, with what it said before."""
    chapter = get_object_or_404(_with_whole(Chapter.objects.visible_to(request.user)), pk=pk)
    may_write = Chapter.objects.editable_by(request.user).contains(chapter)
    in_force = None if may_write or chapter.base is None else chapter.base.from_on
    earlier = [row for row in _earlier(chapter) if in_force is None or row.until > in_force]
    uses = uses_of(chapter, user=request.user)
    context = {
        "chapter": chapter,
        "may_write": may_write,
        "earlier": earlier[::-1],
        "uses": uses,
        "goals": goals_in_words(len({row.local_goal_id for row in uses})),
    }
    return render(request, "leadership/chapter.html", context)


def base_chapter_create(request: SignedInRequest, pk: int) -> HttpResponse:
    base = get_object_or_404(ValueBase.objects.editable_by(request.user), pk=pk)
    return _written(request, Chapter(base=base, number=_next(base.chapters.all())))


def profile_chapter_create(request: SignedInRequest, code: str) -> HttpResponse:
    profile = get_object_or_404(Profile.objects.editable_by(request.user), code=code)
    return _written(request, Chapter(profile=profile, number=_next(profile.chapters.all())))


@transaction.atomic
def chapter_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Two who write at once: the second sees the text of the first before it is saved."""
    rows = _with_whole(Chapter.objects.editable_by(request.user))
    return _written(request, get_object_or_404(rows.select_for_update(of=("self",)), pk=pk))


def chapter_delete(request: SignedInRequest, pk: int) -> HttpResponse:
    rows = _with_whole(Chapter.objects.editable_by(request.user))
    chapter = get_object_or_404(rows, pk=pk)
    if chapter.is_cited:
        messages.error(
            request, _("Local goals or plans build on the chapter. So it stays, and can be edited.")
        )
        return redirect("chapter_detail", pk=chapter.pk)
    if not is_sure(request):
        return ask(
            request,
            title=_("Delete the chapter “%(name)s”?") % {"name": chapter},
            lost=[_("Its text and its earlier wordings are no longer shown.")],
            button=_("Delete the chapter"),
            back=chapter.get_absolute_url(),
            crumbs=[(chapter.whole_url, str(chapter.of))],
        )
    chapter.delete()
    messages.success(request, _("The chapter has been deleted."))
    return redirect(chapter.whole_url)


def _written(request: SignedInRequest, chapter: Chapter) -> HttpResponse:
    theirs = copy(chapter)  # an invalid form has changed its instance already
    form = ChapterForm(request.POST or None, instance=chapter)
    if form.is_valid():
        form.save()
        messages.success(request, _("The chapter has been saved."))
        return redirect(chapter)
    context = {"form": form, "chapter": theirs, "is_crossed": "read" in form.errors}
    status = 422 if form.errors else 200
    return render(request, "leadership/chapter_form.html", context, status=status)


def _with_whole(chapters: QuerySet[Chapter]) -> QuerySet[Chapter]:
    return chapters.select_related("base", "profile")


def _next(chapters: QuerySet[Chapter]) -> int:
    return (chapters.aggregate(last=Max("number"))["last"] or 0) + 1


def _earlier(chapter: Chapter) -> Iterator[EarlierWording]:
    """Its wordings until today's, the oldest first; one query."""
    rows: list[Any] = []
    for row in chapter.history.order_by("history_date", "history_id"):
        if not rows or (row.name, row.text) != (rows[-1].name, rows[-1].text):
            rows.append(row)
    for row, after in pairwise(rows):
        from_on, until = (timezone.localdate(one.history_date) for one in (row, after))
        yield EarlierWording(row.name, row.text, from_on, until, row.is_example)
