"""The addresses of the application, and one of a page with nothing on it: the floor of pages."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from config.urls import urlpatterns as ours


def empty_page(request: HttpRequest) -> HttpResponse:
    """What Django, the middleware and a signed-in reader cost without a page."""
    return HttpResponse(str(request.user))


urlpatterns = [path("tom/", empty_page), *ours]
