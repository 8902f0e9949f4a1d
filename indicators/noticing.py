"""What is told of figures: that one has come which a person follows, by indicator or instrument."""

import datetime
from collections.abc import Iterable
from typing import Any

from django.db.models import Max, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.told.kinds import NoticeKind, by_the_day, register, tell
from indicators.freshness import freshness_of
from indicators.models import FollowedFigures, Indicator, ManualResult
from institutions.models import Placement
from measurements import events as measured
from measurements.models import Measurement, Topic
from strategy.models import LearningLoop, LocalGoal
from strategy.models.loops import LockCause

KIND = "figure_came"


def declare() -> None:
    """Called when the app is ready."""
    register(
        NoticeKind(KIND, _followed, _came),
        NoticeKind("figures_due", _read_by, _due),
    )
    by_the_day.fill("figures", tell_of_stale_figures)
    measured.subscribers.fill("follows", lambda: _measured)
    measured.subscribers.fill("learning loops", lambda: lock_expectations)


def tell_of_stale_figures(on: datetime.date) -> None:
    """Ask who is responsible for figures that should have been renewed, once for each such day."""
    cared = Indicator.objects.in_use().filter(
        care__person__is_active=True,
        goal__strategy__from_year__lte=on.year,
        goal__strategy__to_year__gte=on.year,
    )
    indicators = list(cared.select_related("goal__strategy"))
    for pk, fresh in freshness_of(indicators, on=on).items():
        if fresh.is_stale and fresh.owner_id:
            indicator = next(one for one in indicators if one.pk == pk)
            occasion = f"{fresh.due_on or on.year}"
            tell("figures_due", indicator, [fresh.owner_id], occasion=occasion)


def newest_day(follow: FollowedFigures) -> datetime.date | None:
    """The day of the newest figure there is of it; of a figure without a day, the year's first."""
    units: Any = [follow.institution_id]
    here = Q(institution=follow.institution_id)
    if follow.institution_id is None:
        units = Placement.objects.current().filter(cluster=follow.cluster_id).values("institution")
        here = Q(institution__in=units) | Q(institution=None)
    figures, by_hand = Measurement.objects.filter(institution__in=units), None
    if follow.indicator is None:
        figures = figures.filter(topic__version__instrument=follow.instrument_id)
    else:
        ours = [follow.indicator_id, *follow.indicator.parts.values_list("pk", flat=True)]
        topics = Indicator.topics.through.objects.filter(indicator__in=ours)
        lineages = list(topics.values_list("topic__lineage", flat=True))
        figures = figures.filter(topic__lineage__in=lineages)
        reports = ManualResult.objects.filter(here, indicator__in=ours).order_by()
        by_hand = reports.aggregate(day=Max("reported_on"))["day"]
    told = figures.order_by().aggregate(day=Max("measured_on"), year=Max("year"))
    first = datetime.date(told["year"], 1, 1) if told["year"] else None
    return max(filter(None, (told["day"], first, by_hand)), default=None)


def note_report(
    sender: object, instance: ManualResult, raw: bool = False, **kwargs: object
) -> None:
    """Somebody has reported a result by hand (a receiver of `post_save`)."""
    if not raw:
        ours = Q(indicator=instance.indicator_id) | Q(indicator__parts=instance.indicator_id)
        here = _at([instance.institution_id]) if instance.institution_id else Q(institution=None)
        _tell(FollowedFigures.objects.filter(ours & here), but=instance.reported_by_id)


def _measured(change: measured.DataChange) -> None:
    """What concerns everything is a rule that changed, and no figure that came."""
    if not change.lineages or not change.institutions:
        return
    ours = Q(indicator__topics__lineage__in=change.lineages)
    ours |= Q(indicator__parts__topics__lineage__in=change.lineages)
    topics = Topic.objects.filter(lineage__in=change.lineages)
    ours |= Q(instrument__in=topics.values("version__instrument"))
    _tell(FollowedFigures.objects.filter(ours & _at(change.institutions)))


def lock_expectations(change: measured.DataChange) -> None:
    """What was expected of local goals is locked when new figures of their indicators come."""
    if not change.lineages or not change.institutions:
        return
    topics = Q(topics__lineage__in=change.lineages) | Q(parts__topics__lineage__in=change.lineages)
    indicators = Indicator.objects.order_by().filter(topics).values("pk")
    places = list(change.institutions)
    placed = Placement.objects.current().filter(institution__in=places).values("cluster")
    goals = LocalGoal.objects.order_by().filter(
        Q(institution__in=places) | Q(cluster__in=placed), indicators__in=indicators
    )
    LearningLoop.objects.filter(local_goal__in=goals.values("pk")).lock(LockCause.MEASURED)


def _at(institutions: Iterable[int]) -> Q:
    placed = Placement.objects.current().filter(institution__in=list(institutions))
    return Q(institution__in=list(institutions)) | Q(
        institution=None, cluster__in=placed.values("cluster")
    )


def _tell(follows: Any, *, but: int | None = None) -> None:
    """Once for each day of figures: in the transaction that writes them.

    What several people follow at one place is looked for once.
    """
    days: dict[tuple[int | None, ...], datetime.date | None] = {}
    for follow in (
        follows.filter(person__is_active=True).select_related("indicator", "instrument").distinct()
    ):
        if follow.what not in days:
            days[follow.what] = newest_day(follow)
        day = days[follow.what]
        if day is None or (follow.known_on and day <= follow.known_on):
            continue
        FollowedFigures.objects.filter(pk=follow.pk).update(known_on=day)
        tell(KIND, follow, [follow.person_id], occasion=f"{day}", but=but, at=timezone.now())


def _followed(person: User) -> Any:
    """One's own, as long as one reads the indicator and the place."""
    mine = FollowedFigures.objects.filter(person=person.pk).visible_to(person)
    return mine.select_related("indicator", "instrument", "cluster", "institution")


def _read_by(person: User) -> Any:
    return Indicator.objects.visible_to(person)


def _due(indicator: Indicator) -> str:
    return _("New figures of “%(indicator)s” should have come.") % {
        "indicator": indicator.short_text
    }


def _came(follow: FollowedFigures) -> str:
    return _("There are new figures of “%(indicator)s” in %(place)s.") % {
        "indicator": follow.name,
        "place": follow.place,
    }
