"""Where a cluster's institutions are not where they meant to be, in sentences of facts."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from config.phrases import numbers
from dashboards.cluster import ClusterDashboard
from institutions.access import Reader
from strategy.models import Decision, StatusUpdate


@dataclass(frozen=True, slots=True)
class Deviation:
    """An institution, and what is not as meant; with the leader's own words where there are any."""

    place: str
    sentences: tuple[str, ...]


def deviations_of(page: ClusterDashboard, *, user: Reader) -> tuple[Deviation, ...]:
    """Goals missed, themes of tilsyn rated lower, goals not written; in that order. Two queries."""
    found: dict[str, list[str]] = defaultdict(list)
    explained = _explanations(page, user=user)
    for place, sentence in (*_missed(page, explained), *_rated_lower(page), *_unwritten(page)):
        found[place].append(sentence)
    return tuple(Deviation(place, tuple(sentences)) for place, sentences in found.items())


#: The place, and a sentence about it.
Told = Iterator[tuple[str, str]]


def _missed(page: ClusterDashboard, explained: Mapping[str, str]) -> Told:
    cells = ((row.name, cell) for row in page.matrix.rows for cell in row.cells)
    for name, cell in cells:
        missed = [mark for mark in cell.marks if mark.key == "missed"]
        if not missed:
            continue
        yield (
            name,
            ngettext(
                "A local goal under goal %(goal)s is not achieved.",
                "%(n)s local goals under goal %(goal)s are not achieved.",
                len(missed),
            )
            % {"goal": cell.goal, "n": len(missed)},
        )
        yield from ((name, explained[mark.href]) for mark in missed if mark.href in explained)


def _rated_lower(page: ClusterDashboard) -> Told:
    ratings = (news for news in page.news if news.kind == "ratings")
    for place, change in ((news.place, change) for news in ratings for change in news.changes):
        if change.after_rank < change.before_rank:
            yield (
                place,
                _("Tilsyn rates %(theme)s lower: from %(before)s to %(after)s.")
                % {"theme": change.label, "before": change.before, "after": change.after},
            )


def _unwritten(page: ClusterDashboard) -> Told:
    for row in page.matrix.rows:
        missing = [cell.goal for cell in row.cells if not cell.marks]
        if missing:
            yield (
                row.name,
                _("No local goal is written under goal %(goals)s.") % {"goals": numbers(missing)},
            )


def _explanations(page: ClusterDashboard, *, user: Reader) -> dict[str, str]:
    """The address of a missed goal → how its leader evaluated it; without, what they wrote last."""
    updates = (
        StatusUpdate.objects.visible_to(user)
        .filter(local_goal__outcome="missed", local_goal__institution__in=page.institution_ids)
        .exclude(narrative="")
        .order_by("made_on", "pk")
        .select_related("local_goal")
    )
    evaluations = (
        Decision.objects.visible_to(user)
        .filter(outcome="missed", local_goal__institution__in=page.institution_ids)
        .exclude(comment="")
        .order_by("made_at", "pk")
        .select_related("local_goal")
    )
    told = [(row.local_goal, row.narrative, row.next_step) for row in updates]
    told += [(row.local_goal, row.comment, row.goes_on) for row in evaluations]
    return {goal.get_absolute_url(): " ".join(_told(*words)) for goal, *words in told}


def _told(text: str, next_step: str) -> Iterator[str]:
    yield _("The leader writes: “%(text)s”") % {"text": text.strip()}
    if next_step.strip():
        yield _("The next step: “%(text)s”") % {"text": next_step.strip()}
