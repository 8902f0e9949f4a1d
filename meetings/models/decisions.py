from typing import Self, TypeVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from config.privacy import refuse_cpr
from institutions.access import Reader
from meetings.models.items import AgendaItem
from meetings.workflow import MEETING_LIFE
from strategy.models import Approval, Decision

M = TypeVar("M", bound=models.Model)


class OfItemQuerySet(models.QuerySet[M]):
    """What came of items: seen with them."""

    def visible_to(self, user: Reader) -> Self:
        return self.filter(item__in=AgendaItem.objects.visible_to(user))


class MeetingDecision(models.Model):
    """At which meeting, and under which item, a local goal was decided on."""

    item = models.ForeignKey(
        AgendaItem, models.CASCADE, related_name="decisions", verbose_name=_("agenda item")
    )
    decision = models.OneToOneField(
        Decision, models.CASCADE, related_name="at_meeting", verbose_name=_("decision")
    )

    objects = OfItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("decision at a meeting")
        verbose_name_plural = _("decisions at meetings")
        ordering = ["item", "pk"]

    def __str__(self) -> str:
        return f"{self.item}: {self.decision}"


class MeetingApproval(models.Model):
    """At which meeting of the committee, and under which item, a steering concept was approved."""

    item = models.ForeignKey(
        AgendaItem, models.CASCADE, related_name="approvals", verbose_name=_("agenda item")
    )
    approval = models.OneToOneField(
        Approval, models.CASCADE, related_name="at_meeting", verbose_name=_("approval")
    )

    objects = OfItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("approval at a meeting")
        verbose_name_plural = _("approvals at meetings")
        ordering = ["item", "pk"]

    def __str__(self) -> str:
        return f"{self.item}: {self.approval}"


class DissentQuerySet(models.QuerySet["Dissent"]):
    def editable_by(self, user: Reader) -> Self:
        """One's own, and for whoever writes the minutes all of them, until they stand."""
        items = AgendaItem.objects.visible_to(user).exclude(meeting__status__in=MEETING_LIFE.closed)
        own = models.Q(noted_by=user.pk or 0, item__in=items.values("pk"))
        kept = models.Q(item__in=AgendaItem.objects.editable_by(user).values("pk"))
        return self.filter(own | kept)


class Dissent(models.Model):
    """Who disagrees with what was decided under an item, and why (Danish: mindretalsudtalelse).

    Whoever asks has it in the minutes: they write it, or it is noted for them. who: as the minutes
    name them.
    """

    item = models.ForeignKey(
        AgendaItem, models.CASCADE, related_name="dissents", verbose_name=_("agenda item")
    )
    who = models.CharField(_("who disagrees"), max_length=150, validators=[refuse_cpr])
    text = models.TextField(_("statement"), max_length=2000, validators=[refuse_cpr])
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("noted by"),
    )
    noted_at = models.DateTimeField(_("noted"), default=timezone.now)

    objects = DissentQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("minority statement")
        verbose_name_plural = _("minority statements")
        ordering = ["item", "noted_at", "pk"]

    def __str__(self) -> str:
        return f"{self.who}: {self.text}"
