"""What is kept of each spreadsheet of the value base that was read in."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from imports.models import FileImport
from leadership.models.value_base import ValueBase
from leadership.querysets import ValueBaseImportQuerySet


class ValueBaseImport(FileImport):
    """A spreadsheet read into a version of the value base, with every commitment that it changed.

    base: the version it was written into; None when that has been deleted since. made: the version
    came with the file. fingerprint: of all its commitments as they were when they had been written.
    written: what each commitment was and became, as `CommitmentChange` in JSON.
    """

    imported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="value_base_imports",
        verbose_name=_("imported by"),
    )
    base = models.ForeignKey(
        ValueBase,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="imports",
        verbose_name=_("value base"),
    )
    made = models.BooleanField(_("came with the file"), default=False)
    fingerprint = models.CharField(_("fingerprint of the version"), max_length=64, blank=True)
    written = models.JSONField(_("what was written"), default=list)

    objects = ValueBaseImportQuerySet.as_manager()

    class Meta:
        verbose_name = _("import of the value base")
        verbose_name_plural = _("imports of the value base")
        ordering = ["-imported_at", "-pk"]
