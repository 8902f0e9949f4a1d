"""How numbers are typed in the administration."""

from collections.abc import Mapping
from typing import Any

from django.db import models

#: Numbers are typed with a decimal comma, as everywhere else.
LOCAL_NUMBERS: Mapping[type[models.Field[Any, Any]], Mapping[str, Any]] = {
    models.DecimalField: {"localize": True}
}
