from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from config.data_tables import DataTables


class StrategyConfig(AppConfig):
    name = "strategy"
    verbose_name = _("strategy and local goals")
    data_tables = DataTables(
        groups={
            "Strategy": "strategies",
            "Goal": "strategies",
            "Method": "methods",
            "MethodUse": "methods",
        },
        quiet={"KeptText", "AutosavedText"},
    )

    def ready(self) -> None:
        from accounts.leaving import person_anonymised
        from imports.kinds import register
        from strategy.leaving import forget_texts
        from strategy.word_form.kind import LocalGoalsForm

        register(LocalGoalsForm)
        person_anonymised.connect(forget_texts, dispatch_uid="forget_texts")
