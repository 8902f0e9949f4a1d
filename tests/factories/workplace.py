"""The attractive workplace: actions on themes, and what a cluster shares."""

import datetime

import factory
from django.utils import timezone

from leadership.models import SharedEconomy, ThemeAction
from leadership.workplace.declared import made_of
from measurements.models import Topic
from measurements.reference import load_reference
from tests.factories import ClusterFactory


def survey_topic() -> Topic:
    """The first theme of the survey of staff."""
    load_reference()
    topic: Topic = Topic.objects.filter(version__instrument__code=made_of().survey)[0]
    return topic


class ThemeActionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ThemeAction

    cluster = factory.SubFactory(ClusterFactory)
    topic = factory.LazyFunction(survey_topic)
    what = "Fast mødeleder på stuemøderne"
    who = "Lederne"
    until_on = factory.LazyFunction(lambda: timezone.localdate() + datetime.timedelta(days=30))


class SharedEconomyFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = SharedEconomy
        django_get_or_create = ("cluster", "year")

    cluster = factory.SubFactory(ClusterFactory)
    year = factory.LazyFunction(lambda: timezone.localdate().year)
    rows = factory.LazyFunction(
        lambda: [{"what": "Vikarpulje", "key": "Efter antal børn", "amount": "1000"}]
    )
