"""Hearings of texts."""

import datetime

import factory
from django.utils import timezone

from hearings.models import AnswerFile, AnswerPart, Hearing, HearingAnswer, HearingReceiver
from strategy.models.approvals import fingerprint
from tests.factories import (
    BoardFactory,
    ClusterFactory,
    GoalFactory,
    StrategyFactory,
)
from tests.factories.following_up import AttachedFileFactory

TEXT = {
    "title": "Visionen",
    "passages": [{"key": "headline", "name": "Visionen i én sætning", "lines": ["Alle er med."]}],
}


def vision_of(cluster):
    """A vision with a theme, which can be sent to hearing."""
    strategy = StrategyFactory(
        vision=True, draft=True, cluster=cluster, title="Vision 2030", headline="Alle er med."
    )
    GoalFactory(strategy=strategy, number=1, text="Børn lærer af hinanden")
    return strategy


class HearingFactory(factory.django.DjangoModelFactory):
    """A draft of a hearing of a cluster's vision; `open=True` and so on is further on its way."""

    class Meta:
        model = Hearing

    class Params:
        opened = factory.Trait(content=TEXT, sha256=fingerprint(TEXT))
        open = factory.Trait(opened=True, stage="open")
        review = factory.Trait(opened=True, stage="review")
        second_edition = factory.Trait(
            opened=True, stage="second", second=TEXT, second_sha256=fingerprint(TEXT)
        )
        decided = factory.Trait(second_edition=True, stage="decided")

    title = factory.Sequence("Høring {}".format)
    asks = "Er ordene klare?"
    cluster = factory.SubFactory(ClusterFactory)
    strategy = factory.LazyAttribute(lambda row: vision_of(row.cluster))
    deadline_on = factory.LazyFunction(lambda: timezone.localdate() + datetime.timedelta(days=30))


class HearingReceiverFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = HearingReceiver

    hearing = factory.SubFactory(HearingFactory, open=True)
    board = factory.LazyAttribute(lambda row: BoardFactory(cluster=row.hearing.cluster))


class HearingAnswerFactory(factory.django.DjangoModelFactory):
    """What a board has sent; `public=True` came by the open link."""

    class Meta:
        model = HearingAnswer

    class Params:
        public = factory.Trait(
            receiver=None,
            name="Karen Holm",
            organisation="Naboforeningen",
            hearing=factory.SubFactory(HearingFactory, open=True, is_public=True),
        )

    receiver = factory.SubFactory(HearingReceiverFactory)
    hearing = factory.LazyAttribute(lambda row: row.receiver.hearing)
    sent_at = factory.LazyFunction(timezone.now)
    version = 1


class AnswerPartFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = AnswerPart

    answer = factory.SubFactory(HearingAnswerFactory)
    passage = "headline"
    text = "Skriv, hvem alle er."


class AnswerFileFactory(AttachedFileFactory):
    class Meta:
        model = AnswerFile

    answer = factory.SubFactory(HearingAnswerFactory)
    added_at = factory.LazyAttribute(lambda row: row.answer.sent_at or timezone.now())
