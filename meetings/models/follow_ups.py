import datetime

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from config.privacy import refuse_cpr
from meetings.models.items import AgendaItem
from meetings.querysets import FollowUpQuerySet


class FollowUp(models.Model):
    """Something to be done after a meeting: who, by when, done (Danish: opfølgning).

    person: the responsible, where they have an account; responsible: their name or role in words.
    """

    item = models.ForeignKey(
        AgendaItem, models.PROTECT, related_name="follow_ups", verbose_name=_("agenda item")
    )
    text = models.CharField(_("what is to be done"), max_length=300, validators=[refuse_cpr])
    responsible = models.CharField(_("responsible"), max_length=100, validators=[refuse_cpr])
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="follow_ups",
        verbose_name=_("person"),
    )
    due_on = models.DateField(_("by when"), null=True, blank=True)
    done_on = models.DateField(_("done"), null=True, blank=True)
    done_note = models.CharField(
        _("what came of it"), max_length=300, blank=True, validators=[refuse_cpr]
    )

    objects = FollowUpQuerySet.as_manager()

    class Meta:
        verbose_name = _("follow-up")
        verbose_name_plural = _("follow-ups")
        ordering = ["due_on", "pk"]

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        return reverse("follow_up_detail", args=[self.pk])

    def is_overdue(self, on: datetime.date) -> bool:
        return self.done_on is None and self.due_on is not None and self.due_on < on

    @property
    def sentence(self) -> str:
        """“Mette Sørensen følger op senest 28. august 2026.”"""
        if self.due_on is None:
            return gettext("%(responsible)s follows up.") % {"responsible": self.responsible}
        return gettext("%(responsible)s follows up by %(date)s.") % {
            "responsible": self.responsible,
            "date": date_format(self.due_on, "DATE_FORMAT"),
        }
