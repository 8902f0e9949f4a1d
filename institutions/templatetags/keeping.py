"""Parts of a page that are kept as they were written, until what they show has changed."""

from typing import Any

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.utils.safestring import SafeString

register = template.Library()


class KeptPart(template.Node):
    """What stands between the tags; see `kept`."""

    def __init__(self, name: str, page: FilterExpression, nodelist: NodeList) -> None:
        self.name = name
        self.page = page
        self.nodelist = nodelist

    def render(self, context: template.Context) -> SafeString:
        page: Any = self.page.resolve(context)
        written: SafeString = page.part(lambda: self.nodelist.render(context), f"html {self.name}")
        return written


@register.tag
def kept(parser: Parser, token: Token) -> KeptPart:
    """`{% kept goals of page %} … {% endkept %}`: written anew when what it shows has changed.

    page: the `RememberedParts` that it shows, and nothing else that the page is given.
    """
    _tag, name, _of, page = token.split_contents()
    nodelist = parser.parse(("endkept",))
    parser.delete_first_token()
    return KeptPart(name, parser.compile_filter(page), nodelist)
