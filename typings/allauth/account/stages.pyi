from allauth.account.models import Login
from django.http import HttpRequest, HttpResponse

class LoginStage:
    request: HttpRequest
    login: Login
    def abort(self) -> HttpResponse: ...
    def exit(self) -> HttpResponse: ...

class LoginStageController:
    @classmethod
    def enter(cls, request: HttpRequest, stage_key: str) -> LoginStage | None: ...
