import hashlib
import json
from typing import Any, NoReturn

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from config.privacy import refuse_cpr
from strategy.models.local_goals import LocalGoal
from strategy.models.strategies import Strategy
from strategy.querysets import ApprovalQuerySet, Unchangeable


class Approval(models.Model):
    """The committee's approval of the steering concept, as it stood that day (Danish: godkendelse).

    First of its model, without local goals, then of the finished one with all that boards have
    adopted. content: all it says, with every name and text; what happens to the goals afterwards
    does not touch it. sha256: of the content in one spelling, to show that it is the same. pdf: the
    paper made of it, with every local goal. A row is written once: neither it nor a queryset of
    such rows can be changed or deleted.
    """

    class Kind(models.TextChoices):
        MODEL = "model", _("The model for the steering concept")
        WHOLE = "whole", _("The finished steering concept, with the local goals")

    strategy = models.ForeignKey(
        Strategy, models.PROTECT, related_name="approvals", verbose_name=_("strategy")
    )
    kind = models.CharField(_("what"), max_length=10, choices=Kind, default=Kind.WHOLE)
    approved_on = models.DateField(_("approved on"), default=timezone.localdate)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("approved by"),
    )
    on_behalf_of_committee = models.BooleanField(_("on behalf of the committee"), default=False)
    note = models.TextField(_("note"), blank=True, validators=[refuse_cpr])
    content = models.JSONField(_("content"))
    sha256 = models.CharField(_("fingerprint (SHA-256)"), max_length=64, editable=False)
    pdf = models.BinaryField(_("file"), default=b"")
    file_name = models.CharField(_("file name"), max_length=150, blank=True, editable=False)
    pdf_sha256 = models.CharField(
        _("fingerprint of the file"), max_length=64, blank=True, editable=False
    )
    made_at = models.DateTimeField(_("recorded"), default=timezone.now, editable=False)
    local_goals = models.ManyToManyField(
        LocalGoal, related_name="approvals", editable=False, verbose_name=_("local goals")
    )

    objects = ApprovalQuerySet.as_manager()

    class Meta:
        verbose_name = _("approval")
        verbose_name_plural = _("approvals")
        ordering = ["-approved_on", "-pk"]

    def __str__(self) -> str:
        day = date_format(self.approved_on, "DATE_FORMAT")
        return gettext("%(what)s, approved on %(day)s") % {"what": self.what, "day": day}

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise Unchangeable
        self.sha256 = fingerprint(self.content)
        self.pdf_sha256 = hashlib.sha256(self.pdf).hexdigest()
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("approval_detail", args=[self.pk])

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise Unchangeable

    @property
    def is_model(self) -> bool:
        return self.kind == self.Kind.MODEL

    @property
    def what(self) -> str:
        """What was approved, in a few words."""
        if self.is_model:
            return gettext("Model for the steering concept")
        return gettext("The steering concept with the local goals")

    @property
    def is_as_it_was(self) -> bool:
        """Whether content and file still have the fingerprints they were approved with."""
        is_same_file = hashlib.sha256(self.pdf).hexdigest() == self.pdf_sha256
        return is_same_file and fingerprint(self.content) == self.sha256


def fingerprint(content: object) -> str:
    """SHA-256 of the content, however the database orders its keys."""
    spelled = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(spelled.encode()).hexdigest()
