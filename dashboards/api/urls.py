from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import path

from dashboards.api import api
from dashboards.api.addresses import nothing_here
from dashboards.api.answers import not_kept

OFFERED = "GET, HEAD, OPTIONS"


def also_without_its_body(view: Callable[..., Any]) -> Callable[..., Any]:
    """HEAD is answered as GET is, without its body; OPTIONS says what there is."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method == "OPTIONS":
            return not_kept(HttpResponse(status=204, headers={"Allow": OFFERED}))
        method = request.method
        if method == "HEAD":
            request.method = "GET"
        answer: HttpResponseBase = view(request, *args, **kwargs)
        request.method = method
        if answer.status_code == 405:
            answer["Allow"] = OFFERED
        return answer

    setattr(answered, "login_required", False)  # noqa: B010  # the key says who asks, no session
    setattr(answered, "csrf_exempt", getattr(view, "csrf_exempt", False))  # noqa: B010
    return answered


operations, app_name, _namespace = api.urls
urlpatterns = [*operations, path("<path:rest>", nothing_here, name="nothing-here")]
for pattern in urlpatterns:
    if pattern.callback is not None:
        pattern.callback = also_without_its_body(pattern.callback)
