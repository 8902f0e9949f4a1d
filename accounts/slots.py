"""What floors above know of people and of events that accounts does not."""

from typing import Any

from accounts.models import User
from config.slots import Slot, SlotPart

#: Whether a person may read the security log.
reads_the_log: Slot[[User], bool] = Slot("who reads the security log")

#: A detail of an event in words, by its name and value; None where one does not know of it.
words_of_detail: Slot[[str, Any], str | None] = Slot("details of events in words")

#: What else a person's own page tells them.
on_my_page: Slot[[User], SlotPart | None] = Slot("parts of one's own page")


def may_read_the_log(user: User) -> bool:
    """Nobody where no floor above says who."""
    return any(reads_the_log.all(user))


#: What a person was called by their last role, as “klyngeleder”; None where they had none.
former_role: Slot[[User], str | None] = Slot("what somebody was")
