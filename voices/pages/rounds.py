"""Rounds as those who lead the units see them: opened, followed, closed, withdrawn."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Self

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from accounts.factor.picture import qr_path
from accounts.requests import SignedInRequest
from config.asking import Crumb, ask, is_sure
from institutions.access import Reader, scope_of
from institutions.schools import is_of_schools_alone
from voices.enough import Enough
from voices.feeding import close, withdraw
from voices.forms import VoiceRoundEditForm, VoiceRoundForm
from voices.models import UnitLink, VoiceRound
from voices.models.rounds import VoicesAsked
from voices.opening import rounds_of_now


@dataclass(frozen=True, slots=True)
class VoiceRoundPage:
    """A round with the links of the units that the reader leads; four queries."""

    round: VoiceRound
    links: tuple[UnitLink, ...]
    questions: tuple[str, ...]
    may_change: bool
    enough: Enough
    addresses: tuple[str, ...] = ()

    @classmethod
    def build(
        cls, voice_round: VoiceRound, *, user: Reader, address: Callable[[str], str] = str
    ) -> Self:
        """address: an address of ours as others are sent it."""
        found = voice_round.links.all().editable_by(user).select_related("institution")
        links = tuple(found.order_by("institution__name", "pk"))
        return cls(
            round=voice_round,
            links=links,
            enough=Enough.of(links, user=user),
            addresses=tuple(address(reverse("voice_answer", args=[one.token])) for one in links),
            questions=tuple(voice_round.edition.topics.values_list("name", flat=True)),
            may_change=VoiceRound.objects.editable_by(user).filter(pk=voice_round.pk).exists(),
        )

    @property
    def heading(self) -> str:
        count = sum(link.answered for link in self.links)
        return ngettext("%(count)s has answered", "%(count)s have answered", count) % {
            "count": count
        }

    @property
    def rows(self) -> list[tuple[UnitLink, str, bool]]:
        """Each link, its address as it is sent, and whether too few have answered."""
        few = {link.pk for link in self.enough.few}
        return [
            (link, address, link.pk in few)
            for link, address in zip(self.links, self.addresses, strict=True)
        ]

    @property
    def has_again(self) -> bool:
        return any(link.again for link in self.links)

    @property
    def is_withdrawn(self) -> bool:
        return self.round.withdrawn_at is not None


def voice_rounds(request: SignedInRequest) -> HttpResponse:
    """All rounds where the person leads, the newest first."""
    _only_leaders(request)
    rounds = VoiceRound.objects.visible_to(request.user).select_related("asked__instrument")
    of_school = is_of_schools_alone(request.user)
    return render(request, "voices/rounds.html", {"rounds": rounds, "is_of_school": of_school})


def voice_round_create(request: SignedInRequest) -> HttpResponse:
    _only_leaders(request)
    form = VoiceRoundForm(
        request.POST or None,
        instance=VoiceRound(opened_by=request.user),
        user=request.user,
        initial={"asked": VoicesAsked.objects.filter(audience=request.GET.get("hvem", "")).first()},
    )
    if form.is_valid():
        opened = form.open()
        messages.success(request, _("The round is open. Now print the notice, or send the link."))
        return redirect(opened)
    status = 422 if form.errors else 200
    context = {"form": form, "rounds": rounds_of_now(request.user)}
    return render(request, "voices/round_form.html", context, status=status)


@require_safe
def voice_round(request: SignedInRequest, pk: int) -> HttpResponse:
    """How many have answered; never what: that is told as figures are, when the round is over."""
    page = VoiceRoundPage.build(
        _visible(request, pk), user=request.user, address=request.build_absolute_uri
    )
    return render(request, "voices/round.html", {"page": page})


def voice_round_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    found = _editable(request, pk)
    if not found.is_open:
        messages.info(request, _("The round is over."))
        return redirect(found)
    form = VoiceRoundEditForm(request.POST or None, instance=found)
    if form.is_valid():
        form.save()
        messages.success(request, _("The round has been saved."))
        return redirect(found)
    context = {"form": form, "round": found}
    status = 422 if form.errors else 200
    return render(request, "voices/round_edit.html", context, status=status)


def voice_round_close(request: SignedInRequest, pk: int) -> HttpResponse:
    found = _editable(request, pk)
    enough = VoiceRoundPage.build(found, user=request.user).enough
    if found.is_open and not is_sure(request):
        return ask(
            request,
            title=_("Close the round?"),
            lost=[
                _("Nobody can answer any more, and the round cannot be opened again."),
                *enough.before,
            ],
            button=enough.button,
            back=found.get_absolute_url(),
            crumbs=_crumbs(found),
        )
    if found.is_open and request.method == "POST":
        close(found)
        messages.success(request, enough.after)
    return redirect(found)


def voice_round_withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take a round back with all its figures; asks first."""
    found = _editable(request, pk)
    if found.withdrawn_at is None and not is_sure(request):
        return ask(
            request,
            title=_("Withdraw the round?"),
            lost=[
                _("Its answers are deleted, and the figures made of them are taken away."),
                _("The links cannot be used any more."),
            ],
            button=_("Withdraw the round"),
            back=found.get_absolute_url(),
            crumbs=_crumbs(found),
        )
    if found.withdrawn_at is None and request.method == "POST":
        withdraw(found)
        messages.success(request, _("The round is withdrawn, and its figures are gone."))
    return redirect(found)


@require_safe
def voice_notice(request: SignedInRequest, pk: int) -> HttpResponse:
    """A notice to print: the link of a unit as a QR code and in letters."""
    links = UnitLink.objects.editable_by(request.user).select_related(
        "round__asked__instrument", "institution"
    )
    link = get_object_or_404(links, pk=pk)
    address = request.build_absolute_uri(reverse("voice_answer", args=[link.token]))
    size, path = qr_path(address)
    context = {"link": link, "address": address, "size": size, "path": path}
    return render(request, "voices/notice.html", context)


def _crumbs(found: VoiceRound) -> list[Crumb]:
    return [
        (reverse("voice_rounds"), _("Children's and parents' voices")),
        (found.get_absolute_url(), str(found)),
    ]


def _only_leaders(request: SignedInRequest) -> None:
    """404 for whoever leads no unit: there is nothing for them here."""
    if not scope_of(request.user).edits:
        raise Http404


def _visible(request: SignedInRequest, pk: int) -> VoiceRound:
    rounds = VoiceRound.objects.visible_to(request.user)
    return get_object_or_404(rounds.select_related("asked__instrument", "edition"), pk=pk)


def _editable(request: SignedInRequest, pk: int) -> VoiceRound:
    rounds = VoiceRound.objects.editable_by(request.user)
    return get_object_or_404(rounds.select_related("asked__instrument", "edition"), pk=pk)
