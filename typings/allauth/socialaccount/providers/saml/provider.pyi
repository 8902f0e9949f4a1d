from typing import Any

from django.http import HttpRequest

class SAMLProvider:
    app: Any
    request: HttpRequest
    def stash_redirect_state(
        self,
        request: HttpRequest,
        process: str,
        next_url: str | None = ...,
        data: object = ...,
        state_id: str | None = ...,
        **kwargs: object,
    ) -> str: ...
