"""How far each of the first steps is: what is there, what is missing, and who does it."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Self

from django.utils.translation import gettext as _

from dashboards.findings import first_steps as findings
from dashboards.first_steps.facts import (
    DataThere,
    GoalsThere,
    IndicatorsThere,
    PeopleThere,
    PlacesThere,
    first_cluster_page,
)
from institutions.models import Cluster, InstitutionImport, PeopleImport, ShippedExample
from measurements.models import Import

Pair = tuple[str, str]


class StepState(StrEnum):
    """How far a step is. later: another comes first. The values are a contract (JSON)."""

    WAITING = "waiting"
    LATER = "later"
    STARTED = "started"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class WayStep:
    """One of the five. about: what it is for; there: what there is of it, "" for nothing.

    missing: what the first cluster page cannot be without; further: what others still need.
    requires: the number of the step that comes first, until it has come. wanted: codes of the
    instruments whose data are missing. read_in: the file it came from, and when.
    """

    code: str
    title: str
    about: str
    there: str
    missing: tuple[str, ...]
    who: str
    further: tuple[str, ...] = ()
    requires: int | None = None
    file: str = ""
    time: str = ""
    read_in: str = ""
    wanted: tuple[str, ...] = field(default=())

    @property
    def state(self) -> StepState:
        if self.requires and not self.there:
            return StepState.LATER
        if not self.there:
            return StepState.WAITING
        return StepState.STARTED if self.missing or self.further else StepState.DONE

    @property
    def mark(self) -> str:
        """The key of its status."""
        return "none" if self.state is StepState.LATER else self.state.value

    @property
    def word(self) -> str:
        return findings.requires(self.requires) if self.state is StepState.LATER else ""

    @property
    def pairs(self) -> tuple[Pair, ...]:
        """What is missing, the file, who does it, how long it takes: facts in pairs."""
        missing = "; ".join((*self.missing, *self.further)) or _("Nothing")
        rows = [
            (_("Missing"), findings.as_sentence(missing)),
            (_("Read in"), self.read_in),
            (_("File"), "" if self.there else self.file),
            (_("Who"), self.who),
            (_("Time"), "" if self.there else self.time),
        ]
        return tuple((term, told) for term, told in rows if told)


@dataclass(frozen=True, slots=True)
class WayFacts:
    """All that is there, and the cluster that is nearest to having a page that tells."""

    places: PlacesThere
    people: PeopleThere
    goals: GoalsThere
    indicators: IndicatorsThere
    data: DataThere
    first_page: Cluster | None

    @classmethod
    def on(cls, day: datetime.date) -> Self:
        """What there is on a day. The shipped example is nobody's, and counts as nothing."""
        if ShippedExample.objects.exists():
            return cls.nothing()
        places = PlacesThere.on(day)
        return cls(
            places,
            PeopleThere.on(day),
            GoalsThere.on(day),
            IndicatorsThere.on(day),
            DataThere.of(places),
            first_cluster_page(day),
        )

    @classmethod
    def nothing(cls) -> Self:
        places = PlacesThere({}, {}, {}, 0, None)
        people = PeopleThere(0, 0, 0, frozenset(), frozenset())
        goals, indicators = GoalsThere({}, frozenset()), IndicatorsThere({})
        return cls(places, people, goals, indicators, DataThere(0, 0, {}, None), None)

    @property
    def nearest_key(self) -> int | None:
        """The cluster with most indicators of its own, where it has any at all."""
        ready = [pk for pk in self.places.clusters if self.indicators.concerning(pk)]
        return max(ready, key=lambda pk: self.indicators.counts.get(pk, 0), default=None)

    @property
    def nearest(self) -> str:
        key = self.nearest_key
        return "" if key is None else self.places.clusters[key]

    @property
    def lacking(self) -> dict[str, str]:
        """The instruments that the nearest cluster's indicators are made of, and has no data of."""
        key = self.nearest_key
        if key is None:
            return {}
        has = self.data.has.get(key, frozenset())
        wanted = self.indicators.instruments_of(key)
        return {code: name for code, name in wanted.items() if code not in has}

    def clusters_without(self, having: Iterable[int | None]) -> list[str]:
        """Names of the clusters that are not among those that have something."""
        have = set(having)
        return [name for pk, name in self.places.clusters.items() if pk not in have]


