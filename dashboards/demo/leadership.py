"""The chapter of leadership: the value base is taken into use."""

import datetime

from leadership.models import ValueBase
from leadership.shipped import load_shipped

IN_FORCE = datetime.date(2026, 1, 1)


def is_loaded() -> bool:
    return ValueBase.objects.filter(from_on=IN_FORCE).exists()


def load() -> None:
    load_shipped()
    ValueBase.objects.filter(from_on=None).update(from_on=IN_FORCE)
