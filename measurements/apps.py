from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class MeasurementsConfig(AppConfig):
    name = "measurements"
    verbose_name = _("data and indicators")

    def ready(self) -> None:
        from institutions.versions import note_changes
        from measurements.standings import watching

        scales = ["Instrument", "InstrumentVersion", "Topic", "Scale", "ScaleStep", "ScaleBand"]
        rules = ["Indicator", "Indicator.topics", "Target"]
        facts = ["Measurement", "Inspection", "ManualResult"]
        note_changes("rules", app="measurements", of=[*scales, *rules])
        note_changes("figures", app="measurements", of=facts)
        note_changes("rounds", app="measurements", of=["MeasuringRound", "Import"])
        watching.begin()
        post_migrate.connect(watching.nothing_yet, sender=self, dispatch_uid="standings:nothing")
