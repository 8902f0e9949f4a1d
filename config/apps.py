from django.apps import AppConfig
from django.db.backends.signals import connection_created

from config.collation import teach_danish


class GroundConfig(AppConfig):
    """What everything stands on: settings, addresses, Danish in the database, rules of a visit."""

    name = "config"
    label = "ground"

    def ready(self) -> None:
        connection_created.connect(teach_danish, dispatch_uid="teach_danish")
