from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ImportsConfig(AppConfig):
    name = "imports"
    verbose_name = _("imports")

    def ready(self) -> None:
        from config import retention
        from imports import tickets

        retention.KINDS["uploads between preview and confirmation"] = tickets.purge
