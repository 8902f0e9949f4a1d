"""What an app says of its own tables to whoever watches all of them (`institutions.versions`)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class DataTables:
    """The attribute `data_tables` of an AppConfig. Models are named without their app.

    groups: model → the group of tables it belongs to, where it is not one of its own; those who
    write to a group wait for each other. places: model → the ways by foreign keys to the
    institution or the cluster a row is about, as in `local_goal__institution`; the first that leads
    to one counts, and a row of a model without is everybody's. A change history that pages show is
    named there, too; of others nobody is told. quiet: those that say nothing on
    pages, for others tell of it already or they are only for oneself. columns: model → the columns
    that are shown, where that is not all of them. derived: model → the groups that its rows are
    worked out from; they are worked out anew without one of them, and tell nothing new.
    """

    groups: Mapping[str, str] = field(default_factory=dict)
    places: Mapping[str, Sequence[str]] = field(default_factory=dict)
    quiet: Collection[str] = ()
    columns: Mapping[str, Sequence[str]] = field(default_factory=dict)
    derived: Mapping[str, Sequence[str]] = field(default_factory=dict)
