"""What has happened in a cluster since a day: decisions, status, ratings, methods."""

import datetime
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import Case, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import TruncDate
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from institutions.access import Reader
from institutions.models import Cluster
from institutions.remembering import kept_apart
from institutions.statements import rows_of
from measurements.models import Instrument, Measurement, ScaleStep
from strategy.leave import adopted_under_leave
from strategy.models import Decision, MethodUse, StatusUpdate
from strategy.workflow import LocalGoalStatus, Outcome

_OF_PLACE = ("local_goal__institution", "local_goal__cluster")
#: Moves that are news to a board. What leaders do with a text of their own is not.
_TOLD = [LocalGoalStatus.SENT, LocalGoalStatus.ADOPTED, LocalGoalStatus.EVALUATED]


@dataclass(frozen=True, slots=True)
class NewsChange:
    """Something that was and what it has become: marks, or ranks on the scale of `of` steps."""

    label: str = ""
    before: str = ""
    after: str = ""
    before_rank: int = 0
    after_rank: int = 0
    of: int = 0


@dataclass(frozen=True, slots=True)
class News:
    """Something that happened on a day. `kind` is what headings count: ratings, reached …"""

    on: datetime.date
    kind: str
    text: str
    place: str = ""
    href: str = ""
    changes: tuple[NewsChange, ...] = ()
    count: int = 1


class NewsPlaces(NamedTuple):
    """Whose news are told: (id, name, address) of institutions, and of clusters with goals of
    their own.
    """

    institutions: tuple[tuple[int, str, str], ...]
    clusters: tuple[tuple[int, str, str], ...] = ()

    @classmethod
    def of(
        cls, institutions: Mapping[int, tuple[str, str]], clusters: Iterable[Cluster] = ()
    ) -> "NewsPlaces":
        page = reverse("institution_detail", args=["-"])
        return cls(
            tuple(
                (pk, name, page.replace("/-/", f"/{slug}/"))
                for pk, (name, slug) in institutions.items()
            ),
            tuple((one.pk, str(one), one.get_absolute_url()) for one in clusters),
        )

    @property
    def of_institutions(self) -> dict[int, tuple[str, str]]:
        return {pk: (name, href) for pk, name, href in self.institutions}

    def named(self, institution: int | None, cluster: int | None) -> tuple[str, str]:
        """(name, address) of the one a local goal belongs to."""
        own, key = (
            (self.clusters, cluster) if institution is None else (self.institutions, institution)
        )
        return next((name, href) for pk, name, href in own if pk == key)

    @property
    def of_local_goals(self) -> Q:
        """The condition that a local goal, reached through its decisions or words, is of them."""
        theirs = Q(local_goal__institution__in=[pk for pk, *_rest in self.institutions])
        if not self.clusters:
            return theirs
        return theirs | Q(local_goal__cluster__in=[pk for pk, *_rest in self.clusters])


def news_since(
    since: datetime.date,
    *,
    user: Reader,
    institutions: Mapping[int, tuple[str, str]],
    clusters: Iterable[Cluster] = (),
    until: datetime.date | None = None,
) -> tuple[News, ...]:
    """What the person may see of it, the newest first; four queries.

    institutions: id → (name, slug). clusters: those whose own local goals are told of too. until:
    the last day that counts; all days unless told.
    """
    places = NewsPlaces.of(institutions, clusters)
    found = (
        news
        for kind in (_decisions, _status_updates, _ratings, _methods)
        for news in _each_for_itself(kind, since, user=user, places=places)
    )
    told = (news for news in found if until is None or news.on <= until)
    return tuple(sorted(told, key=lambda news: news.on, reverse=True))


def _each_for_itself(
    kind: Callable[..., Iterable[News]],
    since: datetime.date,
    *,
    user: Reader,
    places: NewsPlaces,
) -> tuple[News, ...]:
    """News of a kind: a new one of another kind leaves them as they are."""
    return kept_apart(
        lambda: tuple(kind(since, user=user, places=places)),
        kind.__name__,
        since,
        places,
        reader=user,
    )


def _decisions(since: datetime.date, *, user: Reader, places: NewsPlaces) -> Iterable[News]:
    wordings: dict[str, tuple[str, str]] = {
        LocalGoalStatus.SENT: (_("The local goal “%(goal)s” is sent to the board."), "sent"),
        LocalGoalStatus.ADOPTED: (_("The local goal “%(goal)s” is adopted."), "adopted"),
        "leave": (_("The local goal “%(goal)s” is adopted on behalf of the board."), "adopted"),
        Outcome.REACHED: (_("The local goal “%(goal)s” is achieved."), "reached"),
        Outcome.PARTLY: (_("The local goal “%(goal)s” is partly achieved."), "evaluated"),
        Outcome.MISSED: (_("The local goal “%(goal)s” is not achieved."), "evaluated"),
    }
    decisions = rows_of(
        lambda: (
            Decision.objects.visible_to(user)
            .filter(places.of_local_goals, to_status__in=_TOLD, made_at__date__gte=since)
            .annotate(
                made_on=TruncDate("made_at"),
                what=Case(
                    When(pk__in=adopted_under_leave().values("pk"), then=Value("leave")),
                    When(outcome="", then="to_status"),
                    default="outcome",
                ),
            )
            .values_list("made_on", "what", "local_goal__text", *_OF_PLACE)
        ),
        *("news of decisions", since, places),
        reader=user,
    )
    for made_on, what, goal, *place in decisions:
        wording, kind = wordings[what]
        yield News(made_on, kind, wording % {"goal": _short(goal)}, *places.named(*place))


