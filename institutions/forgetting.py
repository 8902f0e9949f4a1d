"""How long is kept what rows were before they were changed."""

import datetime

from django.apps import apps
from django.conf import settings
from django.db.models import Model
from simple_history.utils import get_history_manager_for_model, get_history_model_for_model

from config.retention import Rows, before
from institutions.models import LookedAs


def old_history(now: datetime.datetime) -> Rows:
    """What rows were before they were changed, and who changed them; 0 days keep it for ever."""
    if not settings.HISTORY_KEEP_DAYS:
        return []
    oldest = before(settings.HISTORY_KEEP_DAYS, now)
    return [history._default_manager.filter(history_date__lt=oldest) for history in histories()]


def histories() -> list[type[Model]]:
    """The tables of former rows."""
    found = []
    for model in apps.get_models():
        if hasattr(model._meta, "simple_history_manager_attribute"):
            get_history_manager_for_model(model)
            found.append(get_history_model_for_model(model))
    return found


def old_looks(now: datetime.datetime) -> Rows:
    """Who saw as whom, and why: kept as long as the security log."""
    return [LookedAs.objects.filter(began_at__lt=before(settings.SECURITY_LOG_DAYS, now))]
