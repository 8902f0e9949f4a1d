from django.http import HttpRequest, HttpResponse

from allauth.account.models import Login

class LoginStage:
    request: HttpRequest
    login: Login
    def abort(self) -> HttpResponse: ...
    def exit(self) -> HttpResponse: ...
