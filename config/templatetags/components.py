"""The parts every page is made of. Each draws one template in templates/components/."""

import re
from collections.abc import Callable, Iterable
from functools import lru_cache, wraps
from typing import Any, ParamSpec

from django import template
from django.forms import BaseForm, BoundField
from django.forms.formsets import BaseFormSet
from django.template import Context
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

register = template.Library()

P = ParamSpec("P")


#: How many of one part are kept drawn: all of a legend, and the words of some hundred marks.
MOST_DRAWN = 500


def inline(name: str) -> Callable[[Callable[P, dict[str, Any]]], Callable[P, SafeString]]:
    """Draw a part that stands in running text: without the line break its file ends with.

    Such a part follows from what it is given and from the language. A page has hundreds of them,
    most of them the same: each is drawn once.
    """

    def decorate(prepare: Callable[P, dict[str, Any]]) -> Callable[P, SafeString]:
        @lru_cache(maxsize=MOST_DRAWN)
        def drawn(
            _language: str | None, _kinds: tuple[type, ...], *args: P.args, **kwargs: P.kwargs
        ) -> SafeString:
            return SafeString(render_to_string(name, prepare(*args, **kwargs)).strip())

        @wraps(prepare)
        def draw(*args: P.args, **kwargs: P.kwargs) -> SafeString:
            said = [str(each) if isinstance(each, Promise) else each for each in args]
            named = {
                key: str(each) if isinstance(each, Promise) else each
                for key, each in kwargs.items()
            }
            # a text that is safe equals one that is not, and is written otherwise
            kinds = tuple(map(type, (*said, *named.values())))
            return drawn(get_language(), kinds, *said, **named)

        return draw

    return decorate


STATUS_WORDS = {
    "reached": pgettext_lazy("status", "Achieved"),
    "partly": pgettext_lazy("status", "Partly achieved"),
    "onway": pgettext_lazy("status", "On the way"),
    "started": pgettext_lazy("status", "Under way"),
    "done": pgettext_lazy("status", "Finished"),
    "waiting": pgettext_lazy("status", "Not started"),
    "missed": pgettext_lazy("status", "Not achieved"),
    "notyet": pgettext_lazy("status", "Not reached yet"),
    "none": pgettext_lazy("status", "Not assessed"),
    "hidden": pgettext_lazy("status", "Hidden"),
}

#: How a goal goes, which a board or a leader says: what each means is told where it stands.
SAID_OF_GOALS = frozenset({"reached", "partly", "onway", "started", "waiting", "missed"})

ICONS = {*STATUS_WORDS, "logo", "arrow", "check", "plus", "delta", "same", "search"}


@register.simple_tag
@inline("components/status.html")
def status(key: str, *, word: str = "") -> dict[str, Any]:
    """How something goes, as shape, word and colour; the word can be the situation's own."""
    if key not in STATUS_WORDS:
        raise template.TemplateSyntaxError(f"There is no status called {key!r}.")
    is_said = not word and key in SAID_OF_GOALS
    return {"key": key, "word": word or STATUS_WORDS[key], "is_said": is_said}


@register.simple_tag
@inline("components/stage.html")
def stage(word: str, *, call: bool = False) -> dict[str, Any]:
    """Where a text is in its life, as a framed word; `call` for the one that asks for something."""
    return {"word": word, "call": call}


@register.simple_tag
@inline("components/rating.html")
def rating(rank: int | None, *, label: str, of: int = 4) -> dict[str, Any]:
    """A rating on a scale of `of` steps, best highest; rank None: inspected without ratings."""
    boxes = [] if rank is None else [(f"{9 * n}.5", n < rank) for n in range(of)]
    return {"boxes": boxes, "of": of, "label": label}


@register.simple_tag
@inline("components/icon.html")
def icon(name: str) -> dict[str, Any]:
    """A drawn sign, hidden from screen readers: a word must stand beside it."""
    if name not in ICONS:
        raise template.TemplateSyntaxError(f"There is no icon called {name!r}.")
    return {"name": name}


