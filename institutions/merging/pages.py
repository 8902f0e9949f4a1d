"""What the pages of two that are one show and say, whatever the two are."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Self

from django.apps import apps
from django.contrib import messages
from django.http import HttpRequest
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from institutions.merging.joining import Joined, MergeRefused


@dataclass(frozen=True, slots=True)
class MergePreview:
    """What putting two together would do. count: of rows; empty where nothing can be done.

    moved, given_up: how many rows of which kind, in words. refusal: why they stay two.
    """

    refusal: str = ""
    moved: str = ""
    given_up: str = ""
    count: str = ""

    @classmethod
    def of(cls, find_out: Callable[[], Joined]) -> Self:
        try:
            joined = find_out()
        except MergeRefused as refusal:
            return cls(refusal=refusal.message)
        count = sum(joined.moved.values()) + sum(joined.given_up.values())
        return cls("", _told(joined.moved), _told(joined.given_up), str(count))

    def is_confirmed(self, request: HttpRequest) -> bool:
        """Whether the request says that it is to be done, and it would still do what was shown."""
        if request.method != "POST" or not self.count:
            return False
        if request.POST.get("antal") == self.count:
            return True
        messages.error(request, _("Something has changed meanwhile. Look once more."))
        return False


def tell_parted(request: HttpRequest, take_apart: Callable[[], int], *, done: str) -> None:
    """Undo it, and tell how it went. take_apart: how many rows stay. done: what is so now."""
    try:
        left = take_apart()
    except MergeRefused as refusal:
        messages.error(request, refusal.message)
        return
    messages.success(request, done)
    if left:
        told = _("Rows that others have changed since stayed where they are: %(n)s.")
        messages.warning(request, told % {"n": left})


def _told(counts: Counter[str]) -> str:
    """“14 målinger, 3 lokale mål og 1 tilknytning”."""
    return get_text_list([_counted(*one) for one in counts.most_common()], _("and"))


def _counted(label: str, count: int) -> str:
    meta = apps.get_model(label)._meta
    return f"{count} {meta.verbose_name if count == 1 else meta.verbose_name_plural}"
