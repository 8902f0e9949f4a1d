import datetime
from collections import defaultdict
from typing import Self

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import connection, models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from config.privacy import refuse_cpr
from leadership.forgetting import forget_deleted_rows, overwrite_deleted_rows
from leadership.models.profiles import CoreArea, Profile
from leadership.models.teams import OfTeamQuerySet, Team
from leadership.picture import APART, CLOSE, tell
from leadership.querysets import AnswerQuerySet
from measurements.models import ScaleStep


class AlreadyClosed(Exception):
    """The mapping is closed: nothing more is answered, and nothing is told twice."""


class MappingRoundQuerySet(OfTeamQuerySet["MappingRound"]):
    def open_on(self, day: datetime.date) -> Self:
        """Those that take answers on a day."""
        return self.filter(closed_on=None, closes_on__gte=day)

    def overdue_on(self, day: datetime.date) -> Self:
        """Those whose last day has passed, and that nobody has closed."""
        return self.filter(closed_on=None, closes_on__lt=day)


class MappingRound(models.Model):
    """A team maps its competences on a profile, once a year (Danish: kompetenceafdækning).

    While it is open each leader sees their own answers, and nobody anything else. Closing it makes
    the joint picture and deletes the answers; it is never done twice, so that no two pictures can
    be compared. answered: how many had answered then, of how many leaders. consultant and support:
    who helped the team with it, and how.
    """

    team = models.ForeignKey(
        Team, models.CASCADE, related_name="rounds", verbose_name=_("leadership team")
    )
    profile = models.ForeignKey(
        Profile, models.PROTECT, related_name="rounds", verbose_name=_("leadership profile")
    )
    year = models.PositiveSmallIntegerField(
        _("year"), validators=[MinValueValidator(2000), MaxValueValidator(2100)]
    )
    opened_on = models.DateField(_("opened"), default=timezone.localdate, editable=False)
    closes_on = models.DateField(_("last day to answer"))
    closed_on = models.DateField(_("closed"), null=True, editable=False)
    consultant = models.CharField(
        _("consultant"), max_length=150, blank=True, validators=[refuse_cpr]
    )
    supported_on = models.DateField(_("support given"), null=True, blank=True)
    support = models.TextField(_("what the support was"), blank=True, validators=[refuse_cpr])
    answered = models.PositiveSmallIntegerField(_("answered"), null=True, editable=False)
    invited = models.PositiveSmallIntegerField(_("leaders"), null=True, editable=False)

    objects = MappingRoundQuerySet.as_manager()

    class Meta:
        verbose_name = _("competence mapping")
        verbose_name_plural = _("competence mappings")
        ordering = ["-year"]
        constraints = [
            models.UniqueConstraint(
                fields=["team", "year"],
                name="mapping_once_a_year",
                violation_error_message=_("The team has a mapping of this year already."),
            ),
            models.CheckConstraint(
                name="mapping_closed_with_counts",
                condition=Q(closed_on=None, answered=None, invited=None)
                | Q(closed_on__isnull=False, answered__isnull=False, invited__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.team}, {self.year}"

    def get_absolute_url(self) -> str:
        return reverse("mapping_detail", args=[self.pk])

    def takes_answers(self, on: datetime.date) -> bool:
        return self.closed_on is None and on <= self.closes_on

    def lost_by_closing(self, on: datetime.date) -> list[str]:
        """What closing takes away, in sentences; two queries."""
        answered = self.answers.values("person").distinct().count()
        invited = max(self.team.members(on).count(), answered)
        sentences = [
            gettext("%(answered)s of %(invited)s have answered.")
            % {"answered": answered, "invited": invited}
        ]
        if answered < invited:
            sentences.append(
                ngettext(
                    "%(count)s person can then not answer any more.",
                    "%(count)s people can then not answer any more.",
                    invited - answered,
                )
                % {"count": invited - answered}
            )
        return [
            *sentences,
            gettext("All answers are deleted; only the joint picture stays."),
            gettext("It cannot be undone."),
        ]

    def close(self, on: datetime.date) -> None:
        """Make the joint picture, and delete the answers for good. Raises AlreadyClosed."""
        with transaction.atomic():
            locked = MappingRound.objects.select_for_update().get(pk=self.pk)
            if locked.closed_on is not None:
                raise AlreadyClosed
            steps = locked.profile.scale.steps.count()
            answers = list(
                locked.answers.values_list("area", "person", "now__rank", "wanted__rank")
            )
            by_area = defaultdict(list)
            for area, _person, now, wanted in answers:
                by_area[area].append((now, wanted))
            JointPicture.objects.bulk_create(
                picture
                for area, rows in by_area.items()
                if (picture := _picture(locked, area, rows, steps=steps))
            )
            overwrite_deleted_rows(connection)
            locked.answers.all().delete()
            locked.answered = len({person for _area, person, _now, _wanted in answers})
            locked.invited = max(locked.team.members(on).count(), locked.answered)
            locked.closed_on = on
            locked.save(update_fields=["answered", "invited", "closed_on"])
            transaction.on_commit(forget_deleted_rows)
        self.refresh_from_db()

    def open_again(self, *, closes_on: datetime.date) -> None:
        """Once more, where too few answered for anything to be kept. Raises AlreadyClosed."""
        if self.closed_on is None or self.pictures.exists():
            raise AlreadyClosed
        self.closed_on = self.answered = self.invited = None
        self.closes_on = closes_on
        self.save(update_fields=["closed_on", "answered", "invited", "closes_on"])


def _picture(
    mapping: MappingRound, area: int, rows: list[tuple[int, int]], *, steps: int
) -> "JointPicture | None":
    now = tell([now for now, _wanted in rows], steps=steps)
    wanted = tell([wanted for _now, wanted in rows], steps=steps)
    if now is None or wanted is None:
        return None
    return JointPicture(
        mapping=mapping,
        area_id=area,
        now_low=now.low,
        now_high=now.high,
        now_spread=now.spread,
        wanted_low=wanted.low,
        wanted_high=wanted.high,
        wanted_spread=wanted.spread,
    )


class Answer(models.Model):
    """How one leader rates one core area. Nobody else ever sees it (Danish: besvarelse).

    No history, no administration, no export; gone when the mapping closes.
    """

    mapping = models.ForeignKey(
        MappingRound, models.CASCADE, related_name="answers", verbose_name=_("competence mapping")
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("person")
    )
    area = models.ForeignKey(
        CoreArea, models.CASCADE, related_name="+", verbose_name=_("core area")
    )
    now = models.ForeignKey(ScaleStep, models.PROTECT, related_name="+", verbose_name=_("now"))
    wanted = models.ForeignKey(
        ScaleStep, models.PROTECT, related_name="+", verbose_name=_("wanted")
    )
    comment = models.TextField(_("comment"), blank=True, validators=[refuse_cpr])

    objects = AnswerQuerySet.as_manager()

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        constraints = [
            models.UniqueConstraint(
                fields=["mapping", "person", "area"], name="answer_once_per_area"
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class OfMappingQuerySet(OfTeamQuerySet["TimeShare"]):
    team = "mapping__team"


class TimeShare(models.Model):
    """How many per cent of a leader's time go across the cluster (Danish: tid på tværs).

    What the team has agreed on as it divides its tasks, and no measure of anybody's work.
    """

    mapping = models.ForeignKey(
        MappingRound, models.CASCADE, related_name="shares", verbose_name=_("competence mapping")
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("person")
    )
    share = models.PositiveSmallIntegerField(_("per cent"), validators=[MaxValueValidator(100)])

    objects = OfMappingQuerySet.as_manager()

    class Meta:
        verbose_name = _("time across the cluster")
        verbose_name_plural = _("times across the cluster")
        ordering = ["mapping", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["mapping", "person"], name="time_share_once_a_person"),
            models.CheckConstraint(
                name="time_share_of_a_whole",
                condition=Q(share__lte=100),
                violation_error_message=_("It cannot be more than 100 per cent."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.share} %"


class JointPicture(models.Model):
    """How a team sees itself in one core area, now and wanted (Danish: fælles billede).

    agreed_now and agreed_wanted: what the team has settled on, where it has talked it over.
    """

    class Spread(models.TextChoices):
        CLOSE = CLOSE, _("the answers lie close")
        APART = APART, _("the answers lie apart")

    mapping = models.ForeignKey(
        MappingRound, models.CASCADE, related_name="pictures", verbose_name=_("competence mapping")
    )
    area = models.ForeignKey(
        CoreArea, models.PROTECT, related_name="pictures", verbose_name=_("core area")
    )
    now_low = models.DecimalField(_("now, from"), max_digits=4, decimal_places=1)
    now_high = models.DecimalField(_("now, to"), max_digits=4, decimal_places=1)
    now_spread = models.CharField(_("spread now"), max_length=10, choices=Spread, blank=True)
    wanted_low = models.DecimalField(_("wanted, from"), max_digits=4, decimal_places=1)
    wanted_high = models.DecimalField(_("wanted, to"), max_digits=4, decimal_places=1)
    wanted_spread = models.CharField(_("spread wanted"), max_length=10, choices=Spread, blank=True)
    agreed_now = models.PositiveSmallIntegerField(_("agreed, now"), null=True, blank=True)
    agreed_wanted = models.PositiveSmallIntegerField(_("agreed, wanted"), null=True, blank=True)
    note = models.TextField(_("the team's note"), blank=True, validators=[refuse_cpr])

    objects = models.Manager()

    class Meta:
        verbose_name = _("joint picture")
        verbose_name_plural = _("joint pictures")
        ordering = ["mapping", "area__group__number", "area__number"]
        constraints = [
            models.UniqueConstraint(
                fields=["mapping", "area"],
                name="joint_picture_once_per_area",
                violation_error_message=_("There is a picture of this core area already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.mapping}: {self.area}"
