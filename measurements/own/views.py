"""The pages on which administrators define and look after instruments."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.requests import SignedInRequest
from config.asking import ask, is_sure
from files.package import Unreadable
from imports.errors import FileGone
from imports.tickets import Upload
from institutions.access import scope_of
from measurements.models import Instrument, InstrumentVersion
from measurements.own.edition_forms import EditionForm, WordsForm
from measurements.own.editions import InstrumentPage, listed, scale_heading
from measurements.own.forms import OwnInstrumentForm
from measurements.own.from_files import edition_prefilled, instruments_alike, kept_columns
from measurements.own.guessing import prefilled, seen_between
from measurements.own.making import close, is_used, unmake
from measurements.way_in import may_import

View = Callable[..., HttpResponse]


def for_administrators(view: View) -> View:
    """Instruments are the municipality's: whoever edits everything looks after them."""

    @wraps(view)
    def guarded(request: SignedInRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not scope_of(request.user).edits.everything:
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


@require_safe
@for_administrators
def instrument_list(request: SignedInRequest) -> HttpResponse:
    return render(request, "measurements/own/list.html", {"instruments": listed()})


@for_administrators
def instrument_create(request: SignedInRequest) -> HttpResponse:
    """The page on which an instrument is defined; with a file, filled in as the file tells."""
    ticket = request.POST.get("upload") or request.GET.get("upload", "")
    file = _file(request, ticket)
    initial = prefilled(*file) if file and request.method == "GET" else {}
    form = OwnInstrumentForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        instrument = form.save()
        sentence = _("%(instrument)s has been made. Now it has templates, entry and pages.")
        messages.success(request, sentence % {"instrument": instrument})
        address = reverse("own_instrument_detail", args=[instrument.code])
        return redirect(f"{address}?upload={ticket}" if file else address)
    context = {
        "form": form,
        "file": file[0] if file else "",
        "ticket": ticket if file else "",
        "seen": seen_between(file[1]) if file else None,
        "alike": instruments_alike(initial.get("questions", "")),
    }
    status = 422 if form.errors else 200
    return render(request, "measurements/own/create.html", context, status=status)


def _file(request: SignedInRequest, ticket: str) -> tuple[str, Any] | None:
    """The name and the columns of a file that is kept; None where there is none."""
    if not ticket:
        return None
    try:
        upload = Upload.of(ticket, user=request.user)
        columns = kept_columns(upload, by=request.user)
    except (FileGone, Unreadable) as gone:
        if request.method == "GET":
            text = _("The file is here no more: choose it again, or write the questions yourself.")
            messages.error(request, gone.message if isinstance(gone, Unreadable) else text)
        return None
    return upload.name, columns


@require_safe
@for_administrators
def instrument_detail(request: SignedInRequest, code: str) -> HttpResponse:
    page = InstrumentPage.of(_instrument(code))
    ticket = request.GET.get("upload", "")
    context = {
        "page": page,
        "scale_heading": scale_heading(page.newest.scale) if page.newest else "",
        "ticket": ticket,
        "may_import": may_import(request.user),
    }
    return render(request, "measurements/own/detail.html", context)


@for_administrators
def edition_create(request: SignedInRequest, code: str) -> HttpResponse:
    """A new edition of the newest one; with a file, filled in as the file tells."""
    instrument = _instrument(code)
    old = instrument.versions.order_by("-from_year", "-pk").first()
    if old is None:
        raise Http404
    ticket = request.POST.get("upload") or request.GET.get("upload", "")
    file = _file(request, ticket)
    is_filled = file is not None and request.method == "GET"
    initial = edition_prefilled(old, prefilled(*file)) if file and is_filled else {}
    form = EditionForm(request.POST or None, old=old, initial=initial)
    if request.method == "POST" and form.is_valid():
        version = form.save()
        messages.success(request, _("The edition %(name)s has been made.") % {"name": version.name})
        address = reverse("own_instrument_detail", args=[code])
        return redirect(f"{address}?upload={ticket}" if file else address)
    context = {
        "form": form,
        "instrument": instrument,
        "old": old,
        "file": file[0] if file else "",
        "ticket": ticket if file else "",
    }
    status = 422 if form.errors else 200
    return render(request, "measurements/own/edition.html", context, status=status)


@for_administrators
def edition_words(request: SignedInRequest, code: str, version: str) -> HttpResponse:
    """How files may write the questions and the steps of an edition."""
    editions = InstrumentVersion.objects.exclude(instrument__kind=Instrument.Kind.PROGRAMME)
    edition = get_object_or_404(
        editions.select_related("instrument", "scale"), instrument__code=code, code=version
    )
    form = WordsForm(request.POST or None, version=edition)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("The words have been saved. Files may use them from now on."))
        return redirect("own_instrument_detail", code)
    context = {"form": form, "version": edition, "instrument": edition.instrument}
    status = 422 if form.errors else 200
    return render(request, "measurements/own/words.html", context, status=status)


@require_POST
@for_administrators
def instrument_end(request: SignedInRequest, code: str) -> HttpResponse:
    """Take an instrument away that nothing stands in; close one that is used."""
    instrument = _instrument(code)
    used = is_used(instrument)
    if not is_sure(request):
        return ask(
            request,
            title=_("Close %(name)s?") % {"name": instrument}
            if used
            else _("Delete %(name)s?") % {"name": instrument},
            lost=[
                _("Its figures stay, and no new ones are expected after this year.")
                if used
                else _("Its editions, questions and scale go with it. No figures stand in it.")
            ],
            button=_("Close it") if used else _("Delete it"),
            back=reverse("own_instrument_detail", args=[code]),
            crumbs=[(reverse("own_instrument_list"), _("Instruments"))],
        )
    told = {"instrument": str(instrument)}
    if used:
        close(instrument, year=timezone.localdate().year)
        messages.success(request, _("%(instrument)s has been closed.") % told)
        return redirect("own_instrument_detail", code)
    unmake(instrument)
    messages.success(request, _("%(instrument)s has been deleted.") % told)
    return redirect("own_instrument_list")


def _instrument(code: str) -> Instrument:
    kept = Instrument.objects.exclude(kind=Instrument.Kind.PROGRAMME)
    return get_object_or_404(kept, code=code)
