"""Read access from outside: the tables of dashboards.figures as JSON and CSV.

One address per table, with the same rules as the page it comes from. docs/api.md tells how to use
it; docs/openapi.json describes it to programs.
"""

from dashboards.api.addresses import api

__all__ = ["api"]
