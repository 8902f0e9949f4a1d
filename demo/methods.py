"""The chapter of methods: what Klynge Fyrtårnet shares, and which units use it since when."""

from demo import read
from institutions.models import Cluster
from strategy.models import Method, MethodUse


def is_loaded() -> bool:
    return Method.objects.exists()


def load() -> None:
    cluster = Cluster.objects.get(slug="fyrtaarnet")
    units = {unit.slug: unit for unit in cluster.institutions.all()}
    for row in read("methods")["methods"]:
        used = row.pop("used")
        method = Method.objects.create(cluster=cluster, **row)
        for slug, from_on in used:
            users = units.values() if slug == "all" else [units[slug]]
            MethodUse.objects.bulk_create(
                MethodUse(method=method, institution=unit, from_on=from_on) for unit in users
            )
