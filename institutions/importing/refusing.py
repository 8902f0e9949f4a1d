"""What keeps an entry from being written, and writing what nothing keeps."""

from typing import TypeVar

from django.core.exceptions import ValidationError
from django.db import models

from institutions.importing.layouts import InstitutionMeaning

Row = TypeVar("Row", bound=models.Model)


class Misplaced(Exception):
    """An entry that cannot be written. Carries the meaning of the cell at fault and a sentence."""

    def __init__(self, meaning: InstitutionMeaning, message: str) -> None:
        super().__init__(message)
        self.meaning, self.message = meaning, message


class Lacking(Misplaced):
    """What no row of the file can say, since it lacks a column: said once, not of each row."""


def save_checked(row: Row) -> Row:
    """Save a row that keeps the rules of its model. Raises Misplaced with their sentence."""
    try:
        row.full_clean()
    except ValidationError as error:
        raise Misplaced(InstitutionMeaning.NAME, " ".join(error.messages)) from error
    row.save()
    return row
