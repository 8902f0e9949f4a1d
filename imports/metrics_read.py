"""What `/metrics` reads of files: how many have been read in, and what is under way."""

from collections.abc import Iterator

from django.apps import apps
from django.db.models import Count

from config.metrics import Metric
from imports.models import FileImport
from imports.under_way import FileUnderWay


def of_imports() -> Iterator[Metric]:
    models = apps.get_models()
    read_in = [
        ({"kind": model._meta.label_lower}, float(model._default_manager.count()))
        for model in models
        if issubclass(model, FileImport)
    ]
    yield Metric("ledestjernen_imports", "gauge", "Files read in, by kind.", read_in)
    under_way = []
    for model in models:
        if issubclass(model, FileUnderWay):
            rows = model._default_manager.order_by().values_list("stage").annotate(Count("pk"))
            counted = dict(rows)
            under_way += [
                ({"kind": model._meta.label_lower, "stage": stage}, float(counted.get(stage, 0)))
                for stage in FileUnderWay.Stage.values
            ]
    says = "Large files read beside the pages, by how far they have come."
    yield Metric("ledestjernen_files_under_way", "gauge", says, under_way)
