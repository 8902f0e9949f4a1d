"""How fresh the data are, and what has been imported."""

import datetime
from dataclasses import dataclass
from typing import Self

from accounts.models import User
from institutions.models import Institution, Membership
from measurements.coverage import Coverage
from measurements.models import Import

IMPORTS_SHOWN = 5


@dataclass(frozen=True, slots=True)
class DataOverview:
    """The data that are looked after; six queries, and one more where rounds name kinds."""

    coverage: tuple[Coverage, ...]
    imports: tuple[Import, ...]
    may_import: bool = False
    may_open_imports: bool = False
    may_administrate: bool = False

    @property
    def says_something(self) -> bool:
        """Whether there is anything to look after yet."""
        return bool(self.coverage or self.imports)

    @classmethod
    def build(cls, *, user: User, on: datetime.date) -> Self:
        open_now = dict(Institution.objects.visible_to(user).open_on(on).values_list("pk", "name"))
        return cls(
            coverage=Coverage.of(open_now, on=on),
            imports=tuple(
                Import.objects.visible_to(user)
                .standing()
                .select_related("imported_by")[:IMPORTS_SHOWN]
            ),
            may_import=user.is_staff and user.has_perm("measurements.add_measurement"),
            may_open_imports=user.is_staff and user.has_perm("measurements.view_import"),
            may_administrate=user.is_staff
            and (user.is_superuser or bool(user.get_all_permissions())),
        )


@dataclass(frozen=True, slots=True)
class PeopleOverview:
    """The people that are looked after: who can sign in and has no role; a query or two."""

    without_membership: tuple[str, ...]
    may_administrate: bool = False

    @classmethod
    def build(cls, *, user: User, on: datetime.date) -> Self:
        members = Membership.objects.on(on).values("user")
        strangers = User.objects.filter(is_active=True, is_superuser=False).exclude(pk__in=members)
        return cls(
            tuple(strangers.values_list("name", flat=True)),
            may_administrate=user.is_staff
            and (user.is_superuser or bool(user.get_all_permissions())),
        )
