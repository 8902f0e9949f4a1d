"""What builds on the chapters of the value base and of leadership profiles."""

from collections.abc import Sequence
from typing import NamedTuple

from django.db.models import Count
from django.utils.translation import ngettext

from institutions.access import Reader
from leadership.models import BasedOn, Chapter


class ChapterRow(NamedTuple):
    """A chapter, and how many local goals within the reader's reach build on it."""

    chapter: Chapter
    goals: int

    @property
    def goals_in_words(self) -> str:
        return goals_in_words(self.goals) if self.goals else ""


def chapter_rows(chapters: Sequence[Chapter], *, user: Reader) -> tuple[ChapterRow, ...]:
    """One query."""
    uses = BasedOn.objects.visible_to(user).filter(chapter__in=[row.pk for row in chapters])
    count = Count("local_goal", distinct=True)
    goals = dict(uses.order_by().values_list("chapter").annotate(count))
    return tuple(ChapterRow(row, goals.get(row.pk, 0)) for row in chapters)


def uses_of(chapter: Chapter, *, user: Reader) -> tuple[BasedOn, ...]:
    """The local goals within the reader's reach that build on it; one query."""
    uses = BasedOn.objects.visible_to(user).filter(chapter=chapter).with_goals()
    return tuple(uses.select_related("chapter").order_by("local_goal__goal__number", "pk"))


def goals_in_words(count: int) -> str:
    return ngettext(
        "%(count)s local goal builds on it", "%(count)s local goals build on it", count
    ) % {"count": count}
