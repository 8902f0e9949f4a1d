"""The chapter of people. All sign in with one password, which stands in the README: a demo only."""

from django.contrib.auth.hashers import make_password

from accounts.models import User
from demo import read
from institutions.models import Area, Cluster, Institution, Membership

PASSWORD = "ledestjernen-demo"  # noqa: S105  (nobody's: the command refuses where DEBUG is off)


def is_loaded() -> bool:
    return User.objects.filter(email="administrator@example.com").exists()


def load() -> None:
    password = make_password(PASSWORD)  # hashed once: that is most of the time it takes
    places = {
        "area": dict(Area.objects.values_list("slug", "pk")),
        "cluster": dict(Cluster.objects.values_list("slug", "pk")),
        "institution": dict(Institution.objects.values_list("slug", "pk")),
    }
    for row in read("people")["people"]:
        is_superuser = row.get("is_superuser", False)
        user = User.objects.create(
            email=row["email"],
            name=row["name"],
            password=password,
            is_staff=is_superuser,
            is_superuser=is_superuser,
        )
        Membership.objects.create(
            user=user,
            role=row["role"],
            from_on=row.get("from_on"),
            to_on=row.get("to_on"),
            **{f"{kind}_id": found[row[kind]] for kind, found in places.items() if kind in row},
        )
