from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest, HttpResponse

class DefaultAccountAdapter:
    request: HttpRequest | None
    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None: ...
    def clean_email(self, email: str) -> str: ...
    def get_login_stages(self) -> list[str]: ...
    def is_open_for_signup(self, request: HttpRequest) -> bool: ...
    def is_safe_url(self, url: str) -> bool: ...
    def respond_user_inactive(
        self, request: HttpRequest, user: AbstractBaseUser
    ) -> HttpResponse: ...
