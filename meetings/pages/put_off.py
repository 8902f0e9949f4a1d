"""An item that was put off: as the agenda that named it tells of it, and where it is now."""

from dataclasses import replace

from meetings.models import PutOff
from meetings.pages.items import AgendaFacts, ItemView


def put_off_view(
    row: PutOff, *, sent: ItemView | None, facts: AgendaFacts, sees_minutes: bool
) -> ItemView:
    """What the board was sent of it, with what was said and asked, and that it was put off."""
    view = sent or ItemView(
        pk=row.item_id or 0,
        number=row.number,
        kind=row.kind,
        kind_word=str(row.get_kind_display()),
        title=row.title,
    )
    return replace(
        view.as_asked,
        number=row.number,
        is_confidential=row.is_closed_to_others,
        minutes=row.minutes if sees_minutes else "",
        questions=facts.asked.get(row.item_id or 0, ()),
        settled=(),
        asks_nothing=True,
        put_off=row.words,
        put_off_to=row.get_absolute_url() if row.item_id else "",
    )
