"""Where the site is, for what is sent without a page having been asked for."""

from django.conf import settings


def site_address() -> str:
    """“https://ledestjernen.example.dk”, or "" where neither SITE_URL nor ALLOWED_HOSTS tells."""
    if settings.SITE_URL:
        return str(settings.SITE_URL).rstrip("/")
    named = [host for host in settings.ALLOWED_HOSTS if host[:1] not in {"*", "."}]
    return f"{'https' if settings.HTTPS else 'http'}://{named[0]}" if named else ""
