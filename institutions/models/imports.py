"""What is kept of each list of institutions or people that was read in."""

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _

from imports.models import FileImport
from institutions.querysets import InstitutionImportQuerySet, PeopleImportQuerySet


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


class PeopleImport(FileImport):
    """A list of people read in, with everything it made and changed.

    written: per person who they are, whether the file made the account, what they were called
    before, and each role with its days before and after, as `institutions.people.importing.writing`
    tells it in JSON. stops_count: of the changed those who only got a last day.
    """

    imported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="people_imports",
        verbose_name=_("imported by"),
    )
    stops_count = models.PositiveIntegerField(_("stops"), default=0)
    written = models.JSONField(_("what was written"), default=list, encoder=DjangoJSONEncoder)

    #: Reading others' pages in the administration is noted in the security log.
    holds_personal_data = True

    objects = PeopleImportQuerySet.as_manager()

    class Meta:
        verbose_name = _("import of people")
        verbose_name_plural = _("imports of people")
        ordering = ["-imported_at", "-pk"]
