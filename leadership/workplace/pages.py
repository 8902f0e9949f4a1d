"""What the page of the attractive workplace shows."""

import datetime
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Self

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from indicators.evaluation import Attainment, attainments
from indicators.evidence import writable_goals
from indicators.freshness import Freshness, freshness_of
from indicators.models import Indicator
from indicators.querysets import IndicatorQuerySet
from institutions.access import Reader, scope_of
from institutions.models import Cluster, Institution, Placement
from leadership.models import SharedEconomy
from leadership.workplace.declared import made_of
from leadership.workplace.surveyed import SurveyedTheme, surveyed_themes
from leadership.workplace.talks import Talks
from strategy.models import Goal


@dataclass(frozen=True, slots=True)
class FollowedRow:
    """A figure that is followed: how it stands, when the next one is due, and who sees to it."""

    indicator: Indicator
    found: Attainment
    fresh: Freshness

    @property
    def href(self) -> str:
        return self.indicator.get_absolute_url()

    @property
    def counts_units(self) -> bool:
        """Whether the figure is how many institutions are there, and not what was counted."""
        is_of_each = self.indicator.aggregation == Indicator.Aggregation.ALL
        return is_of_each and not self.found.is_whole and self.found.counted > 0

    @property
    def lacking_text(self) -> str:
        """How many institutions have no figure, so that “all” is not reached."""
        lacking = self.found.missing + self.found.suppressed
        if not (self.counts_units and lacking):
            return ""
        return ngettext(
            "%(count)s institution has no figure yet",
            "%(count)s institutions have no figure yet",
            lacking,
        ) % {"count": lacking}


@dataclass(frozen=True, slots=True)
class WorkplacePage:
    """The workplace of a cluster, in a number of queries that does not grow.

    themes: of the vision, under which the figures could begin to be followed.
    """

    cluster: Cluster
    on: datetime.date
    talks: Talks
    groups: tuple[tuple[str, tuple[FollowedRow, ...]], ...]
    surveyed: tuple[SurveyedTheme, ...]
    economy: SharedEconomy | None
    themes: tuple[Goal, ...]
    is_team: bool

    @classmethod
    def build(cls, cluster: Cluster, *, user: Reader, on: datetime.date) -> Self:
        visible = Institution.objects.visible_to(user).in_cluster(cluster, on).open_on(on)
        places = list(visible.values_list("pk", "name", "slug"))
        ids = [pk for pk, *_rest in places]
        mine = Institution.objects.editable_by(user).filter(pk__in=ids).order_by()
        followed = tuple(_followed(cluster, user=user, on=on))
        return cls(
            cluster=cluster,
            on=on,
            talks=Talks.of(
                places,
                year=on.year,
                user=user,
                writes=frozenset(mine.values_list("pk", flat=True)),
            ),
            groups=_grouped(followed),
            surveyed=surveyed_themes(cluster, ids, user=user, on=on),
            economy=SharedEconomy.objects.visible_to(user).filter(cluster=cluster).first(),
            themes=() if followed else _themes(cluster, user),
            is_team=is_of_team(cluster, user),
        )

    @property
    def followed(self) -> tuple[FollowedRow, ...]:
        return tuple(row for _name, rows in self.groups for row in rows)

    @property
    def followed_heading(self) -> str:
        rows = [row for row in self.followed if row.found.has_target]
        if not rows:
            return _("No figures are followed with a target yet")
        return ngettext(
            "%(met)s of %(count)s figure with a target is where we want it",
            "%(met)s of %(count)s figures with a target are where we want them",
            len(rows),
        ) % {"met": sum(row.found.status == "met" for row in rows), "count": len(rows)}

    @property
    def stale_text(self) -> str:
        """How many figures should have been renewed, where some should."""
        stale = sum(row.fresh.is_stale for row in self.followed)
        return (
            ngettext(
                "%(count)s figure should have been renewed.",
                "%(count)s figures should have been renewed.",
                stale,
            )
            % {"count": stale}
            if stale
            else ""
        )

    @property
    def surveyed_heading(self) -> str:
        if not self.surveyed:
            return _("There are no figures from a survey of the staff yet")
        at_work = sum(bool(theme.open_actions) for theme in self.surveyed)
        return ngettext(
            "Something is being done about %(count)s of %(all)s theme",
            "Something is being done about %(count)s of %(all)s themes",
            len(self.surveyed),
        ) % {"count": at_work, "all": len(self.surveyed)}


