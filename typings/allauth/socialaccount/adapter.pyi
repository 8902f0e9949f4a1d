from typing import Any

from allauth.socialaccount.models import SocialApp, SocialLogin
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest

class DefaultSocialAccountAdapter:
    def list_apps(
        self, request: HttpRequest, provider: str | None = None, client_id: str | None = None
    ) -> list[SocialApp]: ...
    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool: ...
    def on_authentication_error(
        self,
        request: HttpRequest,
        provider: Any,
        error: str | None = None,
        exception: Exception | None = None,
        extra_context: dict[str, Any] | None = None,
    ) -> None: ...
    def populate_user(
        self, request: HttpRequest, sociallogin: SocialLogin, data: Any
    ) -> AbstractBaseUser: ...
    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None: ...
    def get_provider(
        self, request: HttpRequest, provider: str, client_id: str | None = None
    ) -> Any: ...

def get_adapter() -> DefaultSocialAccountAdapter: ...
