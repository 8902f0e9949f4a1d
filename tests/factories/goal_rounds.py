import datetime

import factory
from django.utils import timezone

from strategy.models import GoalRound


class GoalRoundFactory(factory.django.DjangoModelFactory):
    """A round of local goals, opened a week ago and open for a month."""

    class Meta:
        model = GoalRound

    title = factory.Sequence("Lokale mål, runde {}".format)
    opens_on = factory.LazyFunction(lambda: timezone.localdate() - datetime.timedelta(days=7))
    deadline_on = factory.LazyFunction(lambda: timezone.localdate() + datetime.timedelta(days=30))
