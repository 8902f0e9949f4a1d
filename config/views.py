"""Pages that belong to no app: health, the accessibility statement, and what went wrong."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from config.health import missing


@login_not_required
@never_cache
@require_safe
def health_live(request):
    """The process answers. Asks nothing of the database."""
    return JsonResponse({"status": "ok"})


@login_not_required
@never_cache
@require_safe
def health_ready(request):
    """Everything of `config.health` is there; if not, 503 and the names of what is missing."""
    if reasons := missing():
        return JsonResponse({"status": "unavailable", "reasons": reasons}, status=503)
    return JsonResponse({"status": "ok"})


@login_not_required
@require_safe
def accessibility(request):
    """The way to the accessibility statement (Danish: tilgængelighedserklæring)."""
    if settings.WAS_URL:
        return redirect(settings.WAS_URL)
    return render(request, "accessibility_missing.html", status=404)


def csrf_failure(request, reason=""):
    """A form came back without its secret: usually an old page or a browser without cookies."""
    return render(request, "403_csrf.html", status=403)
