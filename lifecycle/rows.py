"""A row that goes from draft to decided: one way of moving it, whatever it is."""

from collections.abc import Mapping
from typing import Any, ClassVar, NamedTuple, Self

from django.db import models, transaction

from lifecycle.errors import Closed, Incomplete, InvalidTransition, NotAllowed, Outdated
from lifecycle.events import moved
from lifecycle.table import Lifecycle, Transition


class Sentences(NamedTuple):
    """What `StateWords` says, in the language of the reader."""

    done: str
    already: str
    closed: str


class HasLifecycle(models.Model):
    """A model whose rows have a state, and go from one to another by `transition` alone.

    A model says what it needs to know by the hooks below; `transition` locks, checks, writes and
    records, in this order and in one transaction.
    """

    lifecycle: ClassVar[Lifecycle[Any]]
    #: The field that holds the state, and the one that counts versions, where there is one.
    state_field: ClassVar[str] = "status"
    version_field: ClassVar[str] = ""

    class Meta:
        abstract = True

    @property
    def state(self) -> str:
        """Where the row is in its life."""
        return str(getattr(self, self.state_field))

    @property
    def transitions(self) -> tuple[Transition[Any], ...]:
        """The ways out of where the row is."""
        return self.lifecycle.out_of(self.state)

    @property
    def said(self) -> Sentences:
        """The sentences of the state the row is in."""
        words = self.lifecycle.words[self.lifecycle.states(self.state)]
        told = (words.done, words.already or words.done, words.closed)
        return Sentences(*(str(sentence) % self.named for sentence in told))

    def transitions_for(self, user: Any) -> tuple[Transition[Any], ...]:
        """The ways out of where the row is that this person may take."""
        return tuple(way for way in self.transitions if self.allows(user, way))

    # --- What a model says of itself ----------------------------------------------------------

    def allows(self, user: Any, way: Transition[Any]) -> bool:
        """Whether the person is of a party that may take it."""
        return True

    @property
    def named(self) -> Mapping[str, object]:
        """What the sentences of its states name."""
        return {}

    def missing_for(
        self, way: Transition[Any], *, by: Any, facts: Mapping[str, Any]
    ) -> dict[str, str]:
        """What the transition needs and neither row nor facts have: field → sentence."""
        return {}

    def changes_with(
        self, way: Transition[Any], *, by: Any, facts: Mapping[str, Any]
    ) -> dict[str, Any]:
        """Other fields that get a new value with the transition."""
        return {}

    def record(self, way: Transition[Any], *, by: Any, facts: Mapping[str, Any]) -> Any:
        """Write down who decided what; called on the locked row, before it is moved."""
        return None

    def store(self, values: Mapping[str, Any]) -> None:
        """Write the values to the locked row."""
        for name, value in values.items():
            setattr(self, name, value)
        self.save(update_fields=list(values))

    # --- The one way of moving it -------------------------------------------------------------

    @transaction.atomic
    def transition(
        self,
        name: str,
        *,
        by: Any,
        version: int | None = None,
        checks: bool = False,
        **facts: Any,
    ) -> Any:
        """Take the way with this name, as the row is in the database now; gives what is recorded.

        Whoever listens to `lifecycle.events.moved` hears of it in the same transaction.

        version: the one the person has read, where that matters. checks: whether to ask `allows`
        here; views that have asked already need not. Raises InvalidTransition, NotAllowed,
        Outdated and Incomplete, and then nothing is written.
        """
        row = self._locked()
        way = self.lifecycle.find(row.state, name)
        if way is None:
            raise InvalidTransition(row.state, name)
        if checks and not row.allows(by, way):
            raise NotAllowed(name)
        if version is not None and version != getattr(row, self.version_field):
            raise Outdated
        missing = row.missing_for(way, by=by, facts=facts)
        if missing:
            raise Incomplete(missing)
        recorded = row.record(way, by=by, facts=facts)
        values = {self.state_field: way.to, **row.changes_with(way, by=by, facts=facts)}
        if self.version_field:
            values[self.version_field] = getattr(row, self.version_field) + 1
        row.store(values)
        moved.send(sender=type(self), row=row, way=way, by=by, recorded=recorded)
        for field, value in values.items():
            setattr(self, field, value)
        return recorded

    def hold_open(self) -> None:
        """Keep others from moving it until the transaction ends.

        Raises Closed, with the reason, where nobody writes in it any more.
        """
        row = self._locked()
        if row.state in self.lifecycle.closed:
            raise Closed(row.said.closed)

    def _locked(self) -> Self:
        """The row as the database has it, kept from others until the transaction ends."""
        return type(self)._default_manager.select_for_update().get(pk=self.pk)
