from collections.abc import Sequence

from django.core.exceptions import ValidationError

class RowResult:
    IMPORT_TYPE_UPDATE: str
    IMPORT_TYPE_NEW: str
    IMPORT_TYPE_DELETE: str
    IMPORT_TYPE_SKIP: str
    IMPORT_TYPE_ERROR: str
    IMPORT_TYPE_INVALID: str

class InvalidRow:
    number: int
    error: ValidationError
    values: Sequence[object]
    def __init__(
        self, number: int, validation_error: ValidationError, values: Sequence[object]
    ) -> None: ...

class Result:
    diff_headers: list[str]
    invalid_rows: list[InvalidRow]
    totals: dict[str, int]
    total_rows: int
    def __init__(self) -> None: ...
