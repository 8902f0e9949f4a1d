"""Where files are read in, whatever their kind, and all that is remembered of them."""

from typing import Any, NamedTuple

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from accounts.requests import SignedInRequest
from imports.answering import ANSWER
from imports.models import LearnedAnswer
from imports.slots import open_to

#: What the button is called that forgets an answer, and the field for where to go afterwards.
FORGET, NEXT = "glem", "next"


class Remembered(NamedTuple):
    """A kind of file, and what is remembered of it."""

    title: str
    answers: list[LearnedAnswer]


def read_in(request: SignedInRequest) -> HttpResponse:
    """The kinds of files that the person may read in, each with the way to its page."""
    ways = open_to(request.user)
    if not ways:
        raise Http404
    count = _remembered_by(request.user).count()
    return render(request, "imports/read_in.html", {"ways": ways, "count": count})


def remembered(request: SignedInRequest) -> HttpResponse:
    """All that is remembered of files: corrected and forgotten here and on receipts."""
    if not open_to(request.user):
        raise Http404
    known = _remembered_by(request.user)
    if request.method == "POST":
        if not _changed(request, known):
            return redirect(_way_back(request))
        known, status = _remembered_by(request.user), 422
    else:
        status = 200
    answers: dict[str, list[LearnedAnswer]] = {}
    for one in known:
        answers.setdefault(one.kind, []).append(one)
    titles = {way.kind: str(way.title) for way in open_to(request.user)}
    groups = [Remembered(titles[code], ones) for code, ones in answers.items()]
    return render(request, "imports/remembered.html", {"groups": groups}, status=status)


def _remembered_by(person: User) -> Any:
    """Of the kinds of files that the person may read in."""
    kinds = {way.kind for way in open_to(person)}
    return LearnedAnswer.objects.of_kinds(kinds).select_related("learned_by")


def _changed(request: SignedInRequest, known: Any) -> bool:
    """Forget one, or correct those with another answer. Whether something was wrong with them."""
    told = request.POST
    if FORGET in told:
        pk = told[FORGET]
        one = known.filter(pk=pk).first() if pk.isdecimal() and len(pk) < 10 else None
        if one is None:
            raise Http404
        one.delete()
        messages.success(request, _("It is forgotten: %(what)s.") % {"what": one})
        return False
    wrong = changed = 0
    for one in known:
        answer = told.get(f"{ANSWER}{one.pk}", one.answer).strip()
        if answer == one.answer:
            continue
        try:
            one.correct(answer, by=request.user)
        except ValidationError as error:
            wrong += 1
            messages.error(request, f"{one.asked}: {' '.join(error.messages)}")
        else:
            changed += 1
    if changed:
        sentence = ngettext(
            "%(count)s answer has been corrected.",
            "%(count)s answers have been corrected.",
            changed,
        )
        messages.success(request, sentence % {"count": changed})
    return bool(wrong)


def _way_back(request: HttpRequest) -> str:
    there = request.POST.get(NEXT, "")
    is_ours = url_has_allowed_host_and_scheme(there, allowed_hosts={request.get_host()})
    return there if there and is_ours else "remembered"
