"""The last word before something is saved: what the button does, and how it is undone."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Self

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from config.phrases import in_digits, in_words
from imports.arranging.questions import LeftOut
from imports.causes import Cause


@dataclass(frozen=True, slots=True)
class ImportPromise:
    """heading: what happens, or what is missing. missing: the questions nobody has answered."""

    heading: str
    lines: tuple[str, ...]
    note: str
    missing: tuple[Cause, ...]

    @classmethod
    def of(
        cls,
        diff: Any,
        causes: Sequence[Cause],
        *,
        left_out: Sequence[LeftOut],
        can_be_undone: bool,
        remembered: int = 0,
    ) -> Self:
        missing = tuple(one for one in causes if one.is_open or one.wrong)
        return cls(
            _heading(diff, missing),
            tuple(_lines(diff, left_out, remembered)),
            _note(can_be_undone=can_be_undone, has_answers=bool(causes))
            if diff.is_writable
            else "",
            missing,
        )


def _heading(diff: Any, missing: Sequence[Cause]) -> str:
    if missing:
        words = {"count": in_words(len(missing))}
        heading = ngettext(
            "One answer is missing before the file can be read in",
            "%(count)s answers are missing before the file can be read in",
            len(missing),
        )
        told: str = heading % words
        return told[:1].upper() + told[1:]
    if diff.errors:
        return _("Correct the cells here, or in the spreadsheet")
    return _("This is what is saved")


def _lines(diff: Any, left_out: Sequence[LeftOut], remembered: int) -> list[str]:
    lines = []
    if diff.has_work:
        told = _("New: %(new)s. Changed: %(changed)s. Unchanged: %(unchanged)s.")
        counts = {
            "new": in_digits(diff.new_count),
            "changed": in_digits(diff.changed_count),
            "unchanged": in_digits(diff.unchanged_count),
        }
        lines.append(told % counts)
    if left_out:
        sentence = ngettext(
            "%(count)s row is left out.", "%(count)s rows are left out.", len(left_out)
        )
        lines.append(sentence % {"count": in_digits(len(left_out))})
    if remembered:
        sentence = ngettext(
            "%(count)s answer is remembered for the next file like this one.",
            "%(count)s answers are remembered for the next file like this one.",
            remembered,
        )
        lines.append(sentence % {"count": in_digits(remembered)})
    return lines


def _note(*, can_be_undone: bool, has_answers: bool) -> str:
    sentences = []
    if can_be_undone:
        sentences.append(_("It can be undone from the receipt."))
    if has_answers:
        sentences.append(
            _("If your answers give other numbers, you see them before anything is saved.")
        )
    return " ".join(sentences)
