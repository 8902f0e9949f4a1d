"""Which version of the minutes somebody has read: a mark of every word that stands in them."""

import hashlib
import json
from typing import TYPE_CHECKING, Any

from django.core.serializers.json import DjangoJSONEncoder

from meetings.boards import assessed_at

if TYPE_CHECKING:
    from meetings.models import Meeting

#: What a member reads of an item, of what was promised under it, and of the board's assessments.
ITEM = ("pk", "number", "kind", "title", "resolution", "minutes", "is_confidential")
DISSENT = ("pk", "who", "text")
FOLLOW_UP = ("pk", "text", "responsible", "due_on")
ASSESSMENT = ("pk", "progress", "narrative", "dissent")


def mark_of(meeting: "Meeting") -> str:
    """The same as long as no word is changed; in six queries."""
    told = [
        meeting.present,
        meeting.absent,
        _rows(meeting.items.order_by("number"), *ITEM),
        _rows(meeting.items.order_by("decisions"), "decisions"),
        _rows(meeting.items.order_by("follow_ups"), *(f"follow_ups__{name}" for name in FOLLOW_UP)),
        _rows(meeting.items.order_by("dissents"), *(f"dissents__{name}" for name in DISSENT)),
        _rows(meeting.put_off.order_by("number"), "number", "title", "minutes"),
        _rows(assessed_at(meeting).order_by("pk"), *ASSESSMENT),
    ]
    words = json.dumps(told, cls=DjangoJSONEncoder)
    return hashlib.sha256(words.encode()).hexdigest()[:16]


def _rows(rows: Any, *names: str) -> list[Any]:
    return list(rows.values_list(*names))
