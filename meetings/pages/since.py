"""What has happened since a board last met: computed from the dates of its meetings."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from django.db.models import Count, Q
from django.utils.text import capfirst
from django.utils.translation import ngettext

from config.phrases import number
from institutions.access import Reader
from institutions.models import Board
from measurements.models import Measurement
from measurements.rounds_of_year import PERIOD_LENGTH, ROUND, round_said
from meetings.boards import institutions_of
from meetings.models import FollowUp
from meetings.news import News, news_since
from meetings.pages.findings import since_heading

DAY = datetime.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class SinceLast:
    """From the day after the board's last meeting to a day, both included; in eight queries.

    figures: what has been read in meanwhile, in sentences, by the day it was read in, whenever it
    was measured. overdue: follow-ups whose day has come; done: those done meanwhile.
    """

    last_met_on: datetime.date
    until: datetime.date
    news: tuple[News, ...]
    figures: tuple[str, ...]
    overdue: tuple[FollowUp, ...]
    done: tuple[FollowUp, ...]

    @classmethod
    def of(
        cls,
        board: Board,
        *,
        last_met_on: datetime.date,
        until: datetime.date,
        user: Reader,
        is_whole: bool,
    ) -> Self:
        """is_whole: whether follow-ups under confidential items count."""
        since = last_met_on + DAY
        institutions = {
            pk: (name, slug)
            for pk, name, slug in institutions_of(board, on=until).values_list("pk", "name", "slug")
        }
        follow_ups = (
            FollowUp.objects.of_board(board)
            .filter(Q(due_on__lt=until) | Q(done_on__range=(since, until)))
            .exclude(done_on__lt=since)
            .filter(item__meeting__held_on__lte=last_met_on)
            .order_by("due_on", "pk")
        )
        if not is_whole:
            follow_ups = follow_ups.filter(item__is_confidential=False)
        return cls(
            last_met_on=last_met_on,
            until=until,
            news=news_since(
                since,
                user=user,
                institutions=institutions,
                clusters=[board.cluster] if board.cluster else (),
                until=until,
            ),
            figures=_figures(since, until, institutions=list(institutions), user=user),
            overdue=tuple(row for row in follow_ups if not _is_done(row, until)),
            done=tuple(row for row in follow_ups if _is_done(row, until)),
        )

    @property
    def heading(self) -> str:
        """What has happened, in a sentence."""
        kinds: dict[str, int] = {}
        for news in self.news:
            kinds[news.kind] = kinds.get(news.kind, 0) + news.count
        return since_heading(self.last_met_on, today=self.until, **kinds)

    @property
    def sentences(self) -> tuple[str, ...]:
        """Figures read in, and how many follow-ups are late or done."""
        found = list(self.figures)
        if self.done:
            found.append(
                ngettext(
                    "%(count)s follow-up has been done.",
                    "%(count)s follow-ups have been done.",
                    len(self.done),
                )
                % {"count": number(len(self.done))}
            )
        if self.overdue:
            found.append(
                ngettext(
                    "%(count)s follow-up is overdue.",
                    "%(count)s follow-ups are overdue.",
                    len(self.overdue),
                )
                % {"count": number(len(self.overdue))}
            )
        return tuple(map(capfirst, found))


def _is_done(follow_up: FollowUp, on: datetime.date) -> bool:
    """Whether it was done by a day, whatever has happened since."""
    return follow_up.done_on is not None and follow_up.done_on <= on


def _figures(
    since: datetime.date, until: datetime.date, *, institutions: Sequence[int], user: Reader
) -> tuple[str, ...]:
    """“Pædagogisk tilsyn 2026 er indlæst for 5 enheder”: the newest round of each instrument."""
    read_in = (
        Measurement.objects.visible_to(user)
        .filter(
            institution__in=institutions,
            batch__undone_at=None,
            batch__imported_at__date__range=(since, until),
        )
        .annotate(period_length=PERIOD_LENGTH, round=ROUND)
        .order_by("-year", "topic__version__instrument__short_name", "round")
        .values_list("topic__version__instrument__short_name", "year", "round")
        .annotate(places=Count("institution", distinct=True))
    )
    newest: dict[str, tuple[int, str, int]] = {}
    for instrument, year, period, places in read_in:
        if instrument not in newest or (year, period) > newest[instrument][:2]:
            newest[instrument] = (year, period, places)
    return tuple(
        ngettext(
            "%(instrument)s %(when)s has been read in for %(count)s institution.",
            "%(instrument)s %(when)s has been read in for %(count)s institutions.",
            places,
        )
        % {"instrument": instrument, "when": round_said(period, year), "count": number(places)}
        for instrument, (year, period, places) in newest.items()
    )
