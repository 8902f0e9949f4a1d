"""The page an invitation leads to: a password is chosen, and the person is in."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import View

from accounts import throttling
from accounts.entrance.adapter import let_in
from accounts.forms import FirstPasswordForm
from accounts.invitations.invitation import Invitation
from accounts.sign_in import network_of
from accounts.slots import way_in_of, words_of_access

#: Where the link waits while the password is chosen, and what stands for it in the address.
KEPT, HIDDEN = "invitation", "vaelg-adgangskode"


@method_decorator([login_not_required, never_cache, sensitive_post_parameters()], name="dispatch")
class InvitationDoor(View):
    """Who has the link chooses the password of one person, once.

    The secret is taken out of the address first, so that no page that is linked to hears of it.
    What is wrong with a link is not told: it says nothing of whether there is such a person.
    """

    def get(self, request: HttpRequest, link: str) -> HttpResponse:
        """The form; nothing is answered by looking at it, as programs that check mail do."""
        if (refused := _slowed_down(request)) is not None:
            return refused
        if link != HIDDEN:
            if Invitation.of_link(link) is None:
                return _over(request)
            request.session[KEPT] = link
            return redirect("invitation", link=HIDDEN)
        asked_in = Invitation.of_link(request.session.get(KEPT, ""))
        if asked_in is None:
            return _over(request)
        asked_in.note_opened()
        return _page(request, asked_in, FirstPasswordForm(asked_in.person))

    def post(self, request: HttpRequest, link: str) -> HttpResponse:
        """Save the password, and go in as far as the other stages of signing in let one."""
        if (refused := _slowed_down(request)) is not None:
            return refused
        with transaction.atomic():
            asked_in = Invitation.of_link(request.session.get(KEPT, "") if link == HIDDEN else "")
            if asked_in is None:
                return _over(request)
            # of two who use the link at once the second is told that it has been used
            Invitation.objects.select_for_update().get(pk=asked_in.pk)
            asked_in = Invitation.of_link(request.session[KEPT])
            if asked_in is None:
                return _over(request)
            form = FirstPasswordForm(asked_in.person, request.POST)
            if not form.is_valid():
                return _page(request, asked_in, form, status=422)
            form.save()
            Invitation.objects.filter(pk=asked_in.pk).answer()
        del request.session[KEPT]
        person = asked_in.person
        person.backend = "django.contrib.auth.backends.ModelBackend"
        answer = let_in(request, person, method="password", then=settings.LOGIN_REDIRECT_URL)
        if request.user == person:
            throttling.remember_browser(answer, person)
        return answer


def _slowed_down(request: HttpRequest) -> HttpResponse | None:
    """Who has tried many links that lead nowhere waits, as with wrong passwords."""
    network = network_of(request)
    if throttling.wrong_links.count(network) < settings.SIGN_IN_FAILURES_PER_NETWORK:
        return None
    return throttling.too_often(request, throttling.wrong_links.seconds_left(network))


def _over(request: HttpRequest) -> HttpResponse:
    throttling.wrong_links.add(network_of(request))
    return render(request, "accounts/invitation_over.html", status=404)


def _page(
    request: HttpRequest, asked_in: Invitation, form: FirstPasswordForm, *, status: int = 200
) -> HttpResponse:
    person = asked_in.person
    context = {
        "form": form,
        "person": person,
        "access": words_of_access.first(person),
        "door": way_in_of.first(person),
    }
    return render(request, "accounts/invitation.html", context, status=status)
