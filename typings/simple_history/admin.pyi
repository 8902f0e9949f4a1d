from typing import Any, TypeVar

from django.contrib.admin import ModelAdmin
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from simple_history.manager import HistoryManager
from simple_history.template_utils import HistoricalRecordContextHelper

M = TypeVar("M", bound=Model)

class SimpleHistoryAdmin(ModelAdmin[M]):
    history_list_display: list[str]
    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = ...
    ) -> HttpResponse: ...
    def history_form_view(
        self,
        request: HttpRequest,
        object_id: str,
        version_id: str,
        extra_context: dict[str, Any] | None = ...,
    ) -> HttpResponse: ...
    def get_history_queryset(
        self, request: HttpRequest, history_manager: HistoryManager, pk_name: str, object_id: str
    ) -> QuerySet[Any]: ...
    def get_historical_record_context_helper(
        self, request: HttpRequest, historical_record: Any
    ) -> HistoricalRecordContextHelper: ...
    def revert_disabled(self, request: HttpRequest, obj: Any = ...) -> bool: ...
    def has_view_history_permission(self, request: HttpRequest, obj: Any = ...) -> bool: ...
    def has_change_history_permission(self, request: HttpRequest, obj: Any = ...) -> bool: ...
