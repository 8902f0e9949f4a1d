from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DashboardsConfig(AppConfig):
    name = "dashboards"
    verbose_name = _("dashboards")

    def ready(self) -> None:
        from dashboards.groups import load_groups
        from measurements.reference import also_load

        also_load(load_groups)
