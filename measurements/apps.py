from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from config.data_tables import DataTables


class MeasurementsConfig(AppConfig):
    name = "measurements"
    verbose_name = _("data")
    data_tables = DataTables(
        groups={
            "Measurement": "figures",
            "Inspection": "figures",
            "Instrument": "rules",
            "InstrumentVersion": "rules",
            "Topic": "rules",
            "Scale": "rules",
            "ScaleStep": "rules",
            "ScaleBand": "rules",
        },
        quiet={"RowBlock", "Revision", "ImportUnderWay"},
    )

    def ready(self) -> None:
        from accounts.leaving import person_anonymised
        from imports.background import read_beside
        from imports.kinds import register
        from measurements.events import publish_rows
        from measurements.importing import MeasurementFile
        from measurements.leaving import forget_previews
        from measurements.previews import kept_preview

        publish_rows()
        register(MeasurementFile)
        read_beside(MeasurementFile.code, kept_preview)
        person_anonymised.connect(forget_previews, dispatch_uid="forget_previews")
