"""Dataclasses of which one page makes thousands."""

from dataclasses import dataclass, field
from typing import TypeVar, dataclass_transform

T = TypeVar("T")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def made_by_the_thousand(cls: type[T]) -> type[T]:
    """A dataclass with slots that nobody changes: the type checker sees to that.

    Where Python is to see to it, too (`frozen=True`), one takes three times as long to make.
    """
    return dataclass(slots=True, unsafe_hash=True)(cls)
