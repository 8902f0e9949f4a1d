import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from config.privacy import refuse_cpr
from institutions.access import Reader, scope_of
from programmes.models.programme import OfProgrammeQuerySet, Programme


class AttentionQuerySet(OfProgrammeQuerySet["AttentionPoint"]):
    def editable_by(self, user: Reader) -> Self:
        """All for who plans everything; one's own, where one still reads the programme."""
        if scope_of(user).plans.everything:
            return self.all()
        return self.visible_to(user).filter(owner=user.pk) if user.pk else self.none()

    def open(self) -> Self:
        """Those still to be watched, the most pressing first."""
        rows = self.exclude(state=AttentionPoint.State.DONE)
        return rows.order_by(F("due_on").asc(nulls_last=True), "pk")


class AttentionPoint(models.Model):
    """Something to keep an eye on while a programme goes on (Danish: opmærksomhedspunkt).

    owner: who sees to it, where they have an account; responsible: their name or role in words.
    answered_on: when its state was last told.
    """

    class Kind(models.TextChoices):
        LEADERSHIP = "leadership", pgettext_lazy("attention points", "Of leadership")
        ORGANISATION = "organisation", pgettext_lazy("attention points", "Of organisation")
        PROFESSIONAL = "professional", pgettext_lazy("attention points", "Professional")

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("attention point", "Open")
        UNDER_WAY = "under_way", pgettext_lazy("attention point", "Being worked on")
        DONE = "done", pgettext_lazy("attention point", "Taken care of")

    programme = models.ForeignKey(
        Programme, models.CASCADE, related_name="attention", verbose_name=_("programme")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    text = models.TextField(_("what to keep an eye on"), validators=[refuse_cpr])
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="attention_points",
        verbose_name=_("owner"),
    )
    responsible = models.CharField(
        _("responsible"), max_length=100, blank=True, validators=[refuse_cpr]
    )
    due_on = models.DateField(_("by when"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=20, choices=State, default=State.OPEN)
    note = models.CharField(_("how it goes"), max_length=300, blank=True, validators=[refuse_cpr])
    answered_on = models.DateField(_("told on"), null=True, blank=True, editable=False)

    objects = AttentionQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("attention point")
        verbose_name_plural = _("attention points")
        ordering = ["programme", "kind", "pk"]
        constraints = [
            models.CheckConstraint(
                name="attention_point_state_known",
                condition=Q(state__in=["open", "under_way", "done"]),
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]

    def get_absolute_url(self) -> str:
        return reverse("attention_edit", args=[self.pk])

    def is_overdue(self, on: datetime.date) -> bool:
        return self.state != self.State.DONE and self.due_on is not None and self.due_on < on

    @property
    def mark(self) -> str:
        """How it is drawn."""
        marks = {self.State.OPEN: "waiting", self.State.UNDER_WAY: "onway"}
        return marks.get(self.State(self.state), "reached")

    def answer(self) -> None:
        """Keep how it goes, as of today."""
        self.answered_on = timezone.localdate()
        self.save()
