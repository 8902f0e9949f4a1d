"""What is sent twice from one open page is done once: two clicks, or a browser that asks again."""

import datetime
import hashlib
import json
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.db import IntegrityError, OperationalError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from config.middleware import Handler
from config.models import SentForm

#: For how long the same from the same page is the same.
KEPT_FOR = datetime.timedelta(seconds=60)
#: How long whoever sent it again waits for the first answer, and how often they look, in seconds.
PATIENCE = 20.0
LOOKS_EVERY = 0.05

TOKEN = "csrfmiddlewaretoken"  # noqa: S105  # the name of a field, which is anew on each page


def do_once(get_response: Handler) -> Handler:
    """Answer a form that comes again with where its first coming led to.

    The secret that a form is sent with is another on each page that is shown, so whoever means to
    do the same again does it from another page. What was refused or failed may be sent again.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        key = getattr(request, "sent_once", None)
        if key is None:
            return response
        row = SentForm.objects.filter(pk=key)
        if isinstance(response, HttpResponseRedirect):
            row.update(led_to=response.url[:500])
        else:
            row.delete()
        return response

    def process_view(
        request: HttpRequest,
        view: Callable[..., HttpResponse],
        args: Sequence[Any],
        kwargs: Mapping[str, Any],
    ) -> HttpResponse | None:
        """Behind the one that looks at the secret: what is not of ours never comes here."""
        key = _key(request)
        if key is None:
            return None
        led_to = _take(key)
        if led_to is None:
            request.sent_once = key  # type: ignore[attr-defined]  # a note of our own
            return None
        messages.info(request, _("It was sent twice, and has been saved once."))
        return HttpResponseRedirect(led_to)

    middleware.process_view = process_view  # type: ignore[attr-defined]  # where Django looks for it
    return middleware


def _key(request: HttpRequest) -> str | None:
    """The form, as a person sent it; None for what is no form of somebody signed in."""
    is_form = request.method == "POST" and TOKEN in request.POST
    if not is_form or not request.user.is_authenticated or not request.accepts("text/html"):
        return None
    sent = sorted((name, values) for name, values in request.POST.lists())
    files = [
        (name, file.name, _print_of(file))
        for name, several in request.FILES.lists()
        for file in several
    ]
    told = json.dumps([request.user.pk, request.get_full_path(), sent, files])
    return salted_hmac("config.once", told, algorithm="sha256").hexdigest()


def _print_of(file: Any) -> str:
    found = hashlib.sha256()
    for chunk in file.chunks():
        found.update(chunk)
    file.seek(0)
    return found.hexdigest()


def _take(key: str) -> str | None:
    """None where it is the first of its kind; else where the first led to."""
    now = timezone.now()
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        try:
            with transaction.atomic():
                SentForm.objects.filter(sent_at__lt=now - KEPT_FOR).delete()
                SentForm.objects.create(key=key, sent_at=now)
        except OperationalError:  # SQLite's one writer is at work, most often with the first of it
            time.sleep(LOOKS_EVERY)
        except IntegrityError:
            led_to = SentForm.objects.filter(pk=key).values_list("led_to", flat=True).first()
            if led_to:
                return led_to
            time.sleep(LOOKS_EVERY)
        else:
            return None
    SentForm.objects.filter(pk=key).update(sent_at=timezone.now())  # the first has been lost
    return None