def is_of_team(cluster: Cluster, user: Reader) -> bool:
    """Whether the person writes with the leadership team of the cluster."""
    drafts = scope_of(user).drafts
    return drafts.everything or cluster.pk in drafts.clusters


def told_at_workplace(
    instruments: Collection[str], cluster: Cluster, *, user: Reader, on: datetime.date
) -> frozenset[str]:
    """Those of the instruments that the page of the cluster's workplace tells of.

    instruments: codes. One query, and none where nothing of a workplace is among them.
    """
    ours = {code for _name, codes in made_of().groups for code in codes}.intersection(instruments)
    if not ours:
        return frozenset()
    told = _beside(cluster, user=user, on=on).filter(topics__version__instrument__code__in=ours)
    return frozenset(told.order_by().values_list("topics__version__instrument__code", flat=True))


def _beside(cluster: Cluster, *, user: Reader, on: datetime.date) -> IndicatorQuerySet:
    """What is followed beside the measuring points here, by the cluster or the municipality."""
    rows = Indicator.objects.visible_to(user).in_use().beside()
    here = rows.filter(goal__strategy__cluster=cluster) | rows.filter(goal__strategy__cluster=None)
    return here.filter(goal__strategy__from_year__lte=on.year, goal__strategy__to_year__gte=on.year)


def followed_here(cluster: Cluster, *, user: Reader, on: datetime.date) -> list[Indicator]:
    """What is followed beside the measuring points here, in its order."""
    return list(
        _beside(cluster, user=user, on=on)
        .select_related("goal__strategy")
        .prefetch_related("topics__version__instrument")
        .order_by("goal__strategy", "number")
    )


def _followed(cluster: Cluster, *, user: Reader, on: datetime.date) -> Iterable[FollowedRow]:
    indicators = followed_here(cluster, user=user, on=on)
    if not indicators:
        return
    found = attainments(indicators, cluster=cluster, user=user, on=on)
    fresh = freshness_of(indicators, on=on)
    for indicator in indicators:
        yield FollowedRow(indicator, found[indicator.pk], fresh[indicator.pk])


def _grouped(
    rows: Sequence[FollowedRow],
) -> tuple[tuple[str, tuple[FollowedRow, ...]], ...]:
    """Under the headings that are declared; what belongs to none of them comes last."""
    left = list(rows)
    groups = []
    for name, instruments in made_of().groups:
        ours = [row for row in left if _instruments(row.indicator) & instruments]
        left = [row for row in left if row not in ours]
        if ours:
            groups.append((name, tuple(ours)))
    if left:
        groups.append((_("Other figures"), tuple(left)))
    return tuple(groups)


def _instruments(indicator: Indicator) -> frozenset[str]:
    return frozenset(topic.version.instrument.code for topic in indicator.topics.all())


def _themes(cluster: Cluster, user: Reader) -> tuple[Goal, ...]:
    mine = writable_goals(user).filter(strategy__cluster=cluster)
    return tuple(mine.select_related("strategy").order_by("strategy", "number"))


@dataclass(frozen=True, slots=True)
class WorkplaceList:
    """The clusters the reader reads, each with its talks of the year; four queries."""

    rows: tuple[tuple[Cluster, Talks], ...]

    @classmethod
    def build(cls, user: Reader, *, on: datetime.date) -> Self:
        clusters = list(Cluster.objects.visible_to(user).open())
        places = (
            Placement.objects.on(on)
            .filter(
                cluster__in=clusters, institution__in=Institution.objects.visible_to(user).open()
            )
            .values_list("cluster", "institution", "institution__name", "institution__slug")
        )
        by_cluster: dict[int, list[tuple[int, str, str]]] = {cluster.pk: [] for cluster in clusters}
        for cluster_pk, pk, name, slug in places:
            by_cluster[cluster_pk].append((pk, name, slug))
        every = [place for ours in by_cluster.values() for place in ours]
        talks = Talks.of(every, year=on.year, user=user)
        return cls(
            tuple(
                (cluster, talks.of_those({pk for pk, *_rest in by_cluster[cluster.pk]}))
                for cluster in clusters
            )
        )
