"""What a cluster shares in a year, on paper."""

import datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from files.papers import compose, file_name
from files.papers.pieces import Paper, sender
from leadership.workplace.economy import SharedEconomyPage


def economy_paper(page: SharedEconomyPage, *, on: datetime.date) -> Paper:
    """The table as its page shows it; without a day of agreement it is a draft."""
    economy = page.economy
    title = _("%(what)s, %(place)s") % {"what": economy, "place": economy.cluster}
    head = [(_("Cluster"), str(economy.cluster)), (_("Year"), str(economy.year))]
    if economy.agreed_on:
        day = date_format(economy.agreed_on, "DATE_FORMAT")
        head.append((_("Agreed by the leadership team"), day))
    if economy.decision_url:
        head.append((_("The decision"), economy.decision_url))
    content = compose(
        "leadership/economy.typ",
        title=title,
        on=on,
        sender=sender(economy.cluster),
        dates=_("As of %(date)s") % {"date": date_format(on, "DATE_FORMAT")},
        is_draft=economy.agreed_on is None,
        counts={},
        facts={
            "head": head,
            "heading": page.heading,
            "columns": [_("What is shared"), _("By which key"), _("Kroner")],
            "rows": [(line.what, line.key, line.amount or "–") for line in page.lines],
            "total": [_("Together"), page.total] if page.total else [],
        },
    )
    return Paper(file_name(on, title, suffix="pdf"), content)
