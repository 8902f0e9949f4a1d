from typing import Any

from django.db.models import Model
from simple_history.manager import HistoryManager

SIMPLE_HISTORY_REVERSE_ATTR_NAME: str

class HistoricalRecords:
    context: Any  # a thread's own, which may hold a request
    def __init__(self, **kwargs: Any) -> None: ...
    def __get__(self, instance: Model | None, owner: type[Model]) -> HistoryManager: ...
