"""Where a new strategy comes from: nothing, an earlier one, another cluster's, or the example."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from institutions.access import Reader
from institutions.models import Cluster
from strategy import slots
from strategy.authoring.saving import add_theme
from strategy.authoring.text import StrategyText, ThemeText
from strategy.models import Goal, Strategy
from strategy.shipped import DATA

EMPTY, EXAMPLE = "tom", "eksempel"


@dataclass(frozen=True, slots=True)
class Beginning:
    """key: as a form sends it. source: the strategy it is, None of what comes with the product."""

    key: str
    name: str
    text: StrategyText | None = None
    source: Strategy | None = None

    @property
    def means(self) -> str:
        if self.text is None:
            return _("You write everything yourselves.")
        return _("%(years)s: %(themes)s themes and %(statements)s statements.") % {
            "years": self.text.years,
            "themes": len(self.text.themes),
            "statements": self.text.statements,
        }


def beginnings(cluster: Cluster | None, *, user: Reader) -> list[Beginning]:
    """What there is to begin from, the nearest first: what is adopted is for all to learn of."""
    kind = kind_of(cluster)
    found = Strategy.objects.filter(kind=kind).to_begin_from(user).select_related("cluster")
    found = found.prefetch_related("goals__statements")
    own = [one for one in found if one.cluster_id == (cluster.pk if cluster else None)]
    others = [one for one in found if one not in own]
    return [
        Beginning(EMPTY, _("An empty page")),
        *(
            Beginning(str(one.pk), _named(one), StrategyText.of_goals(one, one.goals.all()), one)
            for one in own + others
        ),
        Beginning(EXAMPLE, _("The example that comes with the product"), shipped_text(kind)),
    ]


def kind_of(cluster: Cluster | int | None) -> str:
    """A cluster has visions, the municipality common goals. By the cluster, or its key."""
    return Strategy.Kind.VISION if cluster else Strategy.Kind.COMMON_GOALS


def _named(strategy: Strategy) -> str:
    place = f"{strategy.cluster}: " if strategy.cluster else ""
    return f"{place}{strategy.title}"


def shipped_text(kind: str) -> StrategyText:
    """The text of the example, as it stands in the file."""
    name = "vision" if kind == Strategy.Kind.VISION else "common_goals"
    data = tomllib.loads((DATA / f"{name}.toml").read_text(encoding="utf-8"))
    return StrategyText(
        title=data["title"],
        headline=data.get("headline", ""),
        text=data.get("text", "").strip(),
        from_year=data["from_year"],
        to_year=data["to_year"],
        stage="",
        themes=tuple(
            ThemeText(
                0, row["number"], row["text"], row["short_name"], tuple(row.get("statements", ()))
            )
            for row in data["goals"]
        ),
    )


@transaction.atomic
def begin(strategy: Strategy, beginning: Beginning) -> Strategy:
    """Save a new draft with what it begins from; what goes along is told by `theme_copied`."""
    if beginning.text:
        strategy.headline = strategy.headline or beginning.text.headline
        strategy.text = beginning.text.text
    strategy.save()
    fetch(strategy, beginning.text.themes if beginning.text else ())
    return strategy


@transaction.atomic
def fetch(strategy: Strategy, themes: Iterable[ThemeText]) -> None:
    """Add themes of another text, last, with what goes along with them."""
    for theme in themes:
        goal = add_theme(strategy, theme)
        if theme.key:
            source = Goal.objects.get(pk=theme.key)
            list(slots.theme_copied.all(source, goal))
