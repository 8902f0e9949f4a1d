"""The pages of help: for everybody, signed in or not, since some of it is about signing in."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from guides.shelf import SECTIONS, guides_of, shelf
from guides.written import written


@login_not_required
@require_safe
def guide_list(request: HttpRequest) -> HttpResponse:
    return render(request, "guides/list.html", {"sections": [guides_of(key) for key in SECTIONS]})


@login_not_required
@require_safe
def guide_detail(request: HttpRequest, section: str, name: str) -> HttpResponse:
    guide = shelf().get((section, name))
    if guide is None:
        raise Http404
    context = {
        "guide": guide,
        "text": written(guide),
        "part": guides_of(section),
    }
    return render(request, "guides/guide.html", context)
