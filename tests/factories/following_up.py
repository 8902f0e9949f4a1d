"""What follows a local goal once it is adopted."""

import datetime

import factory
from django.core.files.base import ContentFile

from strategy.models import Approval, Attachment
from tests.factories import StatusUpdateFactory, StrategyFactory


class AttachedFileFactory(factory.django.DjangoModelFactory):
    class Meta:
        abstract = True

    file = factory.LazyFunction(lambda: ContentFile(b"%PDF-1.7 %%EOF", "x"))
    name = "børneinterview.pdf"
    kind = Attachment.Kind.PDF
    size = 14
    sha256 = "0" * 64


class AttachmentFactory(AttachedFileFactory):
    class Meta:
        model = Attachment

    status_update = factory.SubFactory(StatusUpdateFactory)


class ApprovalFactory(factory.django.DjangoModelFactory):
    """An approval of a set without any local goal; `strategy.approving.approve` makes real ones."""

    class Meta:
        model = Approval

    strategy = factory.SubFactory(StrategyFactory)
    approved_on = datetime.date(2026, 1, 15)
    file_name = "Styringskoncept.pdf"
    pdf = b"%PDF-1.7"
    content = factory.LazyAttribute(
        lambda approval: {
            "kind": "whole",
            "form": [],
            "plan": [],
            "strategy": {"title": approval.strategy.title, "from_year": 2020, "to_year": 2099},
            "goals": [],
            "places": [],
            "approved_on": "2026-01-15",
            "approved_by": "Else Marie Thygesen",
            "on_behalf_of_committee": False,
            "note": "",
        }
    )
