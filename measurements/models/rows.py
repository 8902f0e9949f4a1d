"""The rows of an imported file, as they stood there: the end of every trace back.

They are looked up by their number and never searched, and a row each in the database would cost
more to write than all that is made of it. So they lie packed, many together: decision 0013.
"""

import json
import zlib
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple, Self, overload

from django.db import models
from django.utils.translation import gettext_lazy as _

from files.spreadsheets.sheet import row_in_file

if TYPE_CHECKING:
    from measurements.models.imports import Import

#: How many rows lie together: with more, one is dearer to find; with fewer, all are to write.
TOGETHER = 1000


class RowBlock(models.Model):
    """Up to TOGETHER rows of an imported file, one after the other.

    first: the number of its first row. packed: JSON by zlib: the numbers of the rows, and the texts
    of each column.
    """

    batch = models.ForeignKey(
        "measurements.Import",
        models.CASCADE,
        related_name="blocks",
        db_index=False,  # the constraint has one
        verbose_name=_("import"),
    )
    first = models.PositiveIntegerField(_("first row"))
    count = models.PositiveIntegerField(_("rows"))
    packed = models.BinaryField(_("cells"))

    class Meta:
        verbose_name = _("block of rows")
        verbose_name_plural = _("blocks of rows")
        ordering = ["batch", "first"]
        constraints = [
            models.UniqueConstraint(fields=["batch", "first"], name="row_block_once"),
        ]

    def __str__(self) -> str:
        return f"{self.batch}, {self.first}"

    @classmethod
    def holding(cls, batch: "Import", rows: Sequence[tuple[int, Sequence[str]]]) -> Self:
        """A block of these rows: of each its number and its texts."""
        numbers, texts = zip(*rows, strict=True)
        told = [numbers, *zip(*texts, strict=True)]  # alike stands by alike, and packs better
        packed = zlib.compress(json.dumps(told, ensure_ascii=False).encode(), 1)
        return cls(batch=batch, first=numbers[0], count=len(numbers), packed=packed)

    def rows(self) -> Iterator["ImportedRow"]:
        for number, *texts in zip(*json.loads(zlib.decompress(self.packed)), strict=True):
            yield ImportedRow(self.batch, number, tuple(texts))


class ImportedRow(NamedTuple):
    """A row of an imported file, as it stood there.

    number: the row in the spreadsheet, in the block of its sheet or year (`row_in_file`). texts:
    its cells, in the order of the import's headings.
    """

    batch: "Import"
    number: int
    texts: tuple[str, ...]

    @property
    def in_file(self) -> int:
        """Its number as the spreadsheet shows it, on whichever sheet."""
        return row_in_file(self.number)

    @property
    def cells(self) -> tuple[tuple[str, str], ...]:
        """Heading and text of each."""
        return tuple(zip(self.batch.headers, self.texts, strict=True))


class ImportedRows(Sequence[ImportedRow]):
    """All rows of an import, in the order of the file; only the blocks asked for are read."""

    def __init__(self, batch: "Import") -> None:
        self.batch = batch

    def keep(self, rows: Iterable[tuple[int, Sequence[str]]]) -> None:
        """Keep the rows of the file: their numbers, rising, and their texts, one a heading."""
        rows = iter(rows)
        blocks = iter(lambda: list(islice(rows, TOGETHER)), [])
        RowBlock.objects.bulk_create(
            (RowBlock.holding(self.batch, block) for block in blocks), batch_size=50
        )

    def numbered(self, number: int) -> ImportedRow | None:
        """The row of this number, or None where the file has none; one query."""
        block = self.batch.blocks.filter(first__lte=number).order_by("-first")[:1]
        return next((row for row in self._in(block) if row.number == number), None)

    def __len__(self) -> int:
        return sum(self._blocks.values_list("count", flat=True))

    def __iter__(self) -> Iterator[ImportedRow]:
        return self._in(self._blocks.iterator(chunk_size=10))

    @overload
    def __getitem__(self, wanted: int) -> ImportedRow: ...
    @overload
    def __getitem__(self, wanted: slice) -> list[ImportedRow]: ...
    def __getitem__(self, wanted: int | slice) -> ImportedRow | list[ImportedRow]:
        if isinstance(wanted, int):
            return self[wanted : wanted + 1][0]
        start, stop, _step = wanted.indices(len(self))
        before, held = 0, {}  # block → how many rows lie before it
        for pk, count in self._blocks.values_list("pk", "count"):
            if before < stop and start < before + count:
                held[pk] = before
            before += count
        skipped = min(held.values(), default=0)
        rows = self._in(self._blocks.filter(pk__in=held))
        return list(islice(rows, start - skipped, stop - skipped))

    @property
    def _blocks(self) -> models.QuerySet[RowBlock]:
        return self.batch.blocks.order_by("first")

    def _in(self, blocks: Iterable[RowBlock]) -> Iterator[ImportedRow]:
        for block in blocks:
            block.batch = self.batch  # whose headings are known here already
            yield from block.rows()
