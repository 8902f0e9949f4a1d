"""How the API answers: nothing is kept on the way, and each fault has one form."""

from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI, Schema
from pydantic import Field

#: A place's name in addresses, as Django makes it.
Slug = Annotated[str, Field(pattern=r"^[-a-zA-Z0-9_]+$", max_length=100)]

#: The same table as text, for the description.
CSV_TOO: dict[str, Any] = {
    "responses": {200: {"content": {"text/csv": {"schema": {"type": "string"}}}}}
}


class ApiError(Schema):
    """Why there is no answer."""

    detail: str


class WrongInput(Schema):
    """Which parts of the address are not understood, and why."""

    detail: list[dict[str, Any]]


def told(
    answer: Any, *, place: bool = False, form: bool = False, texts: bool = False
) -> dict[int, Any]:
    """What an operation may answer, by status. place, form: what it asks for; texts: a scope."""
    found: dict[int, Any] = {200: answer, 401: ApiError}
    if texts:
        found[403] = ApiError
    if place:
        found[404] = ApiError
    if place or form:
        found[422] = WrongInput
    return found | {429: ApiError}


class FiguresApi(NinjaAPI):
    """An API whose answers no cache keeps, and that says how to show who asks."""

    def create_response(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = super().create_response(request, *args, **kwargs)
        if response.status_code == 401:
            response["WWW-Authenticate"] = "Bearer"
        return not_kept(response)

    def get_openapi_schema(self, *args: Any, **kwargs: Any) -> Any:
        """The description, in the same words on every Python: 3.13 calls 422 by another name."""
        schema = super().get_openapi_schema(*args, **kwargs)
        for operations in schema["paths"].values():
            for operation in operations.values():
                if wrong := operation["responses"].get(422):
                    wrong["description"] = "Unprocessable Content"
        return schema


def not_kept(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "private, no-store"
    return response
