"""What somebody sees and does, in words: told of the same `Scope` that lets them.

Each sentence comes with the role that it follows from, so that one can see which to end.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Self

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from institutions.access import Places, Scope
from institutions.delivered import DELIVERED
from institutions.editions import ScopesEyes
from institutions.models import Area, Board, Cluster, Institution, Membership
from institutions.people.administering import is_let_in, works_as
from institutions.roles import ADMINISTRATION, BOARD, LEADERSHIP, Role
from institutions.whereabouts import scopes_of


@dataclass(frozen=True, slots=True)
class Ability:
    """Something that is seen or done: in words, and the role it follows from. url: where."""

    words: str
    because: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Abilities:
    """What a person sees, does, and does not. scope: of all that is told of together."""

    scope: Scope
    sees: tuple[Ability, ...]
    does: tuple[Ability, ...]
    not_done: tuple[str, ...]

    @classmethod
    def of(cls, person: User, memberships: list[Membership]) -> Self:
        """By roles that hold today, with their places read; four queries, two for everything.

        A closed account opens nothing.
        """
        if not person.is_active:
            return cls(Scope(), (), (), (_("Sign in: the account is closed."),))
        if person.is_superuser:
            return cls._everything(_("Superuser"))
        if not memberships:
            return cls(Scope(), (), (), tuple(_not(Scope(), person)))
        found = scopes_of(Membership.objects.filter(pk__in=[one.pk for one in memberships]))
        names = Names.of(found.each.values())
        sees = [one for row in memberships for one in _seen(row, found.each[row.pk], names)]
        sees += _boards(found.together, memberships)
        does = [one for row in memberships for one in _done(row, found.each[row.pk], names)]
        if person.is_staff and is_let_in(person):
            groups = ", ".join(works_as(person))
            does.append(
                Ability(_("Open the administration"), groups or _("By a mark on the account"))
            )
        return cls(found.together, tuple(sees), tuple(does), tuple(_not(found.together, person)))

    @classmethod
    def _everything(cls, because: str) -> Self:
        return cls(
            Scope.everywhere(),
            (Ability(_("Everything in the whole municipality"), because),),
            (Ability(_("Everything, in the administration too"), because),),
            (),
        )


@dataclass(frozen=True, slots=True)
class Names:
    """What the places of a scope are called."""

    areas: Mapping[int, Area]
    clusters: Mapping[int, Cluster]
    institutions: Mapping[int, Institution]

    @classmethod
    def of(cls, scopes: Iterable[Scope]) -> Self:
        reads = [one.reads for one in scopes]
        return cls(
            Area.objects.in_bulk({pk for some in reads for pk in some.areas}),
            Cluster.objects.in_bulk({pk for some in reads for pk in some.clusters}),
            Institution.objects.in_bulk({pk for some in reads for pk in some.institutions}),
        )

    def told(self, places: Places) -> tuple[str, str]:
        """Places in words, and the address of the largest."""
        if places.everything:
            return _("the whole municipality"), ""
        large: list[Area | Cluster] = [self.areas[pk] for pk in places.areas if pk in self.areas]
        if not large:
            large += [self.clusters[pk] for pk in places.clusters if pk in self.clusters]
        count = len(places.institutions)
        if not large:
            alone = [self.institutions[pk] for pk in places.institutions if pk in self.institutions]
            names = ", ".join(sorted(map(str, alone)))
            return names, alone[0].get_absolute_url() if len(alone) == 1 else ""
        names = ", ".join(sorted(map(str, large)))
        words = ngettext(
            "%(place)s and its institution", "%(place)s and its %(n)s institutions", count
        ) % {"place": names, "n": count}
        return (words if count else names), large[0].get_absolute_url()


def reason(membership: Membership) -> str:
    """“Som klyngeleder”, “Som stedfortræder for Gitte Mørk til og med …”.

    Of an administrator, as which: a query, where the groups have not been fetched.
    """
    if membership.deputises_for:
        return _("As deputy of %(person)s") % {"person": membership.deputises_for}
    if membership.role == Role.ADMINISTRATOR:
        groups = [one.name for one in membership.user.groups.all() if one.name in DELIVERED]
        if groups:
            facts = {"role": membership.title, "groups": ", ".join(sorted(groups))}
            return _("As %(role)s (%(groups)s)") % facts
    return _("As %(role)s") % {"role": membership.title}


def _seen(membership: Membership, scope: Scope, names: Names) -> Iterator[Ability]:
    because = reason(membership)
    where, url = names.told(scope.reads)
    yield Ability(
        _("%(where)s: goals, indicators and figures") % {"where": capfirst(where)}, because, url
    )
    if scope.keeps_people:
        yield Ability(_("Everybody’s roles, and what is held about them"), because)
    if scope.drafts:
        where, url = names.told(scope.drafts)
        yield Ability(_("Unfinished local goals: %(where)s") % {"where": where}, because)
    if scope.is_board_only:
        yield Ability(_("Figures of few answers are hidden"), because)


def _boards(scope: Scope, memberships: list[Membership]) -> list[Ability]:
    if scope.sits.everywhere:
        return []
    boards = Board.objects.attended_by(ScopesEyes(scope)).select_related("cluster", "institution")
    return [
        Ability(
            _("Agendas, minutes and papers of %(board)s") % {"board": board},
            next((reason(one) for one in memberships if _leads_to(one, board)), "")
            or next((reason(one) for one in memberships if one.role in LEADERSHIP), ""),
        )
        for board in boards
    ]


def _leads_to(membership: Membership, board: Board) -> bool:
    """Whether a role lets one attend a board."""
    place = membership.cluster_id, membership.institution_id
    is_here = place == (board.cluster_id, board.institution_id) and membership.area_id is None
    if membership.role in BOARD:
        return membership.board_id == board.pk or (membership.board_id is None and is_here)
    if membership.role in ADMINISTRATION:
        return is_here and place == (None, None)
    return membership.role in LEADERSHIP and (is_here or membership.cluster_id is not None)


def _done(membership: Membership, scope: Scope, names: Names) -> Iterator[Ability]:
    because = reason(membership)
    if scope.keeps_all:
        yield Ability(_("Write, read files in and give roles everywhere"), because)
        return
    if scope.edits.everything:
        yield Ability(_("Write and read data in everywhere"), because)
        return
    if scope.keeps_people:
        yield Ability(_("Give everybody else roles, ask them in, constitute boards"), because)
        yield Ability(_("Read the security log"), because)
        return
    sentences = (
        (scope.edits, _("Write local goals and effects: %(where)s")),
        (scope.decides, _("Decide for the board, or record what it decided: %(where)s")),
        (scope.oversees, _("Follow the leadership teams: %(where)s")),
        (scope.plans, _("Plan courses: %(where)s")),
        (scope.answers_for, _("Give seats on boards, and roles below: %(where)s")),
    )
    if scope.edits.clusters:
        where, url = names.told(scope.edits)
        words = _("Write vision, goals and indicators: %(where)s")
        yield Ability(words % {"where": where}, because, url)
    for places, words in sentences:
        if places:
            yield Ability(words % {"where": names.told(places)[0]}, because)
    if scope.serves:
        yield Ability(_("Prepare the meetings of the committees, and status reports"), because)
    chairs = scope.chairs
    if chairs.municipality or chairs.clusters or chairs.institutions or chairs.boards:
        yield Ability(_("Call the board’s meetings, write and approve its minutes"), because)


def _not(scope: Scope, person: User) -> Iterator[str]:
    if not scope.reads:
        yield _("See anything: no role holds today.")
        return
    if not scope.edits:
        yield _("Write local goals.")
    if not scope.drafts:
        yield _("See unfinished texts.")
    if not scope.answers_for:
        if scope.edits.everything:
            yield _("Give roles, read people in, or see people’s pages.")
        else:
            yield _("Give roles, or read files in.")
    elif not scope.keeps_people:
        yield _("Give roles elsewhere.")
    elif not scope.edits.everything:
        yield _("Read data in, write or decide where others do.")
    if not person.is_staff:
        yield _("Open the administration.")
    if not scope.edits.everything:
        yield _("See who answered what in a survey.")
