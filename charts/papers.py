"""Charts for papers: drawn by the templates that draw them on pages."""

from typing import Any

from django.template.loader import render_to_string

from files.papers import Drawing


def drawing(kind: str, chart: Any, *, width: int, height: int) -> Drawing:
    """A chart as the page draws it; the same numbers must stand in words beside it."""
    markup = render_to_string(f"charts/{kind}.html", {"chart": chart})
    return Drawing.of(markup, alt="", width=width, height=height)
