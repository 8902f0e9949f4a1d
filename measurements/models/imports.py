from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from imports.models import FileImport
from measurements.models.rows import ImportedRows
from measurements.querysets import ImportQuerySet


def raw_file_path(batch: "Import", name: str) -> str:
    """Where an imported file is kept: by its content, so that its name says nothing there."""
    return f"imports/{timezone.localtime(batch.imported_at):%Y-%m}/{batch.sha256}"


class Import(FileImport):
    """A file read into the data, with what came of it (Danish: indlæsning).

    headers: the headings in the order of the file, as the texts of its rows are.
    effects: what followed on upper floors, as whoever noted it reads it (see `slots.effects`);
    None where nobody has looked.
    raw_file: the file itself, as long as IMPORT_KEEP_FILES_DAYS says; see `raw_files`.
    """

    imported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="imports",
        verbose_name=_("imported by"),
    )
    headers = models.JSONField(_("headings"), default=list)
    not_rated_count = models.PositiveIntegerField(_("not rated"), default=0)
    suppressed_count = models.PositiveIntegerField(_("suppressed"), default=0)
    effects = models.JSONField(_("what followed from it"), null=True, blank=True)
    reason = models.TextField(_("reason for changing a locked round"), blank=True, default="")
    raw_file = models.FileField(
        _("kept file"), upload_to=raw_file_path, max_length=255, blank=True, editable=False
    )
    undo_reason = models.TextField(_("reason for undoing it"), blank=True, default="")

    objects = ImportQuerySet.as_manager()

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-imported_at", "-pk"]

    @property
    def rows(self) -> ImportedRows:
        """The rows of the file, as they stood there."""
        return ImportedRows(self)


class Revision(models.Model):
    """What a measurement or an inspection was before an import changed it, to be seen and undone.

    before: field → value as JSON; before_batch and before_row_number: the import and the row it
    stood in then. What an import
    created has no revision by it: there was nothing before. `before` is None where that came to be
    so afterwards, since the import that created the value has been undone.
    """

    batch = models.ForeignKey(
        Import, models.CASCADE, related_name="revisions", verbose_name=_("import")
    )
    measurement = models.ForeignKey(
        "Measurement",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="revisions",
        verbose_name=_("measurement"),
    )
    inspection = models.ForeignKey(
        "Inspection",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="revisions",
        verbose_name=_("inspection"),
    )
    before = models.JSONField(_("before"), null=True)
    before_batch = models.ForeignKey(
        Import,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("import before"),
    )
    before_row_number = models.PositiveIntegerField(_("row before"), null=True, blank=True)

    class Meta:
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        ordering = ["batch", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["batch", "measurement"],
                name="measurement_revised_once_by_an_import",
            ),
            models.UniqueConstraint(
                fields=["batch", "inspection"],
                name="inspection_revised_once_by_an_import",
            ),
            models.CheckConstraint(
                name="revision_of_one_thing",
                condition=Q(measurement=None, inspection__isnull=False)
                | Q(measurement__isnull=False, inspection=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.batch}: {self.measurement_id or self.inspection_id}"
