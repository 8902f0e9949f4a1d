"""The settings that everything is measured with: a server's, on a database of their own."""

import io
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.static_files import serve_as_they_lie

SERVER = {
    "DJANGO_SETTINGS_MODULE": "config.settings",
    "DEBUG": "off",
    "HTTPS": "off",
    "SECRET_KEY": "only-for-measuring-0123456789-abcdefghijklmnopqrstuvwxyz",
    "ALLOWED_HOSTS": "testserver",
    "EMAIL_URL": "memorymail://",
    "CACHE_URL": "locmemcache://",
    "LOG_LEVEL": "WARNING",
}


def set_up() -> None:
    """Start Django."""
    import django
    from django.conf import settings

    os.environ.update(SERVER)
    serve_as_they_lie(settings)
    settings.ROOT_URLCONF = "bench.empty_page"
    django.setup()


@contextmanager
def scratch_database() -> Iterator[None]:
    """A migrated database, with reference data and demo, that is removed again, and its files."""
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection

    with tempfile.TemporaryDirectory(prefix="bench") as folder:
        settings.MEDIA_ROOT = Path(folder) / "media"
        name = Path(folder) / "bench.sqlite3"
        if connection.vendor == "postgresql":
            name = f"ledestjernen_bench_{os.getpid()}"
        before = connection.settings_dict["NAME"]
        connection.settings_dict["TEST"]["NAME"] = str(name)
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        try:
            call_command("load_reference", verbosity=0, stdout=io.StringIO())
            call_command("demo_data", force=True, verbosity=0)
            yield
        finally:
            connection.creation.destroy_test_db(before, verbosity=0)
