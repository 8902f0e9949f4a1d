from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class MeasurementsConfig(AppConfig):
    name = "measurements"
    verbose_name = _("data and indicators")

    def ready(self) -> None:
        from measurements.standings import watching

        watching.begin()
        post_migrate.connect(watching.nothing_yet, sender=self, dispatch_uid="standings:nothing")
