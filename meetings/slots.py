"""What floors above add to meetings."""

import datetime
from collections.abc import Iterator
from typing import TYPE_CHECKING

from accounts.models import User
from config.slots import Slot
from files.papers.pieces import Paper
from meetings.models import Meeting

if TYPE_CHECKING:
    from meetings.pages.suggestions import Suggestion

#: Papers frozen together with an agenda when it is sent, by whom and on which day. They tell of no
#: confidential items, so that the board and other readers get the same file.
papers_along: Slot[[Meeting, User, datetime.date], Paper | None] = Slot("papers along an agenda")

#: What else a meeting might be about, for who writes its agenda, on which day.
suggested: "Slot[[Meeting, User, datetime.date], Iterator[Suggestion]]" = Slot("suggested items")
