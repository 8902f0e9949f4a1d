"""What the numbers of a page count, told to machines: so that a test can hold pages together.

`data-figures="adopted=36 expected=60" data-scope="municipality"` on an element says that its text
tells these counts, of that part of the municipality; a message says it of itself in a header. Of
one reader, scope and name there is one number on one day, wherever it stands.
"""

from collections.abc import Mapping

from django import template
from django.utils.html import format_html

from config.counts import in_pairs

register = template.Library()


@register.simple_tag
def figures(scope: str, counts: Mapping[str, int] | None = None, **named: int) -> str:
    """The attributes of an element whose text tells these counts; none for no counts."""
    told = {**(counts or {}), **named}
    if not told:
        return ""
    return format_html('data-scope="{}" data-figures="{}"', scope, in_pairs(told))