def _status_updates(since: datetime.date, *, user: Reader, places: NewsPlaces) -> Iterable[News]:
    updates = rows_of(
        lambda: _told_since(since, user=user, places=places),
        *("news of status", since, places),
        reader=user,
    )
    for made_on, progress, before, goal, *of_place in updates:
        if progress != before:
            place, href = places.named(*of_place)
            yield News(
                made_on,
                "updates",
                _("News of the local goal “%(goal)s”.") % {"goal": _short(goal)},
                place=place,
                href=href,
                changes=(NewsChange(before=before or "", after=progress),),
            )


def _told_since(
    since: datetime.date, *, user: Reader, places: NewsPlaces
) -> QuerySet[Any, tuple[Any, ...]]:
    """Status updates, each with the word before it."""
    earlier = StatusUpdate.objects.filter(
        local_goal=OuterRef("local_goal"), made_on__lt=OuterRef("made_on")
    ).order_by("-made_on", "-pk")
    return (
        StatusUpdate.objects.visible_to(user)
        .filter(places.of_local_goals, made_on__gte=since)
        .annotate(before=Subquery(earlier.values("progress")[:1]))
        .values_list("made_on", "progress", "before", "local_goal__text", *_OF_PLACE)
    )


def _rated_differently(
    since: datetime.date, *, user: Reader, places: Iterable[int]
) -> QuerySet[Any, tuple[Any, ...]]:
    """Ratings that are not as the one before them: (day, institution, what has changed …).

    A topic belongs to one version, so that nothing crosses a break of scale.
    """
    earlier = Measurement.objects.filter(
        topic=OuterRef("topic"),
        institution=OuterRef("institution"),
        group=OuterRef("group"),
        period__lt=OuterRef("period"),
        step__isnull=False,
    ).order_by("-period")
    steps = ScaleStep.objects.filter(scale=OuterRef("step__scale")).order_by("-rank")
    return (
        Measurement.objects.visible_to(user)
        .filter(
            institution__in=places,
            measured_on__gte=since,
            topic__version__instrument__kind=Instrument.Kind.INSPECTION,
        )
        .annotate(
            rank_before=Subquery(earlier.values("step__rank")[:1]),
            label_before=Subquery(earlier.values("step__short_label")[:1]),
            of=Subquery(steps.values("rank")[:1]),
        )
        .filter(rank_before__isnull=False)
        .exclude(rank_before=F("step__rank"))
        .order_by("measured_on", "institution", "topic__number")
        .values_list(
            "measured_on",
            "institution",
            "topic__short_name",
            "label_before",
            "rank_before",
            "step__short_label",
            "step__rank",
            "of",
        )
    )


def _ratings(since: datetime.date, *, user: Reader, places: NewsPlaces) -> Iterable[News]:
    """What has changed in the ratings of an institution on a day, together; one query."""
    at = places.of_institutions
    rated = rows_of(
        lambda: _rated_differently(since, user=user, places=at),
        *("news of ratings", since, tuple(at)),
        reader=user,
    )
    changes: dict[tuple[Any, int], list[NewsChange]] = defaultdict(list)  # (day, institution)
    for measured_on, institution, topic, before, rank_before, after, rank, of in rated:
        changes[measured_on, institution].append(
            NewsChange(topic, before, after, rank_before, rank, of)
        )
    for (measured_on, institution), changed in changes.items():
        text = ngettext(
            "A theme of tilsyn is rated differently.",
            "%(count)s themes of tilsyn are rated differently.",
            len(changed),
        ) % {"count": len(changed)}
        place, href = at[institution]
        yield News(
            measured_on,
            "ratings",
            text,
            place=place,
            href=href,
            changes=tuple(changed),
            count=len(changed),
        )


def _methods(since: datetime.date, *, user: Reader, places: NewsPlaces) -> Iterable[News]:
    at = places.of_institutions
    taken_up: dict[str, list[tuple[Any, int]]] = defaultdict(list)  # (day, institution)
    uses = rows_of(
        lambda: (
            MethodUse.objects.visible_to(user)
            .filter(institution__in=at, from_on__gte=since)
            .order_by("from_on")
            .values_list("method__name", "from_on", "institution")
        ),
        *("news of methods", since, tuple(at)),
        reader=user,
    )
    for method, from_on, institution in uses:
        taken_up[method].append((from_on, institution))
    for method, begun in taken_up.items():
        newest = begun[-1][0]
        if len(begun) == 1:
            text = _("The method “%(method)s” is in use.") % {"method": method}
            yield News(newest, "methods", text, *at[begun[0][1]])
        else:
            text = ngettext(
                "The method “%(method)s” is in use in %(count)s more institution.",
                "The method “%(method)s” is in use in %(count)s more institutions.",
                len(begun),
            ) % {"method": method, "count": len(begun)}
            yield News(newest, "methods", text)


def _short(text: str) -> str:
    return Truncator(text.strip().rstrip(".")).chars(110)
