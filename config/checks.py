"""What a deployment should know before its users do; shown by `manage.py check`."""

from collections.abc import Sequence
from importlib.util import find_spec
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core import checks
from django.db import connections

from config import upkeep

WAS_MISSING = checks.Warning(
    "WAS_URL is not set: /was has no accessibility statement to lead to.",
    hint="Danish law asks public websites for one: make it at was.digst.dk.",
    id="ground.W001",
)
MAIL_MISSING = checks.Warning(
    "EMAIL_URL is not set: nobody can be sent a link to choose a new password.",
    id="ground.W002",
)
ASCII_ONLY = checks.Warning(
    "This PostgreSQL database does not know that Æ and æ are the same letter.",
    hint="Create the database with a UTF-8 locale, such as C.UTF-8 or da_DK.UTF-8.",
    id="ground.W003",
)
REDIS_MISSING = checks.Error(
    "CACHE_URL names a Redis server, but the package redis is not installed.",
    hint="pip install -r requirements-redis.txt",
    id="ground.E001",
)

SAML_MISSING = checks.Error(
    "SAML_PROVIDERS names a sign-in, but the package python3-saml is not installed.",
    hint="pip install -r requirements-saml.txt",
    id="ground.E003",
)

SENTRY_MISSING = checks.Error(
    "SENTRY_DSN says where faults are told of, but the package sentry-sdk is not installed.",
    hint="pip install -r requirements-sentry.txt",
    id="ground.E004",
)


def cache_is_shared() -> bool:
    """Whether the cache is one that all processes share and that counts without losing any."""
    return "redis" in settings.CACHES["default"]["BACKEND"].lower()


def cache_can_be_reached(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> list[checks.CheckMessage]:
    return [REDIS_MISSING] if cache_is_shared() and find_spec("redis") is None else []


def saml_can_be_spoken(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> list[checks.CheckMessage]:
    is_missing = settings.SAML_PROVIDERS and find_spec("onelogin") is None
    return [SAML_MISSING] if is_missing else []


def faults_can_be_told(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> list[checks.CheckMessage]:
    is_missing = settings.SENTRY_DSN and find_spec("sentry_sdk") is None
    return [SENTRY_MISSING] if is_missing else []


def deployment_is_complete(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> list[checks.Warning]:
    has_mail = not settings.EMAIL_BACKEND.endswith("dummy.EmailBackend")
    return ([] if settings.WAS_URL else [WAS_MISSING]) + ([] if has_mail else [MAIL_MISSING])


def times_can_be_read(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> list[checks.CheckMessage]:
    """Whether the times of the jobs are times: found at the start, and not the night after."""
    wrong: list[checks.CheckMessage] = []
    for job in upkeep.JOBS.values():
        try:
            _read = job.times
        except ValueError as error:
            wrong.append(checks.Error(f"{job.at}: {error}", id="ground.E002"))
    return wrong


def database_knows_danish_letters(
    app_configs: Sequence[AppConfig] | None, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[checks.Warning]:
    for alias in databases or []:
        connection = connections[alias]
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT upper('æ') = 'Æ'")
                if not cursor.fetchone()[0]:
                    return [ASCII_ONLY]
    return []
