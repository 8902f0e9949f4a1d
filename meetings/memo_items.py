"""A memo becomes an item of an agenda: its words, and its papers as they are that day."""

import datetime

from django.utils.translation import gettext as _

from accounts.models import User
from config.storage import rows_with_files
from files.papers.pieces import Paper
from meetings.models import AgendaItem, ItemFile, Meeting
from programmes.memo_paper import memo_paper
from programmes.models import Memo
from programmes.paper import programme_paper
from strategy.attaching import attach
from strategy.models.attachments import AttachedFile


def put_on_agenda(memo: Memo, meeting: Meeting, *, by: User, on: datetime.date) -> AgendaItem:
    """The new item, last on the agenda. Raises Closed where the minutes have been approved.

    What it holds is a copy: whatever becomes of the memo or the programme, the board has this.
    """
    with rows_with_files():
        meeting.hold_open()
        item = AgendaItem.objects.create(
            meeting=meeting,
            number=meeting.next_number,
            kind=AgendaItem.Kind.DECISION,
            title=memo.title,
            text=_with_annexes(memo),
            recommendation=memo.recommendation,
            economy=memo.economy,
            further=memo.process,
            case_number=memo.case_number,
            programme_memo=memo,
        )
        papers = [memo_paper(memo, user=by, on=on)]
        if memo.encloses_report:
            papers.append(programme_paper(memo.programme, user=by, on=on))
        for paper in papers:
            _attach(item, paper, by=by)
    return item


def _with_annexes(memo: Memo) -> str:
    """Why it is put forward, and the names of the annexes that are no file of ours."""
    if not memo.annexes.strip():
        return memo.why
    return f"{memo.why}\n\n{_('Annexes')}:\n{memo.annexes}"


def _attach(item: AgendaItem, paper: Paper, *, by: User) -> None:
    attach(
        ItemFile(item=item),
        name=paper.name,
        kind=AttachedFile.Kind.PDF,
        content=paper.content,
        by=by,
    )