@register.inclusion_tag("components/pairs.html")
def pairs(rows: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """Facts in pairs of term and description."""
    return {"rows": rows}


#: Who goes on where nothing is yet.
WHO = {
    "administrator": _("an administrator of the municipality"),
    "cluster": _("the cluster leader, or an administrator"),
    "data": _("a data administrator"),
    "leader": _("the leader of the place"),
    "leaders": _("the leaders of the cluster"),
    "secretary": _("the chair of the board, or the leader"),
}


@register.inclusion_tag("components/comes_next.html")
def comes_next(
    what: str | Promise, *, who: str, href: str = "", link: str | Promise = ""
) -> dict[str, Any]:
    """Where nothing is yet: what comes next, who does it (a key of WHO), and where."""
    if who not in WHO:
        raise template.TemplateSyntaxError(f"Nobody is called {who!r}.")
    return {"next": what, "who": WHO[who], "href": href, "link": link}


@register.simple_tag
@inline("components/key.html")
def key(mark: str, *, shape: str = "rect") -> dict[str, Any]:
    """A sample of a chart's mark for its legend; `mark` is the class the chart draws it with."""
    if shape not in {"rect", "dot", "ring", "range", "line"}:
        raise template.TemplateSyntaxError(f"There is no legend key of the shape {shape!r}.")
    return {"mark": mark, "shape": shape}


@register.simple_block_tag
def legend(content: str, *, label: str = "") -> SafeString:
    """What the marks of a chart mean; holds list items."""
    name = label or _("What the marks mean")
    return format_html('<ul class="legend" aria-label="{}">{}</ul>', name, content)


@register.simple_block_tag
def change(content: str) -> SafeString:
    """Something that was and what it has become, with {% becomes %} between the two."""
    return format_html('<span class="change">{}</span>', content)


@register.simple_tag
@inline("components/becomes.html")
def becomes() -> dict[str, Any]:
    """The arrow between old and new, and its words for those who do not see it."""
    return {}


@register.simple_block_tag
def message(content: str, *, heading: str = "", error: bool = False, level: int = 3) -> SafeString:
    """A box for what must not be overlooked; `level` is the level of its heading."""
    context = {"heading": heading, "error": error, "level": level, "content": content}
    return render_to_string("components/message.html", context)


#: What is in a part of which there is a picture: a drawing, or a table that is one.
_DRAWN = re.compile(
    r'class="(?:plot|year-ring|rating)\b|class="[^"]*(?:theme-matrix|ratings|heat)\b'
)
#: What its numbers are told in; a year is told in a list beside its drawing.
_TOLD = re.compile(r'<table\b|<ol class="(?:dated|year-list|goals)')
_TOLD_ALONE = re.compile(r'<ol class="year-list')
#: More rows than this are no picture.
MOST_ROWS = 80


def taken_along(content: str) -> tuple[tuple[str, str | Promise], ...]:
    """(kind of file, its words) that a part of a page is to be had as."""
    is_drawn, is_told = _DRAWN.search(content), _TOLD.search(content)
    numbers = (("csv", _("The numbers (csv)")),) if is_told else ()
    if not is_drawn:
        return numbers if _TOLD_ALONE.search(content) else ()
    if content.count("<tr") > MOST_ROWS:
        return numbers
    return (*numbers, ("svg", _("The picture (SVG)")), ("png", _("The picture (PNG)")))


@register.simple_block_tag
def taken(content: str, name: str, *, heading: str) -> SafeString:
    """A chart that is no {% section %}, and the files of it. name: the id of what is around it."""
    part = {"name": name, "heading": heading, "takes": taken_along(content)}
    return format_html("{}{}", content, render_to_string("components/take.html", part))


@register.inclusion_tag("components/take.html")
def take(name: str, heading: str, takes: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """The files of a part of the page: see `charts.taking`."""
    return {"name": name, "heading": heading, "takes": takes}


@register.simple_block_tag
def crumbs(content: str) -> str:
    """The way to the page, from a list of its steps; nothing where it is the first itself."""
    if not content.strip():
        return ""
    return render_to_string("components/crumbs.html", {"content": content})


@register.simple_block_tag(takes_context=True)
def margin(context: Context, content: str) -> str:
    """What stands in the margin of the section around it. Write it inside {% section %}."""
    context.render_context["section_margin"] = content
    return ""


@register.simple_block_tag(takes_context=True)
def section(
    context: Context,
    content: str,
    name: str,
    *,
    label: str,
    heading: str,
    note: str = "",
    counted: str = "",
    fold: str = "",
    print_page: bool = False,
) -> SafeString:
    """A block of the page: margin with label and source, then the finding and its evidence.

    `name` is the address of the block (#name); its heading has the id <name>-h. counted: what the
    heading counts, from {% figures … as … %}. fold: what unfolds the evidence on a telephone, where
    the finding alone is shown first; on wider screens and on paper nothing is folded.
    """
    part = {
        "name": name,
        "label": label,
        "heading": heading,
        "note": note,
        "counted": counted,
        "fold": fold,
        "print_page": print_page,
        "margin": context.render_context.get("section_margin", ""),
        "content": content,
        "takes": taken_along(content),
    }
    context.render_context["section_margin"] = ""  # the next section has a margin of its own
    return render_to_string("components/section.html", part)


@register.inclusion_tag("components/error_summary.html")
def error_summary(
    *given: BaseForm | BaseFormSet[Any] | list[BaseForm], heading: str = "", text: str = ""
) -> dict[str, Any]:
    """Everything to be corrected in the given forms and formsets; nothing if all is well."""
    forms = [form for one in given for form in (one if isinstance(one, list) else [one])]
    errors = [error for form in forms for error in _errors(form)]
    for form in forms:
        if form is not None:
            form.is_summarised = True  # type: ignore[union-attr]  # crispy draws no second one
    return {"errors": errors, "heading": heading, "text": text}


def _errors(form: BaseForm | BaseFormSet[Any] | None) -> list[dict[str, Any]]:
    if isinstance(form, BaseFormSet):
        own = [{"text": error} for error in form.non_form_errors()] if form.is_bound else []
        return own + [error for part in form.forms for error in _errors(part)]
    if form is None or not form.is_bound:
        return []
    errors = [{"text": error} for error in form.non_field_errors()]
    for field in _as_laid_out(form):
        errors += [
            {"text": error, "label": field.label, "address": _address(field)}
            for error in field.errors
        ]
    return errors


def _as_laid_out(form: BaseForm) -> list[BoundField]:
    """The fields in the order in which they stand on the page; those not laid out come last."""
    layout = getattr(getattr(form, "helper", None), "layout", None)
    placed = [pointer.name for pointer in layout.get_field_names()] if layout else []
    order = {name: place for place, name in enumerate(placed)}
    return sorted(form, key=lambda field: order.get(field.name, len(order)))


def _address(field: BoundField) -> str:
    """The id of the control to go to; a group of choices is reached at its first."""
    return field.id_for_label or f"{field.auto_id}_0"
