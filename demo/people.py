"""The chapter of people. All sign in with one password, which stands in the README: a demo only."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from django.contrib.auth.hashers import make_password

from accounts.models import User
from demo import read
from institutions.models import Area, Cluster, Institution, Membership

PASSWORD = "ledestjernen-demo"  # noqa: S105  (nobody's: the command refuses where DEBUG is off)


def is_loaded() -> bool:
    return User.objects.filter(email="administrator@example.com").exists()


def load() -> None:
    found = places()
    for row in read("people")["people"]:
        give(row, found, from_on=row.get("from_on"), to_on=row.get("to_on"))


def places() -> dict[str, dict[str, int]]:
    """The number of each place, by kind and slug."""
    return {
        "area": dict(Area.objects.values_list("slug", "pk")),
        "cluster": dict(Cluster.objects.values_list("slug", "pk")),
        "institution": dict(Institution.objects.values_list("slug", "pk")),
    }


def give(row: Mapping[str, Any], found: dict[str, dict[str, int]], **fields: Any) -> User:
    """Give a role where the row says, to whom there is, or to somebody new."""
    is_superuser = row.get("is_superuser", False)
    user = User.objects.filter(email=row["email"]).first() or User.objects.create(
        email=row["email"],
        name=row["name"],
        password=_password(),
        is_staff=is_superuser,
        is_superuser=is_superuser,
    )
    at = {f"{kind}_id": known[row[kind]] for kind, known in found.items() if kind in row}
    Membership.objects.create(user=user, role=row["role"], **at, **fields)
    return user


@cache
def _password() -> str:
    """Hashed once: that is most of the time it takes."""
    return make_password(PASSWORD)