def institutions(facts: WayFacts) -> WayStep:
    places = facts.places
    missing = []
    if not places.institutions:
        missing.append(_("All institutions"))
    elif not places.clusters:
        missing.append(_("A cluster with institutions in it"))
    return WayStep(
        "institutions",
        _("Institutions"),
        _(
            "Begin here. All else belongs to a place: an institution, a cluster or an area. The"
            " municipality's own list can be used."
        ),
        findings.places_there(
            len(places.institutions), len(places.clusters), places.areas, places.outside
        ),
        tuple(missing),
        _("You or a data administrator"),
        file=_("Number, name, type, area and cluster. Areas and clusters are made on the way."),
        time=_("About 10 minutes for 15 institutions"),
        read_in=_file_of(places.last_import),
    )


def people(facts: WayFacts) -> WayStep:
    places, found = facts.places, facts.people
    missing = (_("All but the administrators"),) if not found.people else ()
    return WayStep(
        "people",
        _("People"),
        _(
            "Leaders, boards and parent councils: a person gets a role at a place, and sees what"
            " belongs to it."
        ),
        findings.people_there(found.people, found.never_signed_in),
        missing,
        _("You or a user administrator"),
        () if missing else tuple(_roles_to_fill(facts)),
        requires=None if places.institutions else 1,
        file=_("Name, e-mail address, role and place. Not needed: a person can be made by hand."),
        time=_("A few minutes with a file, else about 2 for each person"),
        read_in=_file_of(found.last_import),
    )


def _roles_to_fill(facts: WayFacts) -> Iterable[str]:
    """Leaders and boards that nobody is named for; who can sign in without a role."""
    places, found = facts.places, facts.people
    led = [pk for pk in places.clusters if ("cluster", pk) not in found.leads]
    if led:
        yield findings.without_cluster_leader([places.clusters[pk] for pk in led])
    alone = [
        name for pk, name in places.institutions.items() if ("institution", pk) not in found.leads
    ]
    if alone:
        yield findings.without_leader(alone)
    if boards := facts.clusters_without(found.has_board):
        yield findings.without_board(boards)
    if found.strangers:
        yield findings.strangers(found.strangers)


def goals(facts: WayFacts) -> WayStep:
    found = facts.goals
    visions = [name for pk, name in facts.places.clusters.items() if pk in found.goals]
    further = []
    if found.goals and None not in found.goals:
        further.append(_("The municipality's own goals"))
    if found.goals and (without := facts.clusters_without(found.goals)):
        further.append(findings.without_vision(without))
    return WayStep(
        "goals",
        _("Goals"),
        _("Vision and common goals, for the municipality and for each cluster."),
        findings.goals_there(found.goals.get(None, 0), visions, drafts=len(found.drafts)),
        () if found.goals else (_("Goals of the municipality or of a cluster, in force"),),
        _("The cluster leader for the cluster, you for the municipality"),
        tuple(further),
        requires=None if facts.places.clusters else 1,
        file=_("Not needed"),
    )


def indicators(facts: WayFacts) -> WayStep:
    found = facts.indicators
    clusters = facts.places.clusters.items()
    own = {name: found.counts[pk] for pk, name in clusters if pk in found.counts}
    total = sum(found.counts.values())
    without = facts.clusters_without(found.counts) if None not in found.counts else []
    return WayStep(
        "indicators",
        _("Indicators"),
        _(
            "How you will see that the goals are reached. You say what is to hold, and we work it"
            " out."
        ),
        findings.indicators_there(found.counts.get(None, 0), own),
        () if total else (_("At least one indicator in one cluster"),),
        _("The cluster leader, or you"),
        (findings.without_indicators(without),) if total and without else (),
        requires=None if facts.goals.goals else 3,
        file=_("Not needed"),
    )


def data(facts: WayFacts) -> WayStep:
    found, lacking = facts.data, facts.lacking
    missing: tuple[str, ...] = ()
    if facts.first_page is None:
        missing = (findings.data_missing(tuple(lacking.values()), facts.nearest, found.values),)
    return WayStep(
        "data",
        _("Data"),
        _(
            "Inspections, KIDS, TOPI, surveys, sickness absence and staffing. The files may look"
            " like those you have."
        ),
        findings.data_there(found.values, found.institutions),
        missing,
        _("You or a data administrator"),
        () if missing else tuple(_data_further(facts)),
        requires=None if facts.places.institutions else 1,
        file=_("Your own spreadsheets, or our templates"),
        read_in=_file_of(found.last_import),
        wanted=tuple(lacking),
    )


def _data_further(facts: WayFacts) -> Iterable[str]:
    """The clusters whose indicators wait for all of their data."""
    waiting = [
        name
        for pk, name in facts.places.clusters.items()
        if facts.indicators.instruments_of(pk) and not facts.data.has.get(pk)
    ]
    if waiting:
        yield findings.without_data(waiting)


def _file_of(last: Import | InstitutionImport | PeopleImport | None) -> str:
    return findings.read_in(last.file_name, last.imported_at) if last else ""
