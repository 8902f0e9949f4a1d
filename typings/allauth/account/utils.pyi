from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest, HttpResponse

def perform_login(
    request: HttpRequest, user: AbstractBaseUser, *, redirect_url: str | None = None
) -> HttpResponse: ...
