import datetime

import factory

from strategy.models import StatusReport
from tests.factories import StrategyFactory

#: What a sent report has kept, as small as it can be.
KEPT = {
    "head": [["Til", "Udvalget"]],
    "summary": "Det går godt.",
    "brief": ["1 af 4 mål."],
    "goals_heading": "",
    "goals": [],
    "columns": ["Klynge", "Lokale mål", "Enheder"],
    "indicators_heading": "Målepunkter",
    "indicators_columns": ["Klynge", "Nået", "Målepunkter", "Tilsyn"],
    "indicators": [],
}


class StatusReportFactory(factory.django.DjangoModelFactory):
    """A report that is being written; a trait puts it further on its way."""

    class Meta:
        model = StatusReport

    class Params:
        sent = factory.Trait(stage="sent", content=KEPT, figures_on=datetime.date(2026, 6, 9))
        #: as one that was sent before reports kept what they say when they are sent
        unkept = factory.Trait(stage="sent")
        approved = factory.Trait(
            stage="approved",
            content=KEPT,
            figures_on=datetime.date(2026, 6, 9),
            approved_on=datetime.date(2026, 6, 16),
        )

    strategy = factory.SubFactory(StrategyFactory)
    title = factory.Sequence("Årsstatus {}".format)
    summary = "Det går godt."
