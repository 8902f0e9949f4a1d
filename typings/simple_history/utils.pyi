import datetime
from collections.abc import Iterable, Sequence
from typing import TypeVar

from django.db.models import Model
from simple_history.manager import HistoryManager

M = TypeVar("M", bound=Model)

def get_history_manager_for_model(model: type[Model]) -> HistoryManager: ...
def get_history_model_for_model(model: type[Model]) -> type[Model]: ...
def bulk_create_with_history(
    objs: Iterable[M],
    model: type[M],
    batch_size: int | None = ...,
    ignore_conflicts: bool = ...,
    default_user: Model | None = ...,
    default_change_reason: str | None = ...,
    default_date: datetime.datetime | None = ...,
    custom_historical_attrs: dict[str, object] | None = ...,
) -> Sequence[M]: ...
