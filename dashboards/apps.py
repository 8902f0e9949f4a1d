from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DashboardsConfig(AppConfig):
    name = "dashboards"
    verbose_name = _("dashboards")

    def ready(self) -> None:
        from config import retention
        from dashboards.first_steps.going_on import next_step_of_way
        from dashboards.groups import load_groups
        from dashboards.papers import batch
        from dashboards.papers.along import board_paper_of
        from dashboards.papers.municipality import facts_of_the_day
        from imports.slots import next_steps
        from measurements.reference import also_load
        from meetings.slots import papers_along
        from strategy.slots import facts_of_report

        retention.KINDS["papers made to be fetched"] = batch.purge
        also_load(load_groups)
        next_steps.fill(self.name, next_step_of_way)
        papers_along.fill(self.name, board_paper_of)
        facts_of_report.fill(self.name, facts_of_the_day)
