from allauth.socialaccount.models import SocialLogin
from django.http import HttpRequest, HttpResponse

def complete_social_login(request: HttpRequest, sociallogin: SocialLogin) -> HttpResponse: ...
