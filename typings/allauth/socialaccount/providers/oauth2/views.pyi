from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse

class OAuth2Adapter:
    request: HttpRequest
    provider_id: str
    def __init__(self, request: HttpRequest) -> None: ...
    def get_provider(self) -> Any: ...
    def get_access_token_data(
        self, request: HttpRequest, app: Any, client: Any, pkce_code_verifier: str | None = None
    ) -> dict[str, Any]: ...

class OAuth2CallbackView:
    @classmethod
    def adapter_view(cls, adapter: OAuth2Adapter) -> Callable[[HttpRequest], HttpResponse]: ...
