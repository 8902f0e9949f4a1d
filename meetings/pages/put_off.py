"""An item that was put off: as the agenda that named it tells of it, and where it is now."""

from dataclasses import replace

from meetings.models import PutOff
from meetings.pages.items import AgendaFacts, ItemView
from meetings.pages.lines import ItemLine
from meetings.pages.memo import memo_of


def put_off_view(
    row: PutOff, *, sent: ItemView | None, facts: AgendaFacts, sees_minutes: bool
) -> ItemView:
    """What it said when it was put off, with what was said and asked, and that it was.

    Its figures are those that the board was sent.
    """
    view = ItemView(
        pk=row.item_id or 0,
        number=row.number,
        kind=row.kind,
        kind_word=str(row.get_kind_display()),
        title=row.title,
        text=row.text,
        recommendation=row.recommendation,
        memo=memo_of(row),
        presenter=row.presenter,
        duration=row.duration,
        files=_files(row, sent),
    )
    return replace(
        view.as_sent(sent) if sent else view,
        is_confidential=row.is_closed_to_others,
        minutes=row.minutes if sees_minutes else "",
        questions=facts.asked.get(row.item_id or 0, ()),
        settled=(),
        asks_nothing=True,
        put_off=row.words,
        put_off_to=row.get_absolute_url() if row.item_id else "",
    )


def _files(row: PutOff, sent: ItemView | None) -> tuple[ItemLine, ...]:
    """What was attached when it was put off; of what is given up, what the board was sent."""
    if row.item is None:
        return sent.files if sent else ()
    files = row.item.files.all()
    return tuple(ItemLine.of_file(file) for file in files if file.added_at <= row.put_off_at)
