"""Pages that belong to no app: health, the accessibility statement, and what went wrong."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.migrations.executor import MigrationExecutor
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe


@login_not_required
@never_cache
@require_safe
def health_live(request):
    """The process answers. Asks nothing of the database."""
    return JsonResponse({"status": "ok"})


@login_not_required
@never_cache
@require_safe
def health_ready(request):
    """Database, migrations and cache are there; if not, 503 and the names of what is missing."""
    reasons = [name for name, works in READINESS.items() if not _tries(works)]
    if reasons:
        return JsonResponse({"status": "unavailable", "reasons": reasons}, status=503)
    return JsonResponse({"status": "ok"})


@login_not_required
@require_safe
def accessibility(request):
    """The way to the accessibility statement (Danish: tilgængelighedserklæring)."""
    if settings.WAS_URL:
        return redirect(settings.WAS_URL)
    return render(request, "accessibility_missing.html", status=404)


def csrf_failure(request, reason=""):
    """A form came back without its secret: usually an old page or a browser without cookies."""
    return render(request, "403_csrf.html", status=403)


def _database_answers() -> bool:
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute("SELECT 1")
        return cursor.fetchone() == (1,)


def _is_migrated() -> bool:
    executor = MigrationExecutor(connections[DEFAULT_DB_ALIAS])
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def _cache_answers() -> bool:
    cache.set("health", "ok", 10)
    return cache.get("health") == "ok"


def _tries(works) -> bool:
    try:
        return works()
    except Exception:  # whatever is wrong, the answer is that it does not work
        return False


READINESS = {
    "database": _database_answers,
    "migrations": _is_migrated,
    "cache": _cache_answers,
}
