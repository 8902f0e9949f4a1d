from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MeetingsConfig(AppConfig):
    name = "meetings"
    verbose_name = _("meetings")

    def ready(self) -> None:
        from config import retention
        from measurements.reference import also_load
        from meetings.forgetting import old_meetings
        from meetings.on_local_goals import fill_slots
        from meetings.reference import load_year_template

        retention.KINDS["meetings and minutes"] = old_meetings
        also_load(load_year_template)
        fill_slots()
