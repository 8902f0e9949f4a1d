"""The example on its way in: places, goals, indicators, figures, each by the product's own door."""

import datetime

from django.db import models, transaction
from django.db.models import F
from django.db.models.functions import Greatest
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.models import User
from dashboards.example import files
from indicators.models import Indicator
from indicators.snapshots import keeping
from indicators.vision import load_indicators
from institutions.importing import commit_list
from institutions.models import (
    Area,
    Board,
    Cluster,
    Institution,
    InstitutionImport,
    ShippedExample,
)
from measurements.importing import commit_sheet
from measurements.models import Import, Measurement
from measurements.reference import load_reference
from strategy.models import Strategy
from strategy.shipped import load_common_goals, load_vision

#: The cluster whose vision and indicators are shown.
WITH_VISION = "Klynge Skoven"
#: What the example begins with; all else hangs on a row of these.
ROOTS: tuple[type[models.Model], ...] = (
    *(Area, Cluster, Institution, InstitutionImport),
    *(Strategy, Import),
)
#: Where a row of these is there, a municipality has begun with its own.
OWN: tuple[type[models.Model], ...] = (*ROOTS, Board, Measurement)


class ExampleRefused(Exception):
    """There is something already. message: says so to whoever asked."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


def why_not() -> str:
    """Why the example may not be loaded; "" where it may."""
    if ShippedExample.objects.exists():
        return _("The example is here already.")
    if any(model._default_manager.exists() for model in OWN):
        return _("You have data of your own here. The example is for an empty installation.")
    return ""


def load(*, by: User, on: datetime.date) -> ShippedExample:
    """Load the example, whole or not at all. Raises `ExampleRefused` where data are there."""
    with transaction.atomic(), translation.override("da"):
        example = ShippedExample.objects.create(loaded_by=by, roots={})
        if any(model._default_manager.exists() for model in OWN):
            raise ExampleRefused(why_not())
        load_reference()
        commit_list(files.places(), by=by, today=on)
        _goals(on)
        for sheet in files.measured(on):
            commit_sheet(sheet, by=by)
        example.roots = {
            model._meta.label: list(model._default_manager.values_list("pk", flat=True))
            for model in ROOTS
        }
        example.save()
    keeping.rebuild()
    return example


def _goals(on: datetime.date) -> None:
    """The shipped goals and vision with their indicators, which are of every year here."""
    load_common_goals()
    vision = load_vision(Cluster.objects.get(name=WITH_VISION))
    Strategy.objects.update(to_year=Greatest(F("to_year"), on.year))
    load_indicators(vision)
    Indicator.objects.filter(goal__strategy=vision).update(year=None)
