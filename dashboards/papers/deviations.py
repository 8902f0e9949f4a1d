"""Where a cluster's institutions are not where they meant to be, in sentences of facts."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from config.phrases import numbers
from dashboards.cluster import ClusterDashboard
from duties.models import Remark
from institutions.access import Reader
from strategy.evaluations import GoalEvaluation, evaluations_of
from strategy.models import LocalGoal, StatusUpdate
from strategy.workflow import Outcome


@dataclass(frozen=True, slots=True)
class Deviation:
    """An institution, and what is not as meant; with the leader's own words where there are any."""

    place: str
    sentences: tuple[str, ...]


def deviations_of(page: ClusterDashboard, *, user: Reader) -> tuple[Deviation, ...]:
    """What tilsyn has found, goals missed, themes of tilsyn rated lower, goals not written.

    In that order. Two queries, and the register's.
    """
    found: dict[str, list[str]] = defaultdict(list)
    explained = _explanations(page, user=user)
    told = (_found_by_tilsyn(page), _missed(page, explained), _rated_lower(page), _unwritten(page))
    for place, sentence in chain.from_iterable(told):
        found[place].append(sentence)
    return tuple(Deviation(place, tuple(sentences)) for place, sentences in found.items())


#: The place, and a sentence about it.
Told = Iterator[tuple[str, str]]


def _found_by_tilsyn(page: ClusterDashboard) -> Told:
    for row in page.tilsyn.found:
        for remark in row.remarks:
            yield str(row.institution), _asked_for(remark)
        for one in row.named:
            yield (
                str(row.institution),
                _("An instruction of tilsyn that is not in the register yet: “%(text)s”")
                % {"text": one.told},
            )


def _asked_for(remark: Remark) -> str:
    told = {
        "kind": remark.get_kind_display(),
        "text": remark.text.strip(),
        "stage": remark.get_stage_display().lower(),
    }
    if remark.due_on is None:
        return _("%(kind)s of tilsyn, %(stage)s: “%(text)s”") % told
    told["date"] = date_format(remark.due_on, "DATE_FORMAT")
    return _("%(kind)s of tilsyn, %(stage)s, deadline %(date)s: “%(text)s”") % told


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
    """The address of a missed goal → why, and what comes next: as it was evaluated, or else as its

    leader wrote last. Two queries.
    """
    missed = LocalGoal.objects.visible_to(user).filter(
        outcome=Outcome.MISSED, institution__in=page.institution_ids
    )
    updates = (
        StatusUpdate.objects.visible_to(user)
        .filter(local_goal__in=missed.order_by().values("pk"))
        .exclude(narrative="")
        .order_by("made_on", "pk")
        .select_related("local_goal")
    )
    told = {update.local_goal.get_absolute_url(): " ".join(_told(update)) for update in updates}
    return told | {
        evaluation.href: " ".join(_evaluated(evaluation))
        for evaluation in evaluations_of(missed).values()
        if evaluation.why
    }


def _told(update: StatusUpdate) -> Iterator[str]:
    yield _("The leader writes: “%(text)s”") % {"text": update.narrative.strip()}
    if update.next_step.strip():
        yield _("The next step: “%(text)s”") % {"text": update.next_step.strip()}


def _evaluated(evaluation: GoalEvaluation) -> Iterator[str]:
    yield _("The evaluation says: “%(text)s”") % {"text": evaluation.why}
    if evaluation.goes_on:
        yield _("This goes on: “%(text)s”") % {"text": evaluation.goes_on}
