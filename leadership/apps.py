from django.apps import AppConfig
from django.db.models.signals import post_save
from django.utils.translation import gettext_lazy as _


class LeadershipConfig(AppConfig):
    name = "leadership"
    verbose_name = _("leadership")

    def ready(self) -> None:
        from leadership.shipped import load_shipped
        from leadership.value_base.citing import carry_over
        from measurements.reference import also_load
        from strategy.models import LocalGoal

        also_load(load_shipped)
        # `strategy` knows nothing of the value base, and goals are begun from others there
        post_save.connect(carry_over, sender=LocalGoal, dispatch_uid="leadership.carry_over")
