"""Who delivers the figures of an indicator, and how: what is to be done for a new one."""

from dataclasses import dataclass
from typing import Self

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from config.phrases import shortened
from indicators.models import Indicator
from institutions.access import Reader, scope_of

Source = Indicator.Source


@dataclass(frozen=True, slots=True)
class HowDelivered:
    """What is to be done, in a sentence; and the way there, for who may take it."""

    sentence: str
    href: str = ""
    link: str = ""

    @classmethod
    def of(cls, indicator: Indicator, *, user: Reader, reports: bool) -> Self:
        """reports: whether the reader reports it by hand on its page. At most one query."""
        match indicator.source:
            case Source.MANUAL if reports:
                return cls(_("You write the figure yourself."), "#indberet", _("Report the result"))
            case Source.MANUAL:
                return cls(
                    _(
                        "The figure is entered by hand on this page, by the leaders of the"
                        " institutions or of the cluster. Ask them for it."
                    )
                )
            case Source.METHODS:
                told = _(
                    "It is counted by itself, from the methods that institutions say they use."
                )
                return cls(told, reverse("method_list"), _("See the methods"))
            case Source.LOCAL_GOALS:
                return cls(
                    _(
                        "It is counted by itself, from what leaders have measured and write on the"
                        " pages of their local goals."
                    )
                )
            case Source.COMPOSITE:
                return cls(
                    _("It is put together of other indicators. New figures of them are enough.")
                )
        return cls._of_files(indicator, user)

    @classmethod
    def _of_files(cls, indicator: Indicator, user: Reader) -> Self:
        topics = indicator.topics.select_related("version__instrument")
        names = sorted({str(topic.version.instrument) for topic in topics})
        told = ngettext(
            "The figures come with a file of %(names)s that is read in.",
            "The figures come with files of %(names)s that are read in.",
            max(len(names), 1),
        ) % {"names": shortened(names)}
        if isinstance(user, User) and user.is_staff and scope_of(user).edits:
            return cls(told, reverse("read_in"), _("Read a file in, or type the figures in"))
        ask = _(
            "A data administrator of the municipality reads it in: send the file, or ask for it."
        )
        return cls(f"{told} {ask}")
