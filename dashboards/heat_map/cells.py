"""The cells of the heat map as text: a sign and a figure, and their words in the legend."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from config.numbers import written, written_plainly
from config.phrases import part_of
from indicators.evaluation.rules import Rule, TopicFacts
from indicators.evaluation.words import requirement
from indicators.snapshots.grid import Figure

__all__ = ["Figure", "body", "legend", "mark_of", "part_of", "target_of"]

#: Mark → (class of the cell, sign before its figure).
SIGNS = {
    "met": ("y", "★ "),
    "not_met": ("n", "☆ "),
    "counted": ("c", ""),
    "not_rated": ("l", ""),
    "missing": ("m", ""),
    "suppressed": ("s", ""),
}


#: Indicator → institution → its figures of earlier years, oldest first; None for no data.
Earlier = dict[int, dict[int, tuple[Figure | None, ...]]]

#: What stands for a figure of an earlier year that is hidden, or was never given.
HIDDEN, LIGHT, NOTHING = "*", "L", "–"
NEW_SCALE = "|"


def mark_of(figure: Figure) -> str:
    """Which sign a figure is shown with."""
    return figure.state


def legend(marks: frozenset[str]) -> tuple[tuple[str, str], ...]:
    """(sign, what it means), for the marks that occur; what is missing is always explained."""
    words = {
        "met": ("★", _("Meets the target")),
        "not_met": ("☆", _("Does not meet it yet")),
        "counted": (_("figure"), _("Measured, but without a target")),
        "not_rated": (_("Light"), _("Light inspection: not rated, and does not count")),
        "suppressed": (_("hidden"), _("Hidden, because few have answered")),
        "missing": ("–", _("No data")),
    }
    return tuple(words[key] for key in words if key in marks or key == "missing")


def target_of(rule: Rule, year: int | None) -> str:
    """What each unit is to reach, in words; empty for none of its own."""
    return requirement(rule, year or rule.year or 0)


def body(
    places: Sequence,
    *,
    clusters: Mapping,
    columns: Sequence[frozenset[int]],
    figures: Mapping[int, Mapping[int, Figure]],
    topics: Mapping[int, TopicFacts],
    with_links: bool,
    earlier: Earlier,
) -> SafeString:
    """The rows of the table, by cluster, each under its cluster's heading.

    earlier: what stands small before the figure.
    Everything that comes from people is escaped here: nothing else looks after it.
    """
    page = reverse("institution_detail", args=["-"])
    indicator_page = reverse("indicator_detail", args=[0]).replace("/0/", "/")
    text_of = _Texts(topics)
    by_cluster: dict[int | None, list] = defaultdict(list)
    for place in places:
        by_cluster[place.cluster if place.cluster in clusters else None].append(place)
    known = [pk for pk in clusters if pk in by_cluster]
    parts: list[str] = []
    width = len(columns) + 1
    for pk in [*known, *([None] if None in by_cluster else [])]:
        cluster = clusters[pk] if pk is not None else None
        name = str(escape(cluster.name if cluster else _("Outside clusters")))
        if cluster:
            name = f'<a href="{cluster.get_absolute_url()}">{name}</a>'
        parts.append(
            f'<tbody><tr class="group"><th scope="rowgroup" colspan="{width}">{name}</th></tr>'
        )
        for place in by_cluster[pk]:
            found = figures[place.pk]
            row = [
                f'<tr><th scope="row"><a href="{page.replace("/-/", f"/{place.slug}/")}">'
                f"{escape(place.name)}</a></th>"
            ]
            for indicators in columns:
                of = next((one for one in indicators if one in found), None)
                past = ""
                before = next(
                    (
                        earlier[one][place.pk]
                        for one in indicators
                        if place.pk in earlier.get(one, ())
                    ),
                    None,
                )
                if before:
                    told = past_in_words(before, found.get(of) if of else None, topics=topics)
                    past = f"<small>{escape(told)}</small> "
                if of is None:
                    row.append(f'<td class="m">{past}–</td>')
                    continue
                figure = found[of]
                mark, text = text_of[figure]
                if with_links and cluster:
                    address = (
                        f"{indicator_page}{of}/?klynge={cluster.slug}&amp;aar={figure.year}"
                        f"#enhed-{place.slug}"
                    )
                    row.append(f'<td class="{mark}"><a href="{address}">{past}{text}</a></td>')
                    continue
                row.append(f'<td class="{mark}">{past}{text}</td>')
            row.append("</tr>\n")
            parts.append("".join(row))
        parts.append("</tbody>")
    return mark_safe("".join(parts))  # noqa: S308 - escaped above, piece by piece


class _Texts(dict):
    """Figure → (class, text); many figures are alike, and are written once."""

    def __init__(self, topics: Mapping[int, TopicFacts]) -> None:
        super().__init__()
        self.topics = topics

    def __missing__(self, figure: Figure) -> tuple[str, str]:
        mark, sign = SIGNS[figure.state]
        self[figure] = mark, escape(f"{sign}{figure_in_words(figure, self.topics)}")
        return self[figure]


def figure_in_words(figure: Figure, topics: Mapping[int, TopicFacts]) -> str:
    """A figure as its cell tells it: its step of how many, its value, or that there is none."""
    if figure.state == "suppressed":
        return _("hidden")
    if figure.state == "missing":
        return "–"
    topic = topics.get(figure.topic or 0)
    if figure.rank is not None and topic:
        of = len(topic.scale.steps)
        return f"{figure.rank}/{of}"
    if figure.is_light:
        return _("Light")
    if figure.value is not None:
        if topic is None:
            return written_plainly(figure.value)
        return written(figure.value, topic.scale.decimals)
    return _("Yes") if figure.state == "met" else _("No") if figure.state == "not_met" else "–"


def past_in_words(
    figures: Sequence[Figure | None], newest: Figure | None, *, topics: Mapping[int, TopicFacts]
) -> str:
    """Figures of the years before, in order, with a stroke where another scale begins."""
    parts: list[str] = []
    scale = None
    for figure in figures:
        topic = figure.topic if figure else None
        if scale and topic and topic != scale:
            parts.append(NEW_SCALE)
        scale = topic or scale
        parts.append(_in_short(figure, topics))
    if scale and newest and newest.topic and newest.topic != scale:
        parts.append(NEW_SCALE)
    return " ".join(parts)


def _in_short(figure: Figure | None, topics: Mapping[int, TopicFacts]) -> str:
    """A figure of an earlier year: the number of its step, its value, or a sign."""
    if figure is None or figure.state == "missing":
        return NOTHING
    if figure.state == "suppressed":
        return HIDDEN
    if figure.rank is not None:
        return str(figure.rank)
    if figure.is_light:
        return LIGHT
    if figure.value is not None:
        return figure_in_words(figure, topics)
    return {"met": "★", "not_met": "☆"}.get(figure.state, NOTHING)
