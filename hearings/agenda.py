"""A hearing becomes an item of an agenda: of the board that decides, of a board that answers."""

import datetime
from collections.abc import Iterator

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import User
from config.storage import rows_with_files
from files.papers.pieces import Paper
from hearings.models import Hearing, HearingReceiver
from hearings.note import hearing_note, text_paper
from hearings.pages.hearing import HearingPage
from meetings.models import AgendaItem, ItemFile, Meeting
from meetings.pages.suggestions import Suggestion
from strategy.attaching import attach
from strategy.models.attachments import AttachedFile


def put_on_agenda(hearing: Hearing, meeting: Meeting, *, by: User, on: datetime.date) -> AgendaItem:
    """The new item, last on the agenda. Raises Closed where the minutes have been approved.

    What it holds is a copy: whatever is written afterwards, the board has this.
    """
    papers = [
        hearing_note(HearingPage.build(hearing, user=by, on=on)),
        text_paper(hearing, hearing.first_text, on=on, is_second=False),
        text_paper(hearing, hearing.second_text, on=on, is_second=True),
    ]
    with rows_with_files():
        meeting.hold_open()
        item = AgendaItem.objects.create(
            meeting=meeting,
            number=meeting.next_number,
            kind=AgendaItem.Kind.DECISION,
            title=str(hearing),
            text=_(
                "The text has been in hearing. The hearing note tells what was answered, and what"
                " was changed; the first and the second edition follow as annexes."
            ),
        )
        if hearing.strategy is not None and hearing.strategy.cluster_id is None:
            item.goals.set(hearing.strategy.goals.all())
        for paper in papers:
            _enclose(item, paper, by=by)
        Hearing.objects.filter(pk=hearing.pk).update(item=item)
        hearing.item = item
    return item


def _enclose(item: AgendaItem, paper: Paper, *, by: User) -> None:
    attach(
        ItemFile(item=item),
        name=paper.name,
        kind=AttachedFile.Kind.PDF,
        content=paper.content,
        by=by,
    )


def answers_to_agree_on(meeting: Meeting, by: User, on: datetime.date) -> Iterator[Suggestion]:
    """The hearings that the board is asked in and has not answered; one query."""
    asked = HearingReceiver.objects.awaited().filter(
        board=meeting.board_id, hearing__in=Hearing.objects.visible_to(by)
    )
    for row in asked.select_related("item__meeting"):
        agenda = row.item.meeting if row.item else None
        if agenda != meeting:
            yield _answer_to_agree_on(row, agenda, by=by, on=on)


def _answer_to_agree_on(
    row: HearingReceiver, agenda: Meeting | None, *, by: User, on: datetime.date
) -> Suggestion:
    """agenda: on which it is, or has been, already."""
    asked = _("%(board)s is asked, and has not answered. The deadline is %(day)s.") % {
        "board": row.board,
        "day": date_format(row.until, "DATE_FORMAT"),
    }
    is_elsewhere = agenda is not None and not agenda.is_over
    also = _("It is on the agenda of %(date)s too.") % {"date": agenda.day if agenda else ""}

    def enclose(item: AgendaItem) -> None:
        paper = text_paper(row.hearing, row.hearing.first_text, on=on, is_second=False)
        _enclose(item, paper, by=by)
        HearingReceiver.objects.filter(pk=row.pk).update(item=item)

    return Suggestion(
        key=f"hearing-{row.pk}",
        kind=AgendaItem.Kind.DISCUSSION,
        title=_("Answer to: %(hearing)s") % {"hearing": row.hearing},
        why=f"{asked} {also}" if is_elsewhere else asked,
        text=f"{row.hearing.asks}\n\n{asked}",
        recommendation=_("It is recommended that %(board)s agree on its answer.")
        % {"board": row.board.word},
        is_elsewhere=is_elsewhere,
        then=enclose,
    )
