"""A memo as a PDF, drawn from the same read model as its page."""

import datetime

from django.utils.translation import gettext as _

from files.papers import compose, file_name
from files.papers.pieces import Paper, sender
from institutions.access import Reader
from programmes.models import Memo
from programmes.pages.memo import MemoPage


def memo_paper(memo: Memo, *, user: Reader, on: datetime.date) -> Paper:
    """The memo with the figures of the day, as a board reads them."""
    read = MemoPage.build(memo, user=user, on=on)
    sections = [
        (_("Why it is put forward"), memo.why),
        (_("Economic consequences"), memo.economy),
        (_("Further process and communication"), memo.process),
    ]
    why, *others = [{"heading": what, "text": text} for what, text in sections if text]
    content = compose(
        "programmes/memo.typ",
        title=memo.title,
        on=on,
        sender=sender(),
        dates=read.as_of,
        is_draft=memo.is_draft,
        counts={f"board/{scope}": told for scope, told in read.page.counts.items()},
        facts={
            "head": read.head,
            "why": why,
            "recommendation": {"heading": _("Recommendation"), "points": read.points},
            "programme": {
                "heading": _("The programme in brief"),
                "text": memo.programme.purpose,
                "lines": read.programme_lines,
            },
            "attention": {"heading": _("To keep an eye on"), "lines": read.attention_lines},
            "others": others,
            "annexes": {"heading": _("Annexes"), "lines": read.annexes},
        },
    )
    return Paper(file_name(on, memo.title, suffix="pdf"), content)
