"""Meetings on the pages of programmes: on which agendas a memo stands."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from config.phrases import number
from config.slots import SlotPart
from institutions.access import Reader
from institutions.models import Board
from meetings.models import AgendaItem, ItemFile
from programmes import slots
from programmes.models import Memo


@dataclass(frozen=True, slots=True)
class OnAgendas:
    """The items made from a memo that a reader sees. may_put: whether they may make another."""

    memo: Memo
    items: tuple[tuple[AgendaItem, tuple[ItemFile, ...]], ...]
    may_put: bool

    @property
    def heading(self) -> str:
        count = len(self.items)
        if not count:
            return _("It is on no agenda yet")
        return ngettext("It is on %(number)s agenda", "It is on %(number)s agendas", count) % {
            "number": number(count)
        }


def fill_slots() -> None:
    """Called when the app is ready."""
    slots.memo_on_agendas.fill("meetings", on_agendas)
    slots.memo_held.fill("meetings", held)


def held(memo: Memo) -> list[str]:
    """What a board has on its agenda stays to be read, whoever asks."""
    if not AgendaItem.objects.filter(programme_memo=memo).exists():
        return []
    return [
        _(
            "The memo is on an agenda, and whoever decides on it goes on reading it. Take it off"
            " the agenda first, or correct the memo."
        )
    ]


def on_agendas(memo: Memo, user: Reader) -> SlotPart | None:
    """None where there is neither an item nor a way to one; four queries at most."""
    items = (
        AgendaItem.objects.visible_to(user)
        .filter(programme_memo=memo)
        .select_related("meeting__board")
        .prefetch_related("files")
        .order_by("-meeting__held_on", "pk")
    )
    may_put = Memo.objects.editable_by(user).contains(memo) and Board.objects.kept_by(user).exists()
    rows = tuple((item, tuple(item.files.all())) for item in items)
    if not (rows or may_put):
        return None
    return SlotPart("meetings/_memo_on_agendas.html", OnAgendas(memo, rows, may_put))
