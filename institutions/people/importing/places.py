"""Which place and which board a row of people is about: by number, by name, by an old name."""

import datetime
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Self

from django.db.models import Model
from django.utils.translation import gettext as _

from files.spreadsheets.danish_values import NotUnderstood, danish_date, fold
from imports.arranging.cells.places import KnownPlace, number_told, ranked
from imports.arranging.questions import Choice
from institutions.models import Area, Board, Cluster, Identifier, Institution, KnownName
from institutions.roles import BOARD, BoardKind, Role

#: A place of a role; None is the whole municipality.
FiledPlace = Area | Cluster | Institution | None
#: How the whole municipality is written, folded.
EVERYWHERE = frozenset(
    map(
        fold,
        ("Hele kommunen", "Kommunen", "Alle", "Alle institutioner", "Forvaltningen", "Centralt"),
    )
)
#: Which kinds of places a role is held at, the likeliest first.
PLACES_OF_ROLES: dict[Role, tuple[type[Model], ...]] = {
    Role.AREA_HEAD: (Area,),
    Role.CONSULTANT: (Cluster, Institution, Area),
    Role.CLUSTER_LEADER: (Cluster,),
    Role.LEADER: (Institution, Cluster),
    **dict.fromkeys(BOARD, (Cluster, Institution)),
}
#: So many places are offered where a text leads to none.
MOST_OFFERED = 5
#: Words before the name of a board or a place that say nothing: folded beginnings.
BEFORE = tuple(
    map(
        fold,
        (
            *("bestyrelsen for ", "bestyrelsen i ", "forældrebestyrelsen i "),
            *("forældrerådet i ", "Klynge ", "Område ", "Distrikt "),
        ),
    )
)
#: “(1.9.2025 - 31.8.2027)”: from when to when a board sits, behind its name.
PERIOD = re.compile(r"\s*\(\s*(?P<begins>\d[\d./-]+)\s*(?:-|–|til)\s*(?P<ends>\d[\d./-]+)\s*\)\s*$")


#: The code of an organisation before the name of a place; a number may be the place's own.
CODE = re.compile(r"(?:[A-ZÆØÅ]+[-/.])+(?:(?P<number>\d+)[-/. ]+)?(?P<name>[^\W\d].+)")


