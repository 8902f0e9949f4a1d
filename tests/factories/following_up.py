"""What follows a local goal once it is adopted."""

import factory
from django.core.files.base import ContentFile

from strategy.models import Attachment
from tests.factories import StatusUpdateFactory


class AttachmentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Attachment

    status_update = factory.SubFactory(StatusUpdateFactory)
    file = factory.LazyFunction(lambda: ContentFile(b"%PDF-1.7 %%EOF", "x"))
    name = "børneinterview.pdf"
    kind = Attachment.Kind.PDF
    size = 14
    sha256 = "0" * 64
