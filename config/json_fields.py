"""JSON that people or their browsers send, in a form or in the administration."""

import json
from typing import Any

from django import forms


class _Decoder(json.JSONDecoder):
    """JSON that a database can keep; `json` alone reads more, or fails of digits and of depth."""

    def decode(self, s: str, *args: Any) -> Any:
        try:
            value = super().decode(s, *args)
            kept = json.dumps(value, ensure_ascii=False, allow_nan=False).encode()
        except (ValueError, RecursionError) as error:
            raise json.JSONDecodeError(str(error), "", 0) from error
        if rb"\u0000" in kept:
            raise json.JSONDecodeError("a null character", "", 0)
        return value


class JsonField(forms.JSONField):
    """JSON in a form: what is none, or cannot be kept, is refused in words."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{**kwargs, "decoder": _Decoder})
