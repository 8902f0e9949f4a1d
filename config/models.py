"""What runs by itself, as the database knows it: how each job went, and who is at work."""

import datetime
from collections.abc import Iterable, Mapping
from typing import Self

from django.db import models
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from config import upkeep


class RegularJob(models.Model):
    """A job of `upkeep.JOBS`: since when it is due, and how it last went (Danish: fast opgave).

    Made by `manage.py work`, which keeps one for each job that is to run at all.
    """

    class Outcome(models.TextChoices):
        NONE = "", _("not run yet")
        UNDER_WAY = "under way", _("under way")
        DONE = "done", _("went well")
        FAILED = "failed", _("failed")
        CUT_SHORT = "cut short", _("cut short")

    name = models.CharField(_("job"), max_length=50, primary_key=True)
    timetable = models.CharField(_("times"), max_length=200, blank=True)
    due_at = models.DateTimeField(_("next"))
    try_at = models.DateTimeField(_("to be tried at"))
    started_at = models.DateTimeField(_("last run"), null=True, blank=True)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)
    went_well_at = models.DateTimeField(_("went well last"), null=True, blank=True)
    outcome = models.CharField(
        _("how it went"), max_length=10, choices=Outcome.choices, default=Outcome.NONE, blank=True
    )
    fault = models.CharField(_("fault"), max_length=200, blank=True)

    class Meta:
        ordering = ["due_at", "name"]
        verbose_name = _("regular job")
        verbose_name_plural = _("regular jobs")

    def __str__(self) -> str:
        return str(self.label)

    @property
    def label(self) -> str | Promise:
        """What the job does, in words."""
        job = upkeep.JOBS.get(self.name)
        return job.label if job else self.name


class TakenAway(models.Model):
    """What the last purge took of a kind of `retention.KINDS` (Danish: sletning).

    at: when it went well last; None where it never has. failed_at: that it has not since.
    """

    kind = models.CharField(_("kind"), max_length=60, primary_key=True)
    at = models.DateTimeField(_("went well last"), null=True, blank=True)
    count = models.PositiveIntegerField(_("how many"), default=0)
    failed_at = models.DateTimeField(_("failed"), null=True, blank=True)

    class Meta:
        verbose_name = _("deletion of what is old")
        verbose_name_plural = _("deletions of what is old")

    def __str__(self) -> str:
        return self.kind

    @classmethod
    def note(cls, gone: Mapping[str, int], failed: Iterable[str]) -> None:
        """Keep what has just gone of each kind, and what failed."""
        now = timezone.now()
        for kind, count in gone.items():
            told = {"at": now, "count": count, "failed_at": None}
            cls.objects.update_or_create(kind=kind, defaults=told)
        for kind in failed:
            cls.objects.update_or_create(kind=kind, defaults={"failed_at": now})


class WorkLeaseQuerySet(models.QuerySet["WorkLease"]):
    def over(self, since: datetime.timedelta = datetime.timedelta()) -> Self:
        """Those that ran out, as long ago; by the clock of the database, which all share."""
        return self.filter(until__lt=Now() - since)


class WorkLease(models.Model):
    """Who may do something alone, until when, unless it is renewed.

    `leader` is the one who runs the jobs; each process that takes tasks has one by its own name.
    """

    name = models.CharField(_("name"), max_length=64, primary_key=True)
    holder = models.CharField(_("holder"), max_length=64)
    since = models.DateTimeField(_("since"))
    until = models.DateTimeField(_("until"))

    objects = WorkLeaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("lease of work")
        verbose_name_plural = _("leases of work")

    def __str__(self) -> str:
        return self.name


class SentForm(models.Model):
    """A form that has just been sent, and where that led to (Danish: sendt formular).

    key: a keyed hash of all that was sent, and by whom, so that the row tells neither. led_to:
    empty while it is being answered.
    """

    key = models.CharField(_("form"), max_length=64, primary_key=True)
    led_to = models.CharField(_("led to"), max_length=500, blank=True)
    sent_at = models.DateTimeField(_("sent"), db_index=True)

    class Meta:
        verbose_name = _("form that was sent")
        verbose_name_plural = _("forms that were sent")

    def __str__(self) -> str:
        return self.key