@dataclass(slots=True)
class KnownPlaces:
    """Every place there is by its names and numbers, and the boards at each; five queries."""

    institutions: dict[int, Institution]
    by_name: dict[str, list[Area | Cluster | Institution]]
    by_number: dict[str, int]
    numbers: dict[int, str]
    others: dict[int, tuple[str, ...]]
    boards: dict[tuple[str, int | None], list[Board]]
    clusters: list[Cluster] = field(default_factory=list)

    @classmethod
    def read(cls) -> Self:
        institutions = {one.pk: one for one in Institution.objects.all()}
        clusters = list(Cluster.objects.select_related("area"))
        by_name: dict[str, list[Area | Cluster | Institution]] = {}
        for one in (*institutions.values(), *clusters, *Area.objects.all()):
            for name in _names_of(one):
                by_name.setdefault(fold(name), []).append(one)
        others: dict[int, list[str]] = {}
        for name, pk in KnownName.objects.values_list("name", "institution"):
            others.setdefault(pk, []).append(name)
            by_name.setdefault(fold(name), []).append(institutions[pk])
        numbers: dict[int, str] = {}
        by_number = {}
        for value, pk in Identifier.objects.order_by("-kind").values_list("value", "institution"):
            by_number[value] = pk
            numbers.setdefault(pk, value)
        local = Identifier.objects.filter(kind=Identifier.Kind.LOCAL).order_by("pk")
        numbers |= {pk: value for value, pk in local.values_list("value", "institution")}
        boards: dict[tuple[str, int | None], list[Board]] = {}
        for board in Board.objects.exclude(kind=BoardKind.LEADERSHIP_TEAM).order_by("pk"):
            boards.setdefault(_key(board.institution_id, board.cluster_id), []).append(board)
        told = {pk: tuple(names) for pk, names in others.items()}
        return cls(institutions, by_name, by_number, numbers, told, boards, clusters)

    def find(self, text: str, role: Role) -> list[Area | Cluster | Institution]:
        """The places a text may be, of the kinds the role is held at, if there is one at all."""
        text = self._without_code(PERIOD.sub("", text))
        folded = fold(text)
        found = self.by_name.get(folded, [])
        for before in BEFORE:
            if not found and folded.startswith(before):
                found = self.by_name.get(folded.removeprefix(before), [])
        known = (
            {
                number: KnownPlace(number, self.institutions[pk].name, self.others.get(pk, ()))
                for number, pk in self.by_number.items()
            }
            if not found
            else {}
        )
        if not found and (number := number_told(text, known)):
            found = [self.institutions[self.by_number[number]]]
        kinds = PLACES_OF_ROLES[role]
        fitting = [one for kind in kinds for one in found if isinstance(one, kind)]
        first = [one for one in fitting if type(one) is type(fitting[0])]
        return list(dict.fromkeys(first or found))

    def _without_code(self, text: str) -> str:
        """The place that stands behind the code of an organisation: “BU-DAG-9101 Solsikken”.

        A number that is a place's own stays: it has to go with the name beside it.
        """
        if fold(text) in self.by_name or not (found := CODE.fullmatch(text)):
            return text
        number, name = found["number"] or "", found["name"]
        return f"{number} {name}" if number in self.by_number else name

    def offered(self, text: str) -> tuple[tuple[Choice, ...], str]:
        """Whom a text may have meant, best first, as it would be written; and the likeliest."""
        places = [
            KnownPlace(self.numbers.get(pk, one.name), one.name, self.others.get(pk, ()))
            for pk, one in self.institutions.items()
        ]
        places += [KnownPlace(one.name, one.name, _names_of(one)[1:]) for one in self.clusters]
        near = [(place, name) for place, name in ranked(text, places)][:MOST_OFFERED]
        choices = tuple(
            Choice(place.number, _said(place), _("The name is alike.") if name else "")
            for place, name in near
        )
        return choices, next((place.number for place, name in near if name), "")

    def boards_at(self, place: FiledPlace) -> list[Board]:
        """The boards of a place; none of an area."""
        if isinstance(place, Area):
            return []
        institution = place.pk if isinstance(place, Institution) else None
        cluster = place.pk if isinstance(place, Cluster) else None
        return self.boards.get(_key(institution, cluster), [])

    def board_named(self, text: str) -> list[Board]:
        """The boards that are called so."""
        folded = fold(text)
        return [one for some in self.boards.values() for one in some if fold(one.name) == folded]


def period_in(text: str) -> tuple[datetime.date | None, datetime.date | None]:
    """From when to when, as it stands behind the name of a board; None where it tells nothing."""
    if not (found := PERIOD.search(text)):
        return None, None
    try:
        return danish_date(found["begins"]), danish_date(found["ends"])
    except NotUnderstood:
        return None, None


def chosen_board(
    boards: Iterable[Board], *, told: str, kind: BoardKind | None
) -> tuple[Board | None, list[Board]]:
    """The one board a seat is on where a place has several, and those that it may be.

    None with nothing to choose from: the seat is on all boards of the place.
    """
    there = list(boards)
    if len(there) < 2:
        return None, []
    if (told_one := _board_told(there, told)) is not None:
        return told_one, []
    if kind:
        fitting = [one for one in there if one.kind == kind]
    else:
        fitting = [one for one in there if one.kind != BoardKind.PARENT_COUNCIL]
    if len(fitting) == 1:
        return fitting[0], []
    return None, fitting or there


def _board_told(boards: Sequence[Board], told: str) -> Board | None:
    """The one that is called so, or else the only one of that kind."""
    named = [one for one in boards if told and fold(one.name) == fold(told)]
    kinds = [one for one in boards if told and _is_kind(one, told)]
    return next((found[0] for found in (named, kinds) if len(found) == 1), None)


def _is_kind(board: Board, told: str) -> bool:
    return fold(told) in (fold(str(board.get_kind_display())), fold(board.word))


def _names_of(place: Area | Cluster | Institution) -> tuple[str, ...]:
    """A cluster is also called by its nickname, and both without the word before them."""
    names = [place.name]
    if isinstance(place, Cluster) and place.nickname:
        names.append(place.nickname)
    short = [name.partition(" ")[2] for name in names] if not isinstance(place, Institution) else []
    return tuple(dict.fromkeys([*names, *filter(None, short)]))


def _said(place: KnownPlace) -> str:
    return place.name if place.number == place.name else f"{place.number} {place.name}"


def _key(institution: int | None, cluster: int | None) -> tuple[str, int | None]:
    if institution:
        return "institution", institution
    return ("cluster", cluster) if cluster else ("municipality", None)
