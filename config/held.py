"""What an app holds about people, said by itself: for access requests, and for completeness."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class PersonalData:
    """The attribute `personal_data` of an AppConfig. Models are named without their app.

    held: model → the columns that hold the number of a person; `username=email` is one that holds
    their address instead. excused: model → why a reference to a person in it tells nothing more.
    secret: columns that are given to nobody. Change histories need no word: their `history_user`
    is known, and the other columns are those of the model.
    """

    held: Mapping[str, Sequence[str]] = field(default_factory=dict)
    excused: Mapping[str, str] = field(default_factory=dict)
    secret: Sequence[str] = ()
