from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from config.privacy import refuse_cpr
from institutions.access import Reader
from meetings.models.items import AgendaItem
from meetings.models.meetings import Meeting
from meetings.querysets import attended, kept, opened
from meetings.workflow import UNSENT

#: What an item says, which the agenda that it left goes on saying as it stood then.
WORDS = (
    *("kind", "title", "text", "recommendation", "economy", "further"),
    *("case_number", "presenter", "guests", "duration", "is_confidential"),
)


class PutOffQuerySet(models.QuerySet["PutOff"]):
    def visible_to(self, user: Reader) -> Self:
        """For those who read the item where it stood; to others none that is confidential since."""
        sent = ~Q(meeting__status__in=UNSENT)
        mine = attended(user, "meeting__board") & (sent | kept(user, "meeting__board"))
        is_open = Q(is_confidential=False) & ~Exists(
            AgendaItem.objects.filter(pk=OuterRef("item"), is_confidential=True)
        )
        return self.filter(mine | opened(user, "meeting__board") & sent & is_open)


class PutOff(models.Model):
    """That an item of an agenda that was sent was put off to a later meeting (Danish: udsat).

    The agenda goes on saying so, under the number the item had, which no other item gets, and what
    it said last (`WORDS`): it may have been edited since it was sent, and may be given up or edited
    for another meeting. minutes: what was said of it there. item: none once it is given up.
    """

    meeting = models.ForeignKey(
        Meeting, models.CASCADE, related_name="put_off", verbose_name=_("meeting")
    )
    item = models.ForeignKey(
        AgendaItem,
        models.SET_NULL,
        null=True,
        related_name="put_off",
        verbose_name=_("agenda item"),
    )
    number = models.PositiveSmallIntegerField(_("number"))
    kind = models.CharField(_("kind"), max_length=20, choices=AgendaItem.Kind)
    title = models.CharField(_("title"), max_length=200, validators=[refuse_cpr])
    text = models.TextField(_("the matter"), blank=True, validators=[refuse_cpr])
    recommendation = models.TextField(_("recommendation"), blank=True, validators=[refuse_cpr])
    economy = models.TextField(_("economy"), blank=True, validators=[refuse_cpr])
    further = models.TextField(_("what happens then"), blank=True, validators=[refuse_cpr])
    case_number = models.CharField(
        _("case number"), max_length=60, blank=True, validators=[refuse_cpr]
    )
    presenter = models.CharField(
        _("presented by"), max_length=100, blank=True, validators=[refuse_cpr]
    )
    guests = models.CharField(_("guests"), max_length=200, blank=True, validators=[refuse_cpr])
    duration = models.PositiveSmallIntegerField(_("minutes"), null=True, blank=True)
    is_confidential = models.BooleanField(_("confidential"), default=False)
    minutes = models.TextField(_("minutes"), blank=True, validators=[refuse_cpr])
    put_off_at = models.DateTimeField(_("put off"), default=timezone.now)
    put_off_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("put off by"),
    )

    objects = PutOffQuerySet.as_manager()

    class Meta:
        verbose_name = _("item put off")
        verbose_name_plural = _("items put off")
        ordering = ["meeting", "number"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "number"], name="put_off_under_one_number"),
            models.UniqueConstraint(fields=["meeting", "item"], name="put_off_once_from_a_meeting"),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"

    def get_absolute_url(self) -> str:
        """Where the item is now, or the meeting it was put off from."""
        if self.item_id is None:
            return reverse("meeting_detail", args=[self.meeting_id])
        return reverse("meeting_mode", args=[self.item_id])

    @classmethod
    def of(cls, item: AgendaItem, **facts: Any) -> Self:
        """The item as it stands now, for the agenda that it leaves; not saved yet."""
        words = {name: getattr(item, name) for name in WORDS}
        told = {"number": item.number, "minutes": item.minutes} | words | facts
        return cls(item=item, **told)

    @property
    def words(self) -> str:
        """Until when: “Udsat til mødet 15. december 2026”."""
        if self.item is None:
            return gettext("Put off, and given up since")
        meeting = self.item.meeting
        if meeting is None:
            return gettext("Put off to a later meeting")
        return gettext("Put off to the meeting of %(date)s") % {"date": meeting.day}

    @property
    def is_closed_to_others(self) -> bool:
        return self.is_confidential or (self.item is not None and self.item.is_confidential)
