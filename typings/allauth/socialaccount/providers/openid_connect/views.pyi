from typing import Any

from allauth.socialaccount.models import SocialLogin
from allauth.socialaccount.providers.oauth2.views import OAuth2Adapter
from django.http import HttpRequest

class OpenIDConnectOAuth2Adapter(OAuth2Adapter):
    def __init__(self, request: HttpRequest, provider_id: str) -> None: ...
    @property
    def openid_config(self) -> dict[str, Any]: ...
    def complete_login(
        self, request: HttpRequest, app: Any, token: Any, **kwargs: Any
    ) -> SocialLogin: ...
