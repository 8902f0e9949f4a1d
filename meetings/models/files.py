from typing import Self

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from institutions.access import Reader
from meetings.models.items import AgendaItem
from meetings.models.put_off import PutOff
from strategy.models.attachments import AttachedFile


class ItemFileQuerySet(models.QuerySet["ItemFile"]):
    def visible_to(self, user: Reader) -> Self:
        """For those who see the item, who write the agenda it waits for, or had it before them.

        Of an item put off that is what was attached then.
        """
        items = AgendaItem.objects
        sent = PutOff.objects.visible_to(user).filter(
            item=models.OuterRef("item"), put_off_at__gte=models.OuterRef("added_at")
        )
        return self.filter(
            models.Q(item__in=items.visible_to(user).values("pk"))
            | models.Q(item__in=items.waiting_for(user).values("pk"))
            | models.Exists(sent)
        )

    def editable_by(self, user: Reader) -> Self:
        """For whoever writes the agenda, until the minutes stand."""
        return self.filter(item__in=AgendaItem.objects.editable_by(user).values("pk"))


class ItemFile(AttachedFile):
    """A PDF or a picture that the board is to have read under an item (Danish: bilag til punkt)."""

    item = models.ForeignKey(
        AgendaItem, models.CASCADE, related_name="files", verbose_name=_("agenda item")
    )

    objects = ItemFileQuerySet.as_manager()

    class Meta(AttachedFile.Meta):
        verbose_name = _("file of an agenda item")
        verbose_name_plural = _("files of agenda items")
        ordering = ["item", "pk"]

    def get_absolute_url(self) -> str:
        return reverse("item_file", args=[self.pk])
