"""A hearing becomes an item of an agenda: the note, and both editions, as they are that day."""

import datetime

from django.utils.translation import gettext as _

from accounts.models import User
from config.storage import rows_with_files
from hearings.models import Hearing
from hearings.note import hearing_note, text_paper
from hearings.pages.hearing import HearingPage
from meetings.models import AgendaItem, ItemFile, Meeting
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
            attach(
                ItemFile(item=item),
                name=paper.name,
                kind=AttachedFile.Kind.PDF,
                content=paper.content,
                by=by,
            )
        Hearing.objects.filter(pk=hearing.pk).update(item=item)
        hearing.item = item
    return item
