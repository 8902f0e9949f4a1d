"""What a search gives: hits of each kind, the nearest first; where none, what was meant."""

from dataclasses import dataclass
from functools import reduce
from operator import and_
from typing import Any, Self

from django.db.models import Case, Q, QuerySet, Value, When
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from config.search import says, stem, words
from dashboards.search.figures import figures_that_say
from dashboards.search.guides import guides_that_say
from dashboards.search.kinds import KINDS, Hit, Searched
from dashboards.search.spelling import nearest
from institutions.access import Reader, Scope, scope_of

#: Hits of a kind beside other kinds, and alone; a word shorter than this finds half of everything.
SHOWN, MOST = 5, 50
SHORTEST = 2


@dataclass(frozen=True, slots=True)
class Hits:
    """What was found of one kind. more: where the rest is shown; best: how near the nearest is."""

    key: str
    label: str
    hits: tuple[Hit, ...]
    count: int
    best: tuple[bool, bool, bool]
    more: str = ""

    @property
    def anchor(self) -> str:
        return self.key or "hjaelp"

    @property
    def finding(self) -> str:
        if self.count > MOST:
            return _("More than %(count)s") % {"count": MOST}
        return ngettext("%(count)s result", "%(count)s results", self.count) % {"count": self.count}


@dataclass(frozen=True, slots=True)
class SearchPage:
    """A search and what it found; a query for each kind, and twice as many again where nothing was.

    meant: the words that were looked for instead, where none were found as they were typed.
    """

    typed: str
    groups: tuple[Hits, ...]
    meant: str = ""
    only: str = ""

    @classmethod
    def build(cls, user: Reader, *, typed: str, only: str = "") -> Self:
        """only: the key of the one kind that is asked for; empty is all of them."""
        typed = " ".join(typed.replace("\0", "").split())
        if len(typed) < SHORTEST:
            return cls(typed, ())
        groups = _found(user, typed, only)
        if not any(group.key for group in groups):  # at most a page about it, and nothing of it
            groups = (*groups, *_found(user, typed, only, is_apart=True))
        if groups:
            return cls(typed, groups, only=only)
        meant = nearest(words(typed), user=user)
        return cls(typed, _found(user, meant, only) if meant else (), meant, only)

    @property
    def address(self) -> str:
        """The search through everything."""
        return f"{reverse('search')}?{urlencode({'q': self.typed})}"

    @property
    def finding(self) -> str:
        if not self.typed:
            return _("What are you looking for?")
        if len(self.typed) < SHORTEST:
            return _("Write at least two letters")
        if not self.groups:
            return _("Nothing has “%(words)s”") % {"words": self.typed}
        looked_for = {"words": self.meant or self.typed}
        count = sum(min(group.count, MOST) for group in self.groups)
        said = ngettext(
            "%(count)s result for “%(words)s”", "%(count)s results for “%(words)s”", count
        )
        return said % {**looked_for, "count": count}


def _found(user: Reader, typed: str, only: str, *, is_apart: bool = False) -> tuple[Hits, ...]:
    """is_apart: whether a word may be said as two: “forældremøde” as “forældre” and “møde”."""
    kinds = [kind for kind in KINDS if only in ("", kind.key)]
    groups = [
        hits
        for kind in kinds
        if (hits := _of_kind(kind, user, typed, alone=bool(only), is_apart=is_apart))
    ]
    if not only and not is_apart:
        are_found = any(hits.key == "maalepunkter" for hits in groups)
        if figures := figures_that_say(typed, user=user, are_indicators_found=are_found):
            groups.append(
                Hits("tal", str(_("Newest figures")), figures, len(figures), (False, False, False))
            )
        if guides := guides_that_say(typed, user=user):
            groups.append(
                Hits("", str(_("Pages and help")), guides, len(guides), (True, True, True))
            )
    return tuple(sorted(groups, key=lambda group: group.best))


def _of_kind(
    kind: Searched, user: Reader, typed: str, *, alone: bool, is_apart: bool
) -> Hits | None:
    rows = _looked_through(kind, user, typed, is_apart=is_apart)[: MOST + 1]
    scope = scope_of(user)
    near = sorted(((_distance(told, typed, scope), told) for told in map(kind.told, rows)), key=_by)
    if not near:
        return None
    shown = tuple(told for _how_near, told in near[: MOST if alone else SHOWN])
    more = ""
    if len(near) > len(shown) and not alone:
        more = f"{reverse('search')}?{urlencode({'q': typed, 'slags': kind.key})}"
    return Hits(kind.key, str(kind.label), shown, len(near), near[0][0], more)


def _looked_through(kind: Searched, user: Reader, typed: str, *, is_apart: bool) -> QuerySet[Any]:
    """The rows that say every word; those that are known by them come first."""
    that_say = kind.that_say_apart if is_apart else kind.that_say
    said = reduce(and_, map(that_say, words(typed)), Q())
    by_title = Case(When(says(typed, kind.title), then=Value(0)), default=Value(1))
    found = kind.rows(user).filter(said)
    return found.order_by(by_title, *(found.query.order_by or found.model._meta.ordering))


def _distance(told: Hit, typed: str, scope: Scope) -> tuple[bool, bool, bool]:
    """How far a hit is from what was typed; sorts. Whether it begins so, says so, is one's own."""
    title = told.title.casefold()
    in_title = all(stem(word) in title for word in words(typed))
    return not title.startswith(typed.casefold()), not in_title, not _is_own(told, scope)


def _is_own(told: Hit, scope: Scope) -> bool:
    """Whether it belongs where one leads or sits; of everything nothing is one's own."""
    institution, cluster = told.at
    own = (scope.edits, scope.sits)
    return any(institution in one.institutions or cluster in one.clusters for one in own)


def _by(hit: tuple[tuple[bool, bool, bool], Hit]) -> tuple[bool, bool, bool]:
    return hit[0]
