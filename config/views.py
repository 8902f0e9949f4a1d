"""Pages that belong to no app: health, the accessibility statement, and what went wrong."""

import datetime

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseNotFound,
    HttpResponseServerError,
    JsonResponse,
)
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django.views.defaults import page_not_found

from config import request_ids
from config.health import missing

#: What security.txt says is to be asked for again after a while; RFC 9116 wants less than a year.
SECURITY_TXT_HOLDS = datetime.timedelta(days=180)


@login_not_required
@never_cache
@require_safe
def health_live(request: HttpRequest) -> HttpResponse:
    """The process answers. Asks nothing of the database."""
    return JsonResponse({"status": "ok"})


@login_not_required
@never_cache
@require_safe
def health_ready(request: HttpRequest) -> HttpResponse:
    """Everything of `config.health` is there; if not, 503 and the names of what is missing."""
    if reasons := missing():
        return JsonResponse({"status": "unavailable", "reasons": reasons}, status=503)
    return JsonResponse({"status": "ok"})


@login_not_required
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """The way to the accessibility statement (Danish: tilgængelighedserklæring)."""
    if settings.WAS_URL:
        return redirect(settings.WAS_URL)
    return render(request, "accessibility_missing.html", status=404)


@login_not_required
@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:
    """Where to tell of a weakness (RFC 9116), in a form that programs read."""
    contact = settings.SECURITY_CONTACT.strip()
    if not contact:
        return render(request, "security_contact_missing.html", status=404)
    if "@" in contact and ":" not in contact:
        contact = f"mailto:{contact}"
    site = settings.SITE_URL.rstrip("/")
    address = site + request.path if site else request.build_absolute_uri(request.path)
    today = timezone.now().replace(hour=0, minute=0, second=0, microsecond=0)
    lines = {
        "Contact": contact,
        "Expires": (today + SECURITY_TXT_HOLDS).isoformat().replace("+00:00", "Z"),
        "Preferred-Languages": "da, en",
        "Canonical": address,
    }
    told = "".join(f"{name}: {value}\n" for name, value in lines.items())
    return HttpResponse(told, content_type="text/plain; charset=utf-8")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """A page that says so; a few words where only a part of a page is missing.

    Our page has a form, and so a cookie: one that came late, with a picture that is not there,
    would be another than that of the page in which somebody is writing.
    """
    if request.headers.get("Sec-Fetch-Dest", "document") != "document":
        return HttpResponseNotFound(
            _("There is nothing here"), content_type="text/plain; charset=utf-8"
        )
    return page_not_found(request, exception)


def fault(request: HttpRequest) -> HttpResponse:
    """The mistake is ours; by the number whoever keeps the server finds it in the log.

    The page knows nothing of the request: even who asks may be what cannot be found out.
    """
    page = render_to_string("500.html", {"number": request_ids.current()})
    return HttpResponseServerError(page)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form came back without its secret: usually an old page or a browser without cookies."""
    return render(request, "403_csrf.html", status=403)
