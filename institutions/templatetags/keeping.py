"""Parts of a page that are kept as they were written, until what they show has changed."""

from typing import Any

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token, token_kwargs
from django.utils.safestring import SafeString

from institutions.remembering import written_once

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


class WrittenPart(template.Node):
    """A template and what it takes; see `written`."""

    def __init__(self, name: FilterExpression, facts: dict[str, FilterExpression]) -> None:
        self.name = name
        self.facts = facts

    def render(self, context: template.Context) -> SafeString:
        name = self.name.resolve(context)
        facts = {key: given.resolve(context) for key, given in self.facts.items()}
        template: Any = context.template
        source = template.engine.get_template(name)
        return written_once(lambda: source.render(context.new(facts)), name, facts)


@register.tag
def written(parser: Parser, token: Token) -> WrittenPart:
    """`{% written "_row.html" row=row %}`: as `include … only`, once for all that tell the same.

    For what stands on a page many times, of which a write changes one: it follows from what it is
    given, the day and the language.
    """
    _tag, name, *facts = token.split_contents()
    return WrittenPart(parser.compile_filter(name), token_kwargs(facts, parser))
