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
    """All guides; what is for those who keep the site is one line to the others."""
    keeps = request.user.is_authenticated and request.user.is_staff
    parts = [guides_of(key) for key in SECTIONS]
    context = {
        "sections": [part for part in parts if keeps or not part.section.is_for_keepers],
        "further": [part for part in parts if part.section.is_for_keepers and not keeps],
    }
    return render(request, "guides/list.html", context)


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
