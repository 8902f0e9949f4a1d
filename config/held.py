"""What an app holds about people, said by itself: for access requests, and for completeness."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class PersonalData:
    """The attribute `personal_data` of an AppConfig. Models are named without their app.

    held: model → the columns that hold the number of a person; `username=email` is one that holds
    their address instead. excused: model → why a reference to a person in it tells nothing more.
    secret: columns that are given to nobody, of all models of the app or, as `Model.column`, of
    one. Every column of JSON is named as well, as `Model.column`, for nothing else says what is in
    it: `json_theirs` is what the person of the row said; `json_numbers` has objects with numbers of
    people, under these keys; `withheld` is not given along, which the file says with this reason;
    `json_without` is about nobody, or names people as text alone, which is looked for in all texts
    (`accounts.held.rewording`). json_words: column of JSON → what it says in the words of the
    pages, of one object in it.

    Change histories need no word: their `history_user` is known, and the other columns are those of
    the model.
    """

    held: Mapping[str, Sequence[str]] = field(default_factory=dict)
    excused: Mapping[str, str] = field(default_factory=dict)
    secret: Sequence[str] = ()
    json_theirs: Sequence[str] = ()
    json_numbers: Mapping[str, Sequence[str]] = field(default_factory=dict)
    json_without: Mapping[str, str] = field(default_factory=dict)
    json_words: Mapping[str, Callable[[Any], str]] = field(default_factory=dict)
    withheld: Mapping[str, str | Promise] = field(default_factory=dict)
