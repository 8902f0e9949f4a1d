"""Two institutions that turned out to be one: what was done about it, so that it can be undone."""

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from institutions.models.places import Institution


class InstitutionMerge(models.Model):
    """That an institution was put together with another (Danish: sammenlægning).

    gone: what the other was called. steps: each row that was moved, dropped and made, in order, as
    `institutions.merging` tells it in JSON; undoing goes through them backwards.
    """

    institution = models.ForeignKey(
        Institution, models.CASCADE, related_name="merges", verbose_name=_("institution")
    )
    gone = models.CharField(_("put together with"), max_length=150)
    merged_at = models.DateTimeField(_("put together"), default=timezone.now)
    merged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("put together by"),
    )
    undone_at = models.DateTimeField(_("undone"), null=True, blank=True)
    steps = models.JSONField(_("what was written"), default=list, encoder=DjangoJSONEncoder)

    class Meta:
        verbose_name = _("merge of institutions")
        verbose_name_plural = _("merges of institutions")
        ordering = ["-merged_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.gone} → {self.institution}"
