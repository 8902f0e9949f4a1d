"""Words written for minutes that came when they no longer took them: kept as a remark, never lost.

They come from a page that was open, or written without a network, while the meeting was closed, the
minutes were approved, or the item was put off or taken off the agenda.
"""

import uuid
from collections.abc import Iterator, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import User
from config.asked import whole_number
from config.privacy import refuse_cpr
from meetings.boards import assessed_at
from meetings.models import AgendaItem, Meeting, MinutesRemark
from meetings.workflow import MeetingStatus
from strategy.models import Goal

#: What of what was sent are words, and what they are called; of a goal's assessment, by its ending.
WORDS = ("resolution", "minutes", "follow-up-text", "dissent-text")
ENDINGS = ("-narrative", "-dissent")
LONGEST = 20_000


def came_late(meeting: Meeting, told: Mapping[str, str]) -> bool:
    """Whether a page was made before this meeting was closed, or for another meeting."""
    of = whole_number(told.get("moede"))
    was_open = told.get("fra") == MeetingStatus.CALLED
    return (of is not None and of != meeting.pk) or (was_open and meeting.is_over)


def keep_late(
    pk: int, *, told: Mapping[str, str], answers: Mapping[str, str], by: User
) -> MinutesRemark | None:
    """Keep what was written under an item for one who writes the board's minutes.

    told: of which meeting the page was. None where all the words stand in the minutes already.
    Raises Meeting.DoesNotExist where it is not theirs, and ValidationError where the words may not
    be kept.
    """
    item = AgendaItem.objects.filter(pk=pk).first()
    meeting = meeting_of(pk, told, by=by)
    text = "\n".join(_new_words(answers, stands=_stands(meeting, pk)))[:LONGEST]
    if not text:
        return None
    refuse_cpr(text)
    page = _page(answers)
    was = AgendaItem.history.filter(id=pk, meeting_id=meeting.pk).order_by("-history_id").first()
    about = f"{was.number}. {was.title}" if was else ""
    same = {"meeting": meeting, "page": page, "made_by": by, "about": about, "outcome": ""}
    kept = MinutesRemark.objects.filter(**same).first() if page else None
    remark = kept or MinutesRemark(**same, kind=MinutesRemark.Kind.LATE, item=item)
    remark.text = text
    remark.save()
    return remark


def meeting_of(pk: int, told: Mapping[str, str], *, by: User) -> Meeting:
    """The meeting that the page was of, else the last one on whose agenda the item stood.

    Raises Meeting.DoesNotExist where the person does not write its minutes.
    """
    stood_on = AgendaItem.history.filter(id=pk).exclude(meeting_id=None)
    of = whole_number(told.get("moede"))
    if of is not None:
        stood_on = stood_on.filter(meeting_id=of)
    newest = stood_on.order_by("-history_id").values_list("meeting_id", flat=True).first()
    return Meeting.objects.kept_by(by).select_related("board").get(pk=newest or 0)


def _stands(meeting: Meeting, pk: int) -> str:
    """What the minutes of the meeting have under the item, and what was found of the goals."""
    items = meeting.items.filter(pk=pk).values_list("resolution", "minutes")
    rows = [*items, *meeting.put_off.filter(item=pk).values_list("minutes")]
    rows += assessed_at(meeting).values_list("narrative", "dissent")
    return "\n".join(word for row in rows for word in row)


def _new_words(answers: Mapping[str, str], *, stands: str) -> Iterator[str]:
    for name in answers:
        words = answers[name].strip()
        if (name in WORDS or name.endswith(ENDINGS)) and words and words not in stands:
            yield f"{_label(name)} {words}{_besides(name, answers)}"


def _label(name: str) -> str:
    labels = {
        "resolution": _("Decided:"),
        "minutes": _("Minutes:"),
        "follow-up-text": _("Follow-up:"),
        "dissent-text": _("Minority statement:"),
    }
    return labels.get(name) or _of_goal(name)


def _of_goal(name: str) -> str:
    """The label of a goal that was assessed, by the name of its field: “maal-12-narrative”."""
    goal = Goal.objects.filter(pk=whole_number(name.split("-")[1]) or 0).first()
    return _("How goal %(number)s goes:") % {"number": goal.number if goal else "?"}


def _besides(name: str, answers: Mapping[str, str]) -> str:
    """Who is to follow up and by when, or who disagrees."""
    beside = {
        "follow-up-text": ("follow-up-responsible", "follow-up-due_on"),
        "dissent-text": ("dissent-who",),
    }.get(name, ())
    told = [answers.get(each, "").strip() for each in beside]
    words = ", ".join(filter(None, told))
    return f" ({words})" if words else ""


def _page(answers: Mapping[str, Any]) -> uuid.UUID | None:
    try:
        return uuid.UUID(answers.get("page", ""))
    except ValueError:
        return None


def in_one(answers: Mapping[str, str]) -> str:
    """All that was written, to be corrected."""
    return "\n".join(_new_words(answers, stands=""))


def kept_words(meeting: Meeting, *, is_new: bool) -> str:
    """What whoever wrote it is told."""
    if not is_new:
        return _("What you wrote stands in the minutes already.")
    if meeting.is_closed:
        return _(
            "The minutes have been approved. What you wrote is kept as a remark on them, and"
            " whoever writes the minutes sees it."
        )
    if meeting.is_over:
        return _(
            "The meeting was closed meanwhile. What you wrote is kept as a remark on the minutes."
        )
    return _(
        "The item has left this agenda meanwhile. What you wrote is kept as a remark on the minutes"
        " of the meeting."
    )


def refused_words(refused: ValidationError) -> str:
    return " ".join(refused.messages)
