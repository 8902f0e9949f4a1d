"""The history of a row in the administration: read by those who see the row, never written."""

from typing import Any, TypeVar

from django.contrib.admin.utils import unquote
from django.db.models import Model, OuterRef, QuerySet, Subquery
from django.forms import ModelForm
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from simple_history.admin import SimpleHistoryAdmin
from simple_history.manager import HistoryManager
from simple_history.models import SIMPLE_HISTORY_REVERSE_ATTR_NAME
from simple_history.template_utils import HistoricalRecordContextHelper
from simple_history.utils import get_history_manager_for_model

from config.admin_sight import name_what_is_seen, named_to, pointing_in_sight
from config.asked import whole_number
from institutions.access import scope_of

#: In the place of a name that the person does not see.
UNSEEN = "…"


class ChangesWithinSight(HistoricalRecordContextHelper):
    """What changed from one version to the next, naming nothing that the person does not see."""

    def __init__(self, model: type[Model], historical_record: Any, *, user: Any) -> None:
        super().__init__(model, historical_record)
        self.user = user

    def prepare_delta_change_value(self, change: Any, value: Any) -> Any:
        shown = super().prepare_delta_change_value(change, value)
        if isinstance(shown, list):
            return [self._named(row) for row in shown]
        return self._named(shown)

    def _named(self, row: Any) -> Any:
        visible = named_to(self.user, type(row)) if isinstance(row, Model) else None
        is_seen = visible is None or visible.filter(pk=row.pk).exists()
        return row if is_seen else UNSEEN


M = TypeVar("M", bound=Model)


class HistoryAdmin(SimpleHistoryAdmin[M]):
    """For the admin of every model with history, in the place of the package's own.

    The package saves what is posted to an old version for whoever may see it, and reads the table
    of versions without asking `get_queryset`. Here an old version is only looked at, and a row out
    of reach has no history. That of a deleted row, which no queryset can tell whose it was, is for
    those who reach everything.
    """

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        if request.method not in {"GET", "HEAD"}:
            return HttpResponseNotAllowed(["GET", "HEAD"])
        self._require_sight(request, object_id)
        return super().history_view(request, object_id, extra_context)

    def history_form_view(
        self,
        request: HttpRequest,
        object_id: str,
        version_id: str,
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        if request.method not in {"GET", "HEAD"}:
            return HttpResponseNotAllowed(["GET", "HEAD"])
        self._require_sight(request, object_id)
        versions = get_history_manager_for_model(self.model)
        number = whole_number(version_id)
        seen = self._seen(request, versions.filter(history_id=number))
        if number is None or not seen.exists():
            raise Http404
        return super().history_form_view(request, object_id, version_id, extra_context)

    def get_historical_record_context_helper(
        self, request: HttpRequest, historical_record: Any
    ) -> ChangesWithinSight:
        return ChangesWithinSight(self.model, historical_record, user=request.user)

    def versions_seen(self, request: HttpRequest, versions: QuerySet[Any]) -> QuerySet[Any]:
        """Of the versions of rows that are seen those that could have been seen at their time.

        A model whose rows are hidden while they are being prepared says here which those are.
        """
        return versions

    def get_history_queryset(
        self, request: HttpRequest, history_manager: HistoryManager, pk_name: str, object_id: str
    ) -> QuerySet[Any]:
        every = super().get_history_queryset(request, history_manager, pk_name, object_id)
        return self._seen(request, every)

    def _seen(self, request: HttpRequest, versions: QuerySet[Any]) -> QuerySet[Any]:
        if _reaches_all(request.user):
            return versions
        # where the row belonged elsewhere at the time, that is not told here
        seen = self.versions_seen(request, versions)
        return pointing_in_sight(seen, request.user, of=self.model)

    def get_form(
        self, request: HttpRequest, obj: M | None = None, change: bool = False, **kwargs: Any
    ) -> type[ModelForm[M]]:
        """An old version is only shown, and names what is seen."""
        if obj is not None and hasattr(obj, SIMPLE_HISTORY_REVERSE_ATTR_NAME):
            name_what_is_seen(obj, request.user)
        return super().get_form(request, obj, change=change, **kwargs)

    def revert_disabled(self, request: HttpRequest, obj: M | None = None) -> bool:
        return True

    def has_change_history_permission(self, request: HttpRequest, obj: M | None = None) -> bool:
        return False

    def _require_sight(self, request: HttpRequest, object_id: str) -> None:
        """Raise Http404 where the person does not see the row, or did not see it while it was."""
        if self.get_object(request, unquote(object_id)) is not None:
            return
        if not (_reaches_all(request.user) and self._is_deleted(unquote(object_id))):
            raise Http404

    def _is_deleted(self, object_id: str) -> bool:
        number = whole_number(object_id)
        versions = get_history_manager_for_model(self.model)
        return (
            number is not None
            and not self.model._base_manager.filter(pk=number).exists()
            and versions.filter(**{self.model._meta.pk.attname: number}).exists()
        )


def _reaches_all(user: Any) -> bool:
    return user.is_superuser or scope_of(user).edits.everything


def since_the_first(versions: QuerySet[Any], key: OuterRef | Subquery) -> Subquery:
    """The moment of the first of these versions of a row; None where there is none.

    key: that of the row, told from within the query, as `OuterRef("strategy_id")`.
    """
    return Subquery(versions.filter(id=key).order_by("history_date").values("history_date")[:1])
