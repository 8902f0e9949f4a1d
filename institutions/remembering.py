"""Parts of pages, and the figures they are put together from, kept for all who may see the same.

What was made holds under the versions of the tables it was made of (`dependencies`, `versions`),
for the day and the language; after a write only what was made of it is made anew.
"""

from collections.abc import Callable, Collection, Hashable, Iterable, Mapping
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from typing import Any, Self, TypeVar, cast, overload

from django.conf import settings
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from accounts.models import User
from institutions import dependencies
from institutions.access import KEPT_ROLES, Reader, roles_held_by, scope_of
from institutions.memory import KeptThing, Key, MemoryCache
from institutions.telling import Untold, all_told
from institutions.versions import Around, Versions, versions

Thing = TypeVar("Thing")

#: How many bytes a process keeps of parts and figures.
MOST_OF_PARTS = 16 * 2**20
#: What figures weigh, one with another, and one of a few; parts as they were written weigh what
#: they are long.
WEIGHT = 2**14
OF_A_FEW = 2**11

_parts: MemoryCache[Any] = MemoryCache(most=MOST_OF_PARTS)


def weight_of(thing: object) -> int:
    if isinstance(thing, str):
        return len(thing)
    return min(OF_A_FEW * (1 + len(thing)), WEIGHT) if isinstance(thing, tuple) else WEIGHT


@dataclass(frozen=True, slots=True)
class Situation:
    """When and in which language somebody asks, and the versions of all that may be shown.

    around: the places that the versions are of.
    """

    around: Around | None
    now: Versions
    words: Key

    @classmethod
    def of(cls, around: Around | None) -> "Situation":
        words = (
            timezone.localdate(),
            get_language(),
            settings.SMALL_N_ANY,
            settings.SMALL_N_BOARD,
            settings.MUNICIPALITY_NAME,
            settings.CLUSTER_WORD,
        )
        return cls(around, versions(around), words)

    def key(self, reader: Reader | None, *name: object) -> Key:
        """Under which something is kept that a reader may see; None is whoever reads."""
        return (
            self.around,
            self.words,
            reader and scope_of(reader),
            getattr(reader, "is_staff", False),
            *name,
        )


#: Of the page being made; None where nothing may be kept.
situation: ContextVar[Situation | None] = ContextVar("situation", default=None)


def versions_now() -> Versions:
    """The versions of the page being made, or else of the data as they are; see `versions`."""
    given = situation.get()
    return given.now if given else versions()


def remembered(build: Callable[[], Thing], *name: object, reader: Reader | None) -> Thing:
    """What `build` gives, or gave before when nothing it was made of has changed since.

    name: what it is of: whatever `build` goes by besides the database and the reader's scope.
    Outside of pages that are kept it is made each time.
    """
    given = situation.get()
    if given is None:
        return build()
    key = given.key(reader, *name)
    try:
        kept = _parts.get(key, given.now)
    except KeyError:
        with dependencies.noted() as reads:
            thing = build()
        made_of = versions_of(reads.groups, given.now)
        if made_of is not None:
            _parts.keep(key, KeptThing(thing, made_of, weight_of(thing)))
        dependencies.note(reads.groups)
        return thing
    dependencies.note(kept.made_of)
    return cast(Thing, kept.thing)


def kept_apart(build: Callable[[], Thing], *name: object, reader: Reader | None) -> Thing:
    """As `remembered`, of what has been read before nothing came into it but by its name."""
    with dependencies.noted(()):
        return remembered(build, *name, reader=reader)


def rows_kept(build: Callable[[], Iterable[Thing]], *name: object) -> tuple[Thing, ...]:
    """The rows that `build` gives, whoever reads: of tables that change more seldom than a page.

    name: all that `build` goes by.
    """
    return kept_apart(lambda: tuple(build()), "rows", *name, reader=None)


def follows(build: Callable[[], Thing], *name: Hashable) -> Thing:
    """What `build` works out from its name and from the words of the situation, worked out once.

    It looks nowhere else, so it holds whatever has changed.
    """
    given = situation.get()
    if given is None:
        return build()
    key = ("follows", given.words, *name)
    try:
        return cast(Thing, _parts.get(key, given.now).thing)
    except KeyError:
        thing = build()
        _parts.keep(key, KeptThing(thing, {}, OF_A_FEW))  # parts hold what it holds, and weigh it
        return thing


