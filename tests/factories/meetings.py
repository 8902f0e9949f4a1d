"""Meetings of boards, with what they leave behind."""

import datetime

import factory

from meetings.models import AgendaItem, FollowUp, ItemFile, Meeting, MeetingPaper, YearStep
from meetings.workflow import MeetingStatus
from tests.factories import BoardFactory, ClusterFactory
from tests.factories.following_up import AttachedFileFactory


class MeetingFactory(factory.django.DjangoModelFactory):
    """A planned meeting; a trait puts it further on its way."""

    class Meta:
        model = Meeting

    class Params:
        called = factory.Trait(status=MeetingStatus.CALLED, called_on=datetime.date(2026, 6, 2))
        held = factory.Trait(
            status=MeetingStatus.HELD,
            called_on=datetime.date(2026, 6, 2),
            present="Hele bestyrelsen",
        )
        approved = factory.Trait(
            status=MeetingStatus.APPROVED,
            called_on=datetime.date(2026, 6, 2),
            approved_on=datetime.date(2026, 9, 15),
            present="Hele bestyrelsen",
        )

    board = factory.SubFactory(BoardFactory)
    held_on = datetime.date(2026, 6, 16)
    from_at = datetime.time(17)
    place = "Regnbuen, personalestuen"


class AgendaItemFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = AgendaItem
        skip_postgeneration_save = True

    class Params:
        confidential = factory.Trait(is_confidential=True, title="En lukket sag")

    meeting = factory.SubFactory(MeetingFactory)
    number = factory.LazyAttribute(lambda item: item.meeting.next_number)
    kind = AgendaItem.Kind.DISCUSSION
    title = factory.Sequence("Budgettet, punkt {}".format)

    @factory.post_generation
    def local_goals(self, create, extracted, **kwargs):
        if create and extracted:
            self.local_goals.add(*extracted)


class FollowUpFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = FollowUp

    item = factory.SubFactory(AgendaItemFactory)
    text = factory.Sequence("Skrive til forældrene, nr. {}".format)
    responsible = "Klyngelederen"


class MeetingPaperFactory(factory.django.DjangoModelFactory):
    """A frozen agenda without items."""

    class Meta:
        model = MeetingPaper

    meeting = factory.SubFactory(MeetingFactory, called=True)
    kind = MeetingPaper.Kind.AGENDA
    is_whole = True
    facts = factory.LazyFunction(
        lambda: {
            "board": "Bestyrelsen",
            "day": "16. juni 2026",
            "time": "kl. 17.00",
            "place": "Regnbuen",
            "present": "",
            "absent": "",
            "items": [],
            "hidden": [],
            "as_of": "2. juni 2026",
        }
    )
    pdf = b"%PDF-1.7"
    file_name = "2026-06-16_bestyrelsen_dagsorden.pdf"


class YearStepFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = YearStep

    cluster = factory.SubFactory(ClusterFactory)
    title = factory.Sequence("Budgetmøde {}".format)
    from_on = datetime.date(2026, 2, 1)
    to_on = datetime.date(2026, 2, 28)


class ItemFileFactory(AttachedFileFactory):
    class Meta:
        model = ItemFile

    item = factory.SubFactory(AgendaItemFactory)
