"""Signing in, and choosing a new password: Django's pages, with how often they may be tried."""

from typing import Any

from django.conf import settings
from django.contrib.auth import views
from django.contrib.auth.forms import AuthenticationForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from accounts import forms, throttling
from accounts.entrance.adapter import let_in
from accounts.entrance.ending import VISIT, logout_address
from accounts.sign_in import attempted_email, network_of
from config.sign_ins import sign_ins


class SignIn(views.LoginView):
    """A browser in which the person has signed in before is never slowed down by others."""

    template_name = "accounts/sign_in.html"
    authentication_form = forms.SignInForm
    redirect_authenticated_user = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        told = {
            "providers": sign_ins().values(),
            "has_passkeys": settings.PASSKEY_ALONE,
        }
        return super().get_context_data(**kwargs) | told

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        email = attempted_email(request)
        if not throttling.is_known_browser(request, email):
            network = network_of(request)
            tried = throttling.failures_of_network.count(network)
            if tried >= settings.SIGN_IN_FAILURES_PER_NETWORK:
                seconds = throttling.failures_of_network.seconds_left(network)
                return throttling.too_often(request, seconds)
            delay = throttling.delay_for(email)
            if delay and not throttling.wait(delay):
                return throttling.too_often(request, throttling.TRY_AGAIN)
        answer: HttpResponse = super().post(request, *args, **kwargs)
        return answer

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        """The password is right; there may be more to show before one is in."""
        person = form.get_user()
        return let_in(self.request, person, method="password", then=self.get_success_url())


class SignOut(views.LogoutView):
    """Who came in by the municipality's sign-in is led there, to log out of that as well."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        visit = request.session.get(VISIT)
        answer: HttpResponse = super().post(request, *args, **kwargs)
        there = logout_address(request, visit) if visit else ""
        if there:
            answer = self._leads_on(request, there)
        answer["Clear-Site-Data"] = '"storage"'  # of a meeting the device keeps nothing after this
        return answer

    def _leads_on(self, request: HttpRequest, there: str) -> HttpResponse:
        return leads_on(
            request,
            there,
            title=_("You are logged out"),
            sentence=_(
                "Now the municipality’s login is told, so that nobody after you comes in with it."
            ),
            button=_("Log out of the municipality’s login"),
        )


def leads_on(
    request: HttpRequest, there: str, *, title: str, sentence: str, button: str
) -> HttpResponse:
    """A page that leads on to a login: browsers hold `form-action 'self'` against redirects."""
    facts = {"there": there, "title": title, "sentence": sentence, "button": button}
    return render(request, "accounts/leads_on.html", facts)


class PasswordChange(views.PasswordChangeView):
    """Wrong old passwords are counted: whoever finds an open session shall not guess in peace."""

    template_name = "accounts/password_change.html"
    form_class = forms.PasswordChangeForm

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        tried = throttling.old_passwords.count(request.user.pk)
        if tried >= settings.AXES_FAILURE_LIMIT:
            seconds = throttling.old_passwords.seconds_left(request.user.pk)
            return throttling.too_often(request, seconds)
        answer: HttpResponse = super().post(request, *args, **kwargs)
        return answer

    def form_invalid(self, form: Any) -> HttpResponse:
        if form.has_error("old_password", "password_incorrect"):
            throttling.old_passwords.add(self.request.user.pk)
        return super().form_invalid(form)


class PasswordReset(views.PasswordResetView):
    """Whoever asks for many people's links waits; the form sees to it that each gets one."""

    template_name = "accounts/password_forgotten.html"
    email_template_name = "accounts/password_forgotten_mail.txt"
    subject_template_name = "accounts/password_forgotten_subject.txt"
    form_class = forms.ForgottenPasswordForm

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        network = network_of(request)
        asked = throttling.resets_of_network.add(network)
        if asked > settings.SIGN_IN_FAILURES_PER_NETWORK:
            seconds = throttling.resets_of_network.seconds_left(network)
            return throttling.too_often(request, seconds)
        answer: HttpResponse = super().post(request, *args, **kwargs)
        return answer
