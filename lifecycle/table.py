"""The table of a lifecycle: its states in words, and the transitions between them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from django.core.exceptions import ImproperlyConfigured
from django.db.models import TextChoices
from django_stubs_ext import StrOrPromise

S = TypeVar("S", bound=TextChoices)
Text = StrOrPromise


@dataclass(frozen=True, slots=True)
class Transition(Generic[S]):
    """One way out of a state: what its button says, who may take it, and what it needs.

    name: in addresses; without one the state it leads to. actors: the parties who may take it;
    without any, those who may write. needs: names of what `HasLifecycle.missing_for` asks for.
    lost: what it binds to or takes away for good, a sentence each; such a transition asks first.
    done: said to whoever took it, where that is another thing than what its state says.
    """

    to: S
    label: Text
    actors: tuple[str, ...] = ()
    needs: frozenset[str] = frozenset()
    lost: tuple[Text, ...] = ()
    name: str = ""
    done: Text = ""

    def __post_init__(self) -> None:
        if not self.name:
            object.__setattr__(self, "name", str(self.to))


@dataclass(frozen=True, slots=True)
class StateWords:
    """The sentences of a state.

    done: said to whoever brought a row there. already: to whoever wanted it elsewhere, and found it
    there; the same where it is not told. closed: why nobody writes in a row that is there; empty
    where one does. They may name what the row's `named` holds.
    """

    done: Text
    already: Text = ""
    closed: Text = ""


@dataclass(frozen=True, slots=True)
class Lifecycle(Generic[S]):
    """Everything that is said of a state stands here, so that a new one is one entry.

    Raises ImproperlyConfigured, when the program starts, for a state that is not in both mappings.
    """

    states: type[S]
    transitions: Mapping[S, tuple[Transition[S], ...]]
    words: Mapping[S, StateWords] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for state in self.states:
            if state not in self.transitions or (self.words and state not in self.words):
                raise ImproperlyConfigured(f"{self.states.__name__}.{state.name} is not described")

    @property
    def closed(self) -> frozenset[S]:
        """The states in which nobody writes in a row."""
        return frozenset(state for state, words in self.words.items() if words.closed)

    def out_of(self, state: str) -> tuple[Transition[S], ...]:
        """The ways out of a state."""
        return self.transitions[self.states(state)]

    def find(self, state: str, name: str) -> Transition[S] | None:
        """The way out of a state with this name, if there is one."""
        return next((way for way in self.out_of(state) if way.name == name), None)

    def all(self) -> Iterator[Transition[S]]:
        """Every transition, as often as it leads out of a state."""
        for ways in self.transitions.values():
            yield from ways


def needs(*names: str) -> frozenset[str]:
    """What a transition needs, for the table to read well."""
    return frozenset(names)
