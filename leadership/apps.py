from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LeadershipConfig(AppConfig):
    name = "leadership"
    verbose_name = _("leadership")

    def ready(self) -> None:
        from leadership.shipped import load_shipped
        from measurements.reference import also_load

        also_load(load_shipped)
