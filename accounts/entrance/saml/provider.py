"""SAML 2.0 as django-allauth knows it; what is asked and answered is checked by `messages`.

Nothing here loads python3-saml: it is an extra, loaded when somebody comes by it.
"""

from allauth.socialaccount.providers.saml.provider import SAMLProvider
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from accounts.entrance.claims import KnownByClaims
from config.saml import SamlProvider


class CheckedSaml(KnownByClaims, SAMLProvider):
    """A provider by SAML 2.0."""

    def redirect(
        self,
        request: HttpRequest,
        process: str,
        next_url: str | None = None,
        data: object = None,
        **kwargs: object,
    ) -> HttpResponse:
        """There with a signed question, whose number this browser's session remembers."""
        from accounts.entrance.saml.messages import question  # noqa: PLC0415  # an extra

        provider: SamlProvider = settings.SAML_PROVIDERS[self.app.provider_id]
        # to confirm who they are: a look at a cookie is none
        there, number = question(provider, request, anew=request.user.is_authenticated)
        self.stash_redirect_state(request, process, next_url, data, state_id=number, **kwargs)
        return redirect(there)
