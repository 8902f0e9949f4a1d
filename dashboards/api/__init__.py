"""Read access from outside: the tables of dashboards.figures as JSON and CSV.

One address per table, with the same rules as the page it comes from. docs/api.md tells how to use
it; docs/openapi.json describes it to programs.
"""

from dashboards.api.addresses import api

patterns, app_name, namespace = api.urls
for pattern in patterns:
    setattr(pattern.callback, "login_required", False)  # noqa: B010  (the key says who asks)

addresses = (patterns, app_name, namespace)

__all__ = ["addresses", "api"]
