"""What is kept of each file that was read in, whatever its kind."""

from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.events import Kind, record
from files.spreadsheets import Sheet
from imports.arranging.questions import left_out_of
from imports.diff import ImportDiff

if TYPE_CHECKING:
    from accounts.models import User


class FileImport(models.Model):
    """A file read in, whole: who, when, and how much came of it. Undone, it is still told of.

    imported_by: each kind's own column, since people have a name for each kind of theirs.
    mended: row → heading → what somebody answered is to be read there; the rows are kept as they
    stood. left_out: row and reason of those that were not read. answered: what somebody said of the
    file: id, question and answer.
    """

    imported_by_id: int | None

    file_name = models.CharField(_("file"), max_length=255)
    sha256 = models.CharField(_("fingerprint (SHA-256)"), max_length=64)
    size = models.PositiveIntegerField(_("size in bytes"))
    layout = models.CharField(_("recognised as"), max_length=60)
    imported_at = models.DateTimeField(_("imported"), default=timezone.now)
    row_count = models.PositiveIntegerField(_("rows"), default=0)
    new_count = models.PositiveIntegerField(_("new"), default=0)
    changed_count = models.PositiveIntegerField(_("changed"), default=0)
    unchanged_count = models.PositiveIntegerField(_("unchanged"), default=0)
    mended = models.JSONField(_("corrected cells"), default=dict, blank=True)
    left_out = models.JSONField(_("rows left out"), default=list, blank=True)
    answered = models.JSONField(_("answers given"), default=list, blank=True)
    undone_at = models.DateTimeField(_("undone"), null=True, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.file_name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """A new one is an event of the security log, in the transaction that reads it in."""
        is_new = self._state.adding
        super().save(*args, **kwargs)
        if is_new:
            record(
                Kind.IMPORTED,
                about=self,
                actor=self.imported_by_id,
                layout=self.layout,
                rows=self.row_count,
            )

    @classmethod
    def about(
        cls, sheet: Sheet, diff: ImportDiff, *, layout: str, by: "User | None", **own: Any
    ) -> Self:
        """The receipt of a sheet that is being read in. own: what only its kind has to say."""
        return cls._default_manager.create(
            file_name=sheet.name[:255],
            sha256=sheet.sha256,
            size=sheet.size,
            layout=layout,
            imported_by=by,
            row_count=len(sheet.rows),
            new_count=diff.new_count,
            changed_count=diff.changed_count,
            unchanged_count=diff.unchanged_count,
            mended=sheet.mended(),
            left_out=[(one.row, one.reason) for one in left_out_of(sheet)],
            **own,
        )
