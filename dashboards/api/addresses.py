import datetime
from collections.abc import Callable, Iterable
from decimal import Decimal
from enum import Enum
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import override
from ninja import Path, Query, Schema
from ninja.errors import HttpError
from pydantic import Field, create_model

from accounts.models import ApiToken
from dashboards.api.answers import CSV_TOO, FiguresApi, Slug, not_kept, told
from dashboards.api.keys import ApiKeyHeader, KeyRequest, TooOften
from dashboards.figures import (
    ExportColumn,
    ExportTable,
    Shape,
    as_csv,
    as_rows,
    cluster_tables,
    institution_tables,
    municipality_tables,
)
from dashboards.figures.cluster import CLUSTER_SHAPES
from dashboards.figures.institution import INSTITUTION_SHAPES
from dashboards.figures.municipality import MUNICIPALITY_SHAPES
from institutions.models import Cluster, Institution

api = FiguresApi(
    title="Ledestjernen",
    version="1",
    description=(
        "The figures of Ledestjernen, to read. A key sees what its owner sees; what rests on too"
        " few answers is null in JSON and empty in CSV."
    ),
    urls_namespace="ninja",
    docs_url=None,  # its assets would come from elsewhere
    auth=ApiKeyHeader(),
)


class ApiFormat(Enum):
    """How a table is answered."""

    JSON = "json"
    CSV = "csv"


class PlaceOut(Schema):
    """A place whose figures can be asked for by its slug."""

    slug: str
    name: str
    area: str


PLACES = Shape("places", "", tuple(ExportColumn(key, "") for key in PlaceOut.model_fields))


@api.exception_handler(TooOften)
def too_often(request: KeyRequest, error: TooOften) -> HttpResponse:
    answer = api.create_response(request, {"detail": str(error)}, status=429)
    answer["Retry-After"] = str(error.seconds)
    return answer


def nothing_here(request: KeyRequest, rest: str) -> HttpResponse:
    """An address of the API that is none: told as the API tells its faults."""
    return api.create_response(request, {"detail": "Not Found"}, status=404)


def _list_of_places(kind: str) -> dict[str, Any]:
    """What an address with a list of places is described by."""
    return {
        "response": told(list[PlaceOut], form=True),
        "openapi_extra": CSV_TOO,
        "url_name": kind,
        "tags": ["places"],
    }


@api.get("/clusters", **_list_of_places("clusters"))
def clusters(request: KeyRequest, form: Query[ApiFormat] = ApiFormat.JSON) -> Any:
    """The clusters the key may read."""
    found = Cluster.objects.visible_to(request.user).values_list("slug", "name", "area__name")
    return _places(found, form)


@api.get("/institutions", **_list_of_places("institutions"))
def institutions(request: KeyRequest, form: Query[ApiFormat] = ApiFormat.JSON) -> Any:
    """The open institutions the key may read."""
    found = Institution.objects.visible_to(request.user).open().with_area()
    return _places(((i.slug, i.name, i.area_name) for i in found), form)  # type: ignore[attr-defined]  # annotated


def _places(found: Iterable[tuple[str, str, str]], form: ApiFormat) -> Any:
    table = PLACES.filled(found)
    return _as_csv(table) if form is ApiFormat.CSV else as_rows(table)


def _cluster(request: KeyRequest, slug: str) -> tuple[ExportTable, ...]:
    cluster = get_object_or_404(Cluster.objects.visible_to(request.user), slug=slug)
    return cluster_tables(cluster, user=request.user, on=timezone.localdate())


def _institution(request: KeyRequest, slug: str) -> tuple[ExportTable, ...]:
    institution = get_object_or_404(Institution.objects.visible_to(request.user), slug=slug)
    return institution_tables(institution, user=request.user, on=timezone.localdate())


def _municipality(request: KeyRequest) -> tuple[ExportTable, ...]:
    return municipality_tables(user=request.user, on=timezone.localdate())


def _answer(
    request: KeyRequest,
    shape: Shape,
    tables: Callable[[], tuple[ExportTable, ...]],
    form: ApiFormat,
) -> Any:
    """The table of this shape, in Danish, as the key's owner may see it."""
    if shape.has_texts and request.auth.scope != ApiToken.Scope.TEXTS:
        raise HttpError(403, "This key reads figures only.")
    with override("da"):  # programs choose no language
        table = next(table for table in tables() if table.shape is shape)
    if form is ApiFormat.CSV:
        return _as_csv(table)
    return {"table": shape.key, "as_of": timezone.localdate(), "rows": as_rows(table)}


def _as_csv(table: ExportTable) -> HttpResponse:
    return not_kept(HttpResponse(as_csv(table), content_type="text/csv; charset=utf-8"))


def _schema(shape: Shape, *, of: str) -> type[Schema]:
    """What the answer looks like, for those who read the description."""
    name = "".join(part.capitalize() for part in f"{of}_{shape.key}".split("_"))
    fields: dict[str, Any] = {
        column.key: (
            (float if column.kind is Decimal else column.kind) | None,
            Field(None, title=column.key),
        )
        for column in shape.columns
    }
    row = create_model(f"{name}Row", __base__=Schema, **fields)
    return create_model(
        name,
        __base__=Schema,
        table=(str, ...),
        as_of=(datetime.date, ...),
        rows=(list[row], ...),  # type: ignore[valid-type]  # made just above
    )


def _add_of_place(
    shape: Shape, *, kind: str, tables: Callable[[KeyRequest, str], tuple[ExportTable, ...]]
) -> None:
    def operation(
        request: KeyRequest, slug: Path[Slug], form: Query[ApiFormat] = ApiFormat.JSON
    ) -> Any:
        return _answer(request, shape, lambda: tables(request, slug), form)

    api.default_router.add_api_operation(
        f"/{kind}s/{{slug}}/{shape.key}",
        ["GET"],
        operation,
        response=told(_schema(shape, of=kind), place=True, texts=shape.has_texts),
        openapi_extra=CSV_TOO,
        url_name=f"{kind}_{shape.key}",
        operation_id=f"{kind}_{shape.key}",
        summary=f"{shape.key.replace('_', ' ').capitalize()} of the {kind}",
        tags=[kind],
    )


def _add_of_municipality(shape: Shape) -> None:
    def operation(request: KeyRequest, form: Query[ApiFormat] = ApiFormat.JSON) -> Any:
        return _answer(request, shape, lambda: _municipality(request), form)

    api.default_router.add_api_operation(
        f"/municipality/{shape.key}",
        ["GET"],
        operation,
        response=told(_schema(shape, of="municipality"), form=True, texts=shape.has_texts),
        openapi_extra=CSV_TOO,
        url_name=f"municipality_{shape.key}",
        operation_id=f"municipality_{shape.key}",
        summary=f"{shape.key.replace('_', ' ').capitalize()} of the municipality",
        tags=["municipality"],
    )


for _shape in CLUSTER_SHAPES:
    _add_of_place(_shape, kind="cluster", tables=_cluster)
for _shape in INSTITUTION_SHAPES:
    _add_of_place(_shape, kind="institution", tables=_institution)
for _shape in MUNICIPALITY_SHAPES:
    _add_of_municipality(_shape)
