"""How things hang together in a cluster: from the vision to the data, as one picture."""

from dataclasses import dataclass
from typing import Self

from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from config.phrases import listing
from dashboards.cluster import ClusterDashboard
from strategy.models import Effort


@dataclass(frozen=True, slots=True)
class WholeNode:
    """A thing in the picture and what follows from it. mark, word: how it stands, where it does."""

    kind: str
    text: str
    href: str = ""
    mark: str = ""
    word: str = ""
    below: "tuple[WholeNode, ...]" = ()


@dataclass(frozen=True, slots=True)
class Whole:
    """The vision with its branches: what the cluster does about it, what is worked on in the
    institutions, and what shows whether it helps.
    """

    vision: str
    heading: str
    themes: tuple[WholeNode, ...]
    goals: tuple[WholeNode, ...]
    indicators: tuple[WholeNode, ...]

    @classmethod
    def of(cls, page: ClusterDashboard) -> Self:
        """One query more than what the page of the cluster keeps."""
        efforts = _efforts(page)
        return cls(
            vision=page.vision.line if page.vision else "",
            heading=_heading(
                goals=len(page.goals),
                local_goals=page.tally.agreed,
                efforts=sum(efforts.values()),
                indicators=len(page.indicators),
            ),
            themes=_themes(page),
            goals=tuple(
                WholeNode(
                    kind=_("Goal %(number)s") % {"number": row.number},
                    text=row.text,
                    href=row.href,
                    mark=row.progress or "none",
                    below=_local_goals(row.tally.agreed, efforts.get(goal.pk, 0)),
                )
                for goal, row in zip(page.common_goals, page.goals, strict=True)
            ),
            indicators=tuple(
                WholeNode(
                    kind=row.name,
                    text=row.text,
                    href=row.href,
                    mark=row.attainment.mark,
                    word=row.attainment.word,
                    below=(
                        WholeNode(
                            _("Data"),
                            f"{row.attainment.source_text}: {row.attainment.result_text}",
                        ),
                    ),
                )
                for row in page.indicators
            ),
        )


def _themes(page: ClusterDashboard) -> tuple[WholeNode, ...]:
    """The themes of the vision that the cluster itself has goals under, with the statements."""
    found = (
        ((theme, [row for row in theme.promises if row.goals]) for theme in page.vision.themes)
        if page.vision
        else ()
    )
    return tuple(
        WholeNode(
            kind=_("Theme %(number)s") % {"number": theme.number},
            text=theme.name,
            href=theme.href,
            below=tuple(
                WholeNode(_told_of_cluster(row.goals), row.text, href=row.href) for row in rows
            ),
        )
        for theme, rows in found
        if rows
    )


def _told_of_cluster(count: int) -> str:
    words = ngettext("%(n)s goal of the cluster", "%(n)s goals of the cluster", count)
    return words % {"n": count}


def _efforts(page: ClusterDashboard) -> dict[int, int]:
    """Goal → efforts of the local goals that are agreed, as far as the reader sees them."""
    agreed = [one.pk for one in page.standings if one.is_agreed]
    found = Effort.objects.filter(local_goal__in=agreed).order_by()
    counts = found.values_list("local_goal__goal").annotate(count=Count("pk"))
    return dict(counts)


def _local_goals(count: int, efforts: int) -> tuple[WholeNode, ...]:
    """The local goals under a goal, and the efforts under these."""
    if not count:
        return (WholeNode(_("Local goals"), _("None yet")),)
    below = WholeNode(_("Efforts"), _told_efforts(efforts) if efforts else _("None yet"))
    return (WholeNode(_("Local goals"), _told_local_goals(count), below=(below,)),)


def _heading(*, goals: int, local_goals: int, efforts: int, indicators: int) -> str:
    """How many there are of each, from the goals to what is measured."""
    told = [
        ngettext("%(n)s goal", "%(n)s goals", goals) % {"n": goals},
        _told_local_goals(local_goals),
        _told_efforts(efforts),
        ngettext("%(n)s indicator", "%(n)s indicators", indicators) % {"n": indicators},
    ]
    return _("The vision is followed by %(things)s") % {"things": listing(told)}


def _told_local_goals(count: int) -> str:
    return ngettext("%(n)s local goal", "%(n)s local goals", count) % {"n": count}


def _told_efforts(count: int) -> str:
    return ngettext("%(n)s effort", "%(n)s efforts", count) % {"n": count}