def kept_anywhere(build: Callable[[], Thing], *name: object, reader: Reader | None) -> Thing | None:
    """What `build` gives, kept whatever a page is about and whatever changes: it looks nowhere.

    None where it did look into the database, so that nothing can be kept.
    """
    given = situation.get()
    if given is None:
        return build()
    key = ("anywhere", *given.key(reader, *name)[1:])  # but for the places
    try:
        return cast(Thing, _parts.get(key, given.now).thing)
    except KeyError:
        with dependencies.noted(()) as reads:
            thing = build()
        if reads.groups:
            return None
        _parts.keep(key, KeptThing(thing, {}, weight_of(thing)))
        return thing


def versions_of(groups: Collection[str], now: Versions) -> dict[str, int] | None:
    """The versions of these groups; None where one has never been noted."""
    return {name: now[name] for name in groups} if now.keys() >= set(groups) else None


def written_once(
    write: Callable[[], SafeString], name: str, facts: Mapping[str, object]
) -> SafeString:
    """What `write` gives, or gave before of facts that tell the same.

    It holds whoever reads it and whatever has changed, for it follows from the facts; so what looks
    into the database while it is written is not kept.
    """
    given = situation.get()
    if given is None:
        return write()
    try:
        told = blake2b(all_told(facts).encode(), digest_size=20).digest()
    except Untold:
        return write()
    key = ("written", name, given.words, told)
    try:
        return cast(SafeString, _parts.get(key, given.now).thing)
    except KeyError:
        with dependencies.noted(()) as reads:
            written = write()
        if not reads.groups:
            _parts.keep(key, KeptThing(written, {}, len(written)))
        return written


class RememberedParts:
    """A read model whose parts are kept beyond the request, each for itself.

    reader: who it is made for. kept_by: whatever else its parts go by, besides the database.
    """

    def __init__(self, *kept_by: object, reader: Reader) -> None:
        self.reader = reader
        self.kept_by = kept_by
        self._known = dependencies.known()  # what it was found by may have come into any part

    def reader_of(self, name: str) -> Reader:
        """Whom a part is made for; fewer differ in what they see of some parts than of others."""
        return self.reader

    def kept_for(self, name: str) -> tuple[object, ...]:
        """What a part goes by; some parts go by less."""
        return self.kept_by

    def part(self, build: Callable[[], Thing], name: str) -> Thing:
        """What `build` gives, kept under a name of its own."""
        reader = self.reader_of(name)
        with dependencies.noted(self._known):
            return remembered(build, type(self).__name__, name, self.kept_for(name), reader=reader)


class remembered_property(cached_property[Thing]):  # noqa: N801 - as cached_property
    """One of the `RememberedParts`, made when it is first asked for."""

    @overload
    def __get__(self, model: None, owner: type[Any] | None = None) -> Self: ...
    @overload
    def __get__(self, model: object, owner: type[Any] | None = None) -> Thing: ...
    def __get__(self, model: Any, owner: Any = None) -> Any:
        if model is None:
            return self
        made = model.__dict__.setdefault("_made", {})
        if self.attrname not in made:
            if situation.get() is None:
                return super().__get__(model, owner)
            with dependencies.noted(()) as reads:
                thing = model.part(lambda: self.func(model), self.attrname)
            made[self.attrname] = (thing, reads.groups)
        thing, groups = made[self.attrname]
        dependencies.note(groups)
        return thing


def recall(person: User, given: Situation) -> None:
    """The roles a person holds, as long as nothing they follow from has changed."""
    key = (given.words, "roles", person.pk)
    try:
        held = _parts.get(key, given.now).thing
    except KeyError:
        person.__dict__.pop(KEPT_ROLES, None)  # they are read now, so that it is noted
        with dependencies.noted() as reads:
            held = roles_held_by(person)
        made_of = versions_of(reads.groups, given.now)
        if made_of is not None:
            _parts.keep(key, KeptThing(held, made_of, weight_of(held)))
    setattr(person, KEPT_ROLES, held)


def forget() -> None:
    """Remember nothing of what has been: for measuring what it costs to work it out."""
    _parts.forget()
