"""The log of the administration says who read a file in, and who took it back."""

from django.contrib.admin.models import ADDITION, CHANGE, LogEntry
from django.db.models import Model


def note_read_in(by: int, receipt: Model) -> None:
    """by: the key of the person."""
    _note(by, receipt, ADDITION, {"added": {}})


def note_undone(by: int, receipt: Model) -> None:
    _note(by, receipt, CHANGE, {"changed": {"fields": ["undone"]}})


def _note(by: int, receipt: Model, flag: int, message: dict[str, object]) -> None:
    LogEntry.objects.log_actions(by, [receipt], flag, [message], single_object=True)
