"""What floors above add to the pages of programmes."""

from config.slots import Slot, SlotPart
from institutions.access import Reader
from programmes.models import Memo

#: On which agendas a memo stands, and the way to one.
memo_on_agendas: Slot[[Memo, Reader], SlotPart | None] = Slot("memo_on_agendas")

#: Why a memo cannot be a draft again: a sentence each, empty when it can.
memo_held: Slot[[Memo], list[str]] = Slot("memo_held")
