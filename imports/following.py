"""What the page shows of a large file that is read beside the pages: five steps, and how far."""

import datetime
from dataclasses import dataclass
from typing import NamedTuple, Self

from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from config.phrases import in_digits
from imports.news import ImportNews
from imports.progress import ImportStage
from imports.under_way import FileUnderWay

#: A worker looks every second; after so long nobody is at work.
PATIENCE = datetime.timedelta(seconds=15)
#: Below this share of the work nobody can tell how long it takes.
ENOUGH_TO_TELL = 0.05


class Step(NamedTuple):
    """One of the five. state: "done", "now" or "later"; when: a time, or a word."""

    title: str
    note: str
    when: str
    state: str


@dataclass(frozen=True, slots=True)
class Following:
    """An import under way as somebody who waits for it sees it.

    done and total: rows; total is 0 where nobody can say. trouble: that nobody is at work or that
    it was given up, and what to do; "" where all goes well. is_live: whether it will change by
    itself.
    """

    one: FileUnderWay
    heading: str
    lead: str
    status: str
    done: int
    total: int
    steps: tuple[Step, ...]
    fault_count: int
    errors: tuple[tuple[str, str], ...]
    trouble: str
    command: str
    is_live: bool
    may_restart: bool

    @classmethod
    def of(cls, one: FileUnderWay, *, now: datetime.datetime | None = None) -> Self:
        """As it stands now; nothing is asked of the database."""
        now = now or timezone.now()
        news = ImportNews.of(one) if one.is_working else None
        trouble, command = _trouble(one, news, now)
        is_reading = one.stage == FileUnderWay.Stage.RECEIVED
        done, total = (news.done, news.total) if news and not trouble else (0, 0)
        return cls(
            one,
            _heading(one, news, trouble),
            _lead(one, trouble),
            _status(news, now) if one.is_working and not trouble else "",
            done,
            total,
            _steps(one, news, trouble),
            news.fault_count if news and is_reading else 0,
            tuple(map(tuple, news.errors)) if news and is_reading else (),  # type: ignore[arg-type]  # of two texts each
            trouble,
            command,
            one.is_working,
            bool(trouble) and not command,
        )


def _trouble(one: FileUnderWay, news: ImportNews | None, now: datetime.datetime) -> tuple[str, str]:
    """That it does not go on, and a command that helps; both empty where all goes well."""
    if one.stage == FileUnderWay.Stage.STOPPED:
        return one.sentence, ""
    if not one.is_working:
        return "", ""
    if news is None and now - one.queued_at > PATIENCE:
        sentence = _(
            "Nobody is reading files in the background at the moment. It begins by itself as soon"
            " as whoever looks after the server starts this:"
        )
        return sentence, "manage.py work"
    if news and news.is_old(now=now):
        sentence = _(
            "The reading broke off at %(time)s. A file is read in whole or not at all, so nothing"
            " has been saved. Begin again."
        )
        return sentence % {"time": _clock(news.told)}, ""
    return "", ""


def _heading(one: FileUnderWay, news: ImportNews | None, trouble: str) -> str:
    if one.stage == FileUnderWay.Stage.STOPPED:
        return _("%(file)s was not read in") % {"file": one.file_name}
    if trouble:
        return _("%(file)s is waiting") % {"file": one.file_name}
    is_reading = one.stage == FileUnderWay.Stage.RECEIVED
    if news is None:
        return _("%(file)s will be read in a moment") % {"file": one.file_name}
    words = {"done": in_digits(news.done), "total": in_digits(news.total or one.row_count)}
    if news.stage == ImportStage.COMPARING:
        return _("The values are compared with those that are here")
    if is_reading:
        return _("The file is being read: %(done)s of %(total)s rows") % words
    if news.stage == ImportStage.READING:
        return _("The file is being checked once more: %(done)s of %(total)s rows") % words
    return _("The file is being saved: %(done)s of %(total)s rows") % words


def _lead(one: FileUnderWay, trouble: str) -> str:
    if trouble:
        return ""
    return _(
        "%(file)s is large. You may leave this page; the reading goes on, and you find it again"
        " under Read in data."
    ) % {"file": one.file_name}


def _status(news: ImportNews | None, now: datetime.datetime) -> str:
    if news is None:
        return _("It begins in a moment.")
    updated = _("Last updated at %(time)s.") % {"time": _clock(news.told)}
    if not news.total:
        return updated
    share = news.done / news.total
    read = _("%(percent)s %% is done.") % {"percent": int(share * 100)}
    if not ENOUGH_TO_TELL < share < 1:
        return f"{read} {updated}"
    left = (news.told - news.began).total_seconds() * (1 - share) / share
    if left < 45:
        more = _("Less than a minute left.")
    else:
        minutes = round(left / 60) or 1
        more = ngettext(
            "About %(count)s minute left.", "About %(count)s minutes left.", minutes
        ) % {"count": minutes}
    return f"{read} {more} {updated}"


def _steps(one: FileUnderWay, news: ImportNews | None, trouble: str) -> tuple[Step, ...]:
    received = _clock(one.received_at)
    under_way = "–" if trouble else _("under way") if news else _("in a moment")
    return (
        Step(
            _("The file has been received"),
            _("%(size)s, no CPR numbers found") % {"size": filesizeformat(one.size)},
            received,
            "done",
        ),
        Step(_("The columns have been recognised"), one.layout_title, received, "done"),
        _checking(one, under_way, "" if trouble else _counted(one, news)),
        _looking(one),
        _saving(one, under_way),
    )


def _counted(one: FileUnderWay, news: ImportNews | None) -> str:
    """How many rows have been read; "" while none are counted."""
    is_reading = one.stage == FileUnderWay.Stage.RECEIVED
    if news is None or news.stage != ImportStage.READING or not is_reading:
        return ""
    words = {"done": in_digits(news.done), "total": in_digits(news.total or one.row_count)}
    return _("%(done)s of %(total)s.") % words


def _checking(one: FileUnderWay, under_way: str, note: str) -> Step:
    title = _("The rows are read and checked")
    if one.checked_at:
        return Step(title, note, _clock(one.checked_at), "done")
    is_stopped = one.stage == FileUnderWay.Stage.STOPPED
    return Step(title, note, under_way, "later" if is_stopped else "now")


def _looking(one: FileUnderWay) -> Step:
    """A person's turn."""
    title = _("Preview: you see what is new, changed and wrong")
    if one.stage in (FileUnderWay.Stage.CONFIRMED, FileUnderWay.Stage.DONE):
        return Step(title, "", _clock(one.confirmed_at) if one.confirmed_at else "–", "done")
    is_now = one.checked_at is not None and one.stage != FileUnderWay.Stage.STOPPED
    return Step(title, "", "–", "now" if is_now else "later")


def _saving(one: FileUnderWay, under_way: str) -> Step:
    title = _("You confirm, and only then the values are saved")
    is_now = one.stage == FileUnderWay.Stage.CONFIRMED
    return Step(title, "", under_way if is_now else "–", "now" if is_now else "later")


def _clock(at: datetime.datetime) -> str:
    return f"{timezone.localtime(at):%H.%M}"
