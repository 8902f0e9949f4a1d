"""The cells of the heat map as text: a sign and a figure, and their words in the legend."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from dashboards.findings.words import part_of
from measurements.attainment.rules import Rule, TopicFacts
from measurements.attainment.words import requirement
from measurements.standings.grid import Figure

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
) -> SafeString:
    """The rows of the table, by cluster, each under its cluster's heading.

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
                if of is None:
                    row.append('<td class="m">–</td>')
                    continue
                figure = found[of]
                mark, text = text_of[figure]
                if with_links and cluster:
                    address = (
                        f"{indicator_page}{of}/?klynge={cluster.slug}&amp;aar={figure.year}"
                        f"#enhed-{place.slug}"
                    )
                    text = f'<a href="{address}">{text}</a>'
                row.append(f'<td class="{mark}">{text}</td>')
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
        self[figure] = mark, escape(f"{sign}{self._figure(figure)}")
        return self[figure]

    def _figure(self, figure: Figure) -> str:
        if figure.state == "suppressed":
            return _("hidden")
        if figure.state == "missing":
            return "–"
        topic = self.topics.get(figure.topic or 0)
        if figure.rank is not None and topic:
            of = len(topic.scale.steps)
            return f"{figure.rank}/{of}"
        if figure.is_light:
            return _("Light")
        if figure.value is not None:
            decimals = topic.scale.decimals if topic else None
            return number_format(
                figure.value if topic else figure.value.normalize(), decimal_pos=decimals
            )
        return _("Yes") if figure.state == "met" else _("No") if figure.state == "not_met" else "–"
