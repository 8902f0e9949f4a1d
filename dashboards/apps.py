from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop


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

        retention.KINDS[gettext_noop("papers made to be fetched")] = retention.Retained(
            _("papers of one person’s institutions in one file"),
            batch.unfetched,
            until=retention.A_DAY,
        )
        also_load(load_groups)
        next_steps.fill(self.name, next_step_of_way)
        papers_along.fill(self.name, board_paper_of)
        facts_of_report.fill(self.name, facts_of_the_day)
