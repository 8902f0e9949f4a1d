from typing import Any

from django.conf import settings
from django.db import models
from django.http import HttpRequest

from accounts.models import User

class SocialAppManager(models.Manager["SocialApp"]): ...

class SocialApp(models.Model):
    provider = models.CharField(max_length=30)
    provider_id = models.CharField(max_length=200, blank=True)
    name = models.CharField(max_length=40)
    client_id = models.CharField(max_length=191)
    secret = models.CharField(max_length=191, blank=True)
    key = models.CharField(max_length=191, blank=True)
    settings = models.JSONField(default=dict, blank=True)
    objects = SocialAppManager()

class SocialAccount(models.Model):
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    provider = models.CharField(max_length=200)
    uid = models.CharField(max_length=191)
    last_login = models.DateTimeField(auto_now=True)
    date_joined = models.DateTimeField(auto_now_add=True)
    extra_data = models.JSONField(default=dict)

class SocialToken(models.Model):
    app = models.ForeignKey(SocialApp, on_delete=models.SET_NULL, blank=True, null=True)
    account = models.ForeignKey(SocialAccount, on_delete=models.CASCADE)
    token = models.TextField()
    token_secret = models.TextField(blank=True)
    expires_at = models.DateTimeField(blank=True, null=True)

class SocialLogin:
    account: SocialAccount
    user: User
    state: dict[str, Any]
    claims: dict[str, Any]  # ours: what the provider told, as it was checked
    def __init__(
        self,
        user: User | None = None,
        account: SocialAccount | None = None,
        *,
        provider: object = None,
    ) -> None: ...
    def lookup(self) -> None: ...
    @property
    def is_existing(self) -> bool: ...
    def connect(self, request: HttpRequest, user: User) -> None: ...
