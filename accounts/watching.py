"""What an answer gives away, noted in the security log as it leaves: no page can forget to."""

from functools import cache

from django.apps import apps

from accounts.events import Kind, record

#: The app that keeps who tried to sign in, and from where.
SIGN_IN_ATTEMPTS = "axes"


def note_what_matters(get_response):
    """Note files that leave, pages about other people in the administration, and refusals."""

    def middleware(request):
        response = get_response(request)
        user = getattr(request, "user", None)
        if user is not None and user.is_authenticated:
            _note(request, response)
        return response

    return middleware


def _note(request, response) -> None:
    if response.status_code == 403:
        record(Kind.REFUSED, request=request, method=request.method)
    elif response.status_code != 200:
        return
    elif response.headers.get("Content-Disposition", "").startswith("attachment"):
        record(Kind.DOWNLOADED, request=request, type=response.headers.get("Content-Type", ""))
    elif _tells_of_others(request):
        record(Kind.PERSON_READ, request=request)


def _tells_of_others(request) -> bool:
    """Whether it is a page of the administration about somebody else, or a list of people."""
    match = request.resolver_match
    if request.method != "GET" or match is None or match.namespace != "admin":
        return False
    name = match.url_name or ""
    own = f"accounts_user_{name.rpartition('_')[2]}" == name and (
        match.kwargs.get("object_id") == str(request.user.pk)
    )
    return name.startswith(_about_people()) and not name.endswith("_add") and not own


@cache
def _about_people() -> tuple[str, ...]:
    """How the names of the administration's pages about personal data begin."""
    return tuple(
        f"{model._meta.app_label}_{model._meta.model_name}_"
        for model in apps.get_models()
        if getattr(model, "holds_personal_data", False) or model._meta.app_label == SIGN_IN_ATTEMPTS
    )
