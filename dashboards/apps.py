from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DashboardsConfig(AppConfig):
    name = "dashboards"
    verbose_name = _("dashboards")

    def ready(self) -> None:
        from dashboards.groups import load_groups
        from dashboards.papers.along import board_paper_of
        from measurements.reference import also_load
        from meetings.slots import papers_along

        also_load(load_groups)
        papers_along.fill(self.name, board_paper_of)
