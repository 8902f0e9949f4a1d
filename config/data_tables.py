"""What an app says of its own tables to whoever watches all of them (`institutions.versions`)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class DataTables:
    """The attribute `data_tables` of an AppConfig. Models are named without their app.

    groups: model → the group of tables it belongs to, where that is not its app's own.
    quiet: those that say nothing new on pages, for others tell of it already or they are only for
    oneself. columns: model → the columns that are shown, where that is not all of them.
    derived: what is worked out from other rows, and is worked out anew without one of them.
    """

    groups: Mapping[str, str] = field(default_factory=dict)
    quiet: Collection[str] = ()
    columns: Mapping[str, Sequence[str]] = field(default_factory=dict)
    derived: Collection[str] = ()
