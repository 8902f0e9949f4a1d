"""The hearing note on paper and in Word: who was asked, what they answered, what became of it."""

import datetime
import re
from html import unescape
from typing import Any

from django.utils.formats import date_format
from django.utils.html import strip_tags
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from files.papers import compose, file_name
from files.papers.pieces import Paper, sender
from files.word.writing import add_table, add_text, begin_document, content_of
from hearings.models import AnswerPart, Hearing
from hearings.pages.hearing import HearingPage, ReceiverRow
from hearings.pages.life import closed_early_on
from hearings.texts import HearingText
from strategy.authoring.editions import EditionPart

TEMPLATE = "hearings/note.typ"
#: What a page says of a mark to who does not see it.
SAID_ALOUD = re.compile(r'<span class="visually-hidden">[^<]*</span>')


def hearing_note(page: HearingPage) -> Paper:
    """The note (Danish: høringsnotat) as its page tells it; a draft until it is decided on."""
    title = _title(page)
    content = compose(
        TEMPLATE,
        title=title,
        on=page.on,
        sender=sender(page.hearing.place),
        dates=_("As of %(date)s") % {"date": date_format(page.on, "DATE_FORMAT")},
        is_draft=not page.hearing.second,
        counts={},
        facts=_facts(page),
    )
    return Paper(file_name(page.on, title, suffix="pdf"), content)


def hearing_note_document(page: HearingPage) -> Paper:
    """The same in Word, for who goes on writing it in the municipality's own template."""
    title, facts = _title(page), _facts(page)
    draft = [] if page.hearing.second else [("", _("Draft"))]
    document = begin_document(title, facts=[*facts["head"], *draft])
    document.add_heading(facts["asks"]["heading"], level=2)
    add_text(document, facts["asks"]["text"])
    receivers, answers, editions = (facts[name] for name in ("receivers", "answers", "editions"))
    document.add_heading(receivers["heading"], level=2)
    if receivers["rows"]:
        add_table(document, receivers["columns"], receivers["rows"])
    document.add_heading(answers["heading"], level=2)
    if answers["rows"]:
        add_table(document, answers["columns"], map(_cells, answers["rows"]))
    document.add_heading(editions["heading"], level=2)
    for part in editions["parts"]:
        document.add_heading(part["name"], level=3)
        add_table(document, editions["columns"], part["rows"])
    return Paper(file_name(page.on, title, suffix="docx"), content_of(document))


def _title(page: HearingPage) -> str:
    return _("Hearing note: %(hearing)s") % {"hearing": page.hearing}


def _facts(page: HearingPage) -> dict[str, Any]:
    return {
        "head": list(_head(page.hearing)),
        "asks": {"heading": _("What was asked"), "text": page.hearing.asks},
        "receivers": {
            "heading": page.receivers_heading,
            "columns": [_("Receiver"), _("Answer"), _("Proposals")],
            "rows": list(map(_receiver, page.receivers)) + _public(page),
        },
        "answers": {
            "heading": page.answers_heading,
            "columns": [_("Answer"), _("This is what we think"), _("What we changed")],
            "rows": list(map(_part, page.parts)),
        },
        "editions": {
            "heading": page.editions_heading,
            "columns": [_("First edition"), _("Second edition")],
            "parts": list(map(_edition, page.differing)),
        },
    }


def _cells(row: dict[str, Any]) -> tuple[str, str, str]:
    """A part of an answer as a row: its words and whose, the verdict and why, the change."""
    opinion = "\n".join(filter(None, [row["verdict"], row["opinion"]]))
    return f"{row['text']}\n{row['who']}", opinion, row["change"]


def text_paper(hearing: Hearing, text: HearingText, *, on: datetime.date, is_second: bool) -> Paper:
    """One edition of the text, whole."""
    edition = _("Second edition") if is_second else _("First edition")
    title = f"{text.title}, {edition.lower()}"
    content = compose(
        "hearings/text.typ",
        title=title,
        on=on,
        sender=sender(hearing.place),
        counts={},
        facts={
            "head": [(_("Hearing"), str(hearing)), (_("Edition"), edition)],
            "passages": [{"name": one.name, "lines": list(one.lines)} for one in text.passages],
        },
    )
    return Paper(file_name(on, title, suffix="pdf"), content)


def _head(hearing: Hearing) -> list[tuple[str, str]]:
    days = hearing.steps.days()
    opened, closed = days.get("open"), closed_early_on(hearing, days)
    rows = [
        (_("Text"), hearing.first_text.title),
        (_("Opened"), date_format(opened, "DATE_FORMAT") if opened else ""),
        (_("Deadline"), date_format(hearing.deadline_on, "DATE_FORMAT")),
        (_("Closed"), date_format(closed, "DATE_FORMAT") if closed else ""),
    ]
    return [(what, told) for what, told in rows if told]


def _receiver(row: ReceiverRow) -> tuple[str, str, str]:
    name = str(row.receiver.board)
    if row.receiver.deadline_on:
        day = date_format(row.receiver.deadline_on, "SHORT_DATE_FORMAT")
        name = _("%(board)s (deadline %(day)s)") % {"board": name, "day": day}
    return name, _answered(row), str(row.parts) if row.has_answered else "–"


def _answered(row: ReceiverRow) -> str:
    if row.answer is None or row.answer.sent_on is None:
        return _("Has not answered")
    if row.has_no_remarks:
        return _("No remarks")
    day = date_format(row.answer.sent_on, "SHORT_DATE_FORMAT")
    if row.answer.is_late:
        return _("%(day)s, after the deadline") % {"day": day}
    return day


def _public(page: HearingPage) -> list[tuple[str, str, str]]:
    if not page.hearing.is_public:
        return []
    count = sum(part.answer.is_public for part in page.parts)
    return [(_("Open link"), str(len(page.public)), str(count))]


def _part(part: AnswerPart) -> dict[str, Any]:
    return {
        "text": part.text,
        "who": f"{part.answer.who} · {part.about}",
        "verdict": str(part.get_verdict_display()) if part.verdict else _("Missing"),
        "opinion": part.opinion,
        "change": part.change or "–",
    }


def _edition(part: EditionPart) -> dict[str, Any]:
    rows = [(_plain(row.left), _plain(row.right)) for row in part.differing]
    return {"name": part.name, "rows": rows}


def _plain(side: SafeString | None) -> str:
    """A side without its marks of what is new: a paper shows the sentences themselves."""
    return unescape(strip_tags(SAID_ALOUD.sub("", side))) if side is not None else "–"
