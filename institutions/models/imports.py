"""What is kept of each list of institutions that was read in."""

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _

from imports.models import FileImport
from institutions.querysets import InstitutionImportQuerySet


class InstitutionImport(FileImport):
    """A list of institutions read in, with every row of ours that it wrote.

    written: what each row was and became, as `institutions.importing.rows` tells it in JSON.
    """

    imported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="institution_imports",
        verbose_name=_("imported by"),
    )
    written = models.JSONField(_("what was written"), default=list, encoder=DjangoJSONEncoder)

    objects = InstitutionImportQuerySet.as_manager()

    class Meta:
        verbose_name = _("import of institutions")
        verbose_name_plural = _("imports of institutions")
        ordering = ["-imported_at", "-pk"]
