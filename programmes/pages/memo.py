"""A memo as it is read: what is asked, and how far the programme is, drawn from the programme."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Self

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from config.bullets import items
from institutions.access import Reader
from institutions.editions import BoardsEyes
from programmes.models import AttentionPoint, Memo
from programmes.pages.programme import ProgrammePage


@dataclass(frozen=True, slots=True)
class MemoPage:
    """A memo with the figures of a day, as a board reads them whoever looks: it is sent on."""

    memo: Memo
    page: ProgrammePage
    attention: tuple[AttentionPoint, ...]

    @classmethod
    def build(cls, memo: Memo, *, user: Reader, on: datetime.date) -> Self:
        page = ProgrammePage.build(memo.programme, user=BoardsEyes(user), on=on)
        return cls(memo, page, tuple(memo.programme.attention.open()))

    @property
    def points(self) -> list[str]:
        return self.memo.points

    @property
    def head(self) -> tuple[tuple[str, str], ...]:
        """(what, what it is) of all that is written."""
        memo = self.memo
        rows = [
            (_("To"), memo.receiver),
            (_("Date"), date_format(memo.written_on, "DATE_FORMAT")),
            (_("Case number"), memo.case_number),
            (_("Programme"), f"{memo.programme}, {memo.programme.years}"),
            (_("Knows more"), memo.contact),
        ]
        return tuple((what, told) for what, told in rows if told)

    @property
    def programme_lines(self) -> tuple[str, ...]:
        """How far the programme is, and what was answered, in sentences."""
        return tuple(self._told())

    def _told(self) -> Iterator[str]:
        page = self.page
        if page.timetable.total:
            yield page.lead
        for row in page.evaluation.keys:
            if row.summary:
                yield f"{row.point.name}: {row.question.text} – {row.summary}"

    @property
    def attention_lines(self) -> tuple[str, ...]:
        return tuple(f"{point.get_kind_display()}: {point.text}" for point in self.attention)

    @property
    def annexes(self) -> tuple[str, ...]:
        own = items(self.memo.annexes)
        if self.memo.encloses_report:
            own.append(_("%(programme)s: the report with all results") % {"programme": self.name})
        return tuple(own)

    @property
    def name(self) -> str:
        return self.memo.programme.name

    @property
    def as_of(self) -> str:
        return _("Figures as of %(date)s") % {"date": date_format(self.page.on, "DATE_FORMAT")}
