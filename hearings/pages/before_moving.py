"""What the owner of a hearing is to know before moving it: who is not there, what is not so."""

import datetime
from collections.abc import Iterator

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from config.phrases import shortened
from hearings.models import AnswerPart, Hearing
from hearings.models.answers import AnswerVerdict
from hearings.texts import both_editions
from institutions.audiences import members_of_board


def to_know_before(hearing: Hearing, move: str, *, on: datetime.date) -> Iterator[str]:
    """A sentence for each, for the page that asks for the move."""
    if move == "open":
        yield from without_accounts(hearing, on=on)
    if move == "close":
        yield from _closed_early(hearing, on=on)
    if move == "second" and accepted_in_vain(hearing):
        yield accepted_in_vain(hearing)


def without_accounts(hearing: Hearing, *, on: datetime.date) -> Iterator[str]:
    """The receivers of which nobody signs in: nobody there is told, and nobody reminded."""
    rows = hearing.receivers.unanswered().select_related("board")
    names = [str(row.board) for row in rows if not members_of_board(row.board, on)]
    if names:
        yield ngettext(
            "Nobody with an account sits on %(names)s, so nobody there is told of the hearing or"
            " reminded. Send them the text yourself, and note their answer on their behalf.",
            "Nobody with an account sits on %(names)s, so nobody there is told of the hearing or"
            " reminded. Send them the text yourself, and note their answers on their behalf.",
            len(names),
        ) % {"names": shortened(names)}


def accepted_in_vain(hearing: Hearing) -> str:
    """That proposals are accepted and the text is as it was; empty where it is not so."""
    accepted = AnswerPart.objects.filter(
        answer__hearing=hearing, verdict__in=[AnswerVerdict.ACCEPTED, AnswerVerdict.PARTLY]
    ).count()
    if not accepted or hearing.content is None:
        return ""
    if any(part.differing for part in both_editions(hearing.first_text, hearing.second_text)):
        return ""
    return ngettext(
        "%(count)s proposal is accepted, but the text has not been changed since the hearing was"
        " opened. Is something still to be written?",
        "%(count)s proposals are accepted, but the text has not been changed since the hearing was"
        " opened. Is something still to be written?",
        accepted,
    ) % {"count": accepted}


def _closed_early(hearing: Hearing, *, on: datetime.date) -> Iterator[str]:
    """The deadline is ahead, and who has not answered by then."""
    if on > hearing.last_deadline:
        return
    lacking = [str(row.board) for row in hearing.receivers.unanswered().select_related("board")]
    day = date_format(hearing.last_deadline, "DATE_FORMAT")
    yield _("The last deadline is %(day)s. You close the hearing before it.") % {"day": day}
    if lacking:
        yield _("%(names)s can still answer, and be in time until then.") % {
            "names": shortened(lacking)
        }
