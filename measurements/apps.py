from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class MeasurementsConfig(AppConfig):
    name = "measurements"
    verbose_name = _("data and indicators")

    def ready(self) -> None:
        from accounts.leaving import person_anonymised
        from config import health, upkeep
        from measurements.leaving import forget_previews
        from indicators.snapshots import (mending, truth, watching)

        watching.begin()
        health.READINESS["standings"] = truth.are_true
        upkeep.JOBS["standings"] = mending.mend
        post_migrate.connect(watching.nothing_yet, sender=self, dispatch_uid="standings:nothing")
        person_anonymised.connect(forget_previews, dispatch_uid="forget_previews")
