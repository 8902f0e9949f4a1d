from typing import Any

from django.db.models.manager import Manager

class HistoryManager(Manager[Any]):
    """Of the versions of a model: their model is made when the program starts."""
