import datetime
import secrets
from typing import Self

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Sum
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from institutions.access import Reader, scope_of
from institutions.models import Institution
from institutions.querysets import PlaceQuerySet, within
from measurements.models import Instrument, InstrumentVersion, ScaleStep, Topic
from measurements.rounds_of_year import round_said

#: The most answers that any link takes: more children or parents no place has.
MOST_ANSWERS = 500
#: Rounds that end before this month belong to the spring, the others to the autumn.
AUTUMN = 8


def new_token() -> str:
    return secrets.token_urlsafe(18)


class VoicesAsked(models.Model):
    """An instrument whose questions are answered by a link of each unit, and by whom.

    Of children's answers there is a page for each question, with pictures.
    """

    class Audience(models.TextChoices):
        CHILDREN = "children", _("Children's interview")
        PARENTS = "parents", _("Parents' pulse")

    instrument = models.OneToOneField(
        Instrument, models.CASCADE, related_name="voices", verbose_name=_("instrument")
    )
    audience = models.CharField(_("who answers"), max_length=20, choices=Audience)

    class Meta:
        verbose_name = _("instrument answered by link")
        verbose_name_plural = _("instruments answered by link")
        ordering = ["audience", "instrument"]

    def __str__(self) -> str:
        return self.instrument.name

    @property
    def is_for_children(self) -> bool:
        return self.audience == self.Audience.CHILDREN

    def edition_of(self, year: int) -> InstrumentVersion | None:
        """The edition that is used in a year."""
        used = self.instrument.versions.filter(from_year__lte=year)
        open_then = used.filter(Q(to_year=None) | Q(to_year__gte=year))
        return open_then.select_related("scale").order_by("-from_year", "-pk").first()


class VoiceRoundQuerySet(models.QuerySet["VoiceRound"]):
    def visible_to(self, user: Reader) -> Self:
        """Those of anybody who leads one of the units."""
        links = UnitLink.objects.editable_by(user).filter(round=OuterRef("pk"))
        return self.filter(Exists(links))

    def editable_by(self, user: Reader) -> Self:
        """Those of whom one leads every unit: of a cluster its leader."""
        unit = within(scope_of(user).edits, institutions="institution")
        if unit is None:
            return self.all()
        others = UnitLink.objects.filter(~unit, round=OuterRef("pk"))
        return self.visible_to(user).exclude(Exists(others))

    def standing(self) -> Self:
        return self.filter(withdrawn_at=None)

    def over(self, on: datetime.date) -> Self:
        """Those that count: nobody answers any more, and nobody has withdrawn them."""
        closed = Q(closed_at__isnull=False) | Q(closes_on__lt=on)
        return self.standing().filter(closed)


class VoiceRound(models.Model):
    """Children or parents of some units are asked, until a day (Danish: runde).

    It is of the half-year in which it closes, see `period_of`. Its answers are counted beside it
    while it is open, and become measurements when it is over; withdrawn, they are taken away again.
    """

    asked = models.ForeignKey(
        VoicesAsked, models.PROTECT, related_name="rounds", verbose_name=_("what is asked")
    )
    edition = models.ForeignKey(
        InstrumentVersion, models.PROTECT, related_name="+", verbose_name=_("edition")
    )
    opens_on = models.DateField(_("opens"), default=timezone.localdate, editable=False)
    closes_on = models.DateField(_("last day to answer"))
    most = models.PositiveSmallIntegerField(
        _("the most answers from one unit"),
        default=100,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_ANSWERS)],
        help_text=_("How many children or parents there are, with some to spare."),
    )
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True, editable=False)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True, editable=False)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("opened by"),
    )

    objects = VoiceRoundQuerySet.as_manager()

    class Meta:
        verbose_name = _("round of answers")
        verbose_name_plural = _("rounds of answers")
        ordering = ["-closes_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="voice_round_takes_some_answers",
                condition=Q(most__gte=1, most__lte=MOST_ANSWERS),
                violation_error_message=_("Write a number from 1 to 500."),
            ),
            models.CheckConstraint(
                name="voice_round_closes_after_it_opens",
                condition=Q(closes_on__gte=F("opens_on")),
                violation_error_message=_("The last day cannot come before the round opens."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.asked}, {round_said(self.period, self.year)}"

    def get_absolute_url(self) -> str:
        return reverse("voice_round", args=[self.pk])

    @property
    def period(self) -> str:
        """The round of the year, as measurements have it: “2026-1” in the spring."""
        return period_of(self.closes_on, opened_on=self.opens_on)

    @property
    def year(self) -> int:
        """The year that its figures are of."""
        return int(self.period[:4])

    @property
    def ended_on(self) -> datetime.date:
        """The last day on which anybody answered, or may."""
        ended = self.closed_at or self.withdrawn_at
        return min(timezone.localdate(ended), self.closes_on) if ended else self.closes_on

    @property
    def is_open(self) -> bool:
        ends = self.closed_at or self.withdrawn_at
        return ends is None and self.closes_on >= timezone.localdate()

    @property
    def stage(self) -> str:
        """Where it is, in a word."""
        if self.withdrawn_at is not None:
            return pgettext("round", "Withdrawn")
        return pgettext("round", "Open") if self.is_open else pgettext("round", "Over")

    @property
    def mark(self) -> str:
        """What measurements of it begin with in “as in the file”: by this they are known again."""
        return f"voice-round-{self.pk}: "


def period_of(day: datetime.date, *, opened_on: datetime.date) -> str:
    """The half-year of a round that closes on a day.

    One that is opened before new year and closes in January is of the autumn.
    """
    if day.month == 1 and opened_on.year < day.year:
        return f"{day.year - 1}-2"
    return f"{day.year}-{1 if day.month < AUTUMN else 2}"


class UnitLinkQuerySet(PlaceQuerySet["UnitLink"]):
    paths = {"institutions": "institution"}


class UnitLink(models.Model):
    """The link of one unit in one round, for all who answer there (Danish: link).

    It opens nothing but the questions, hangs on a wall, and is therefore kept as it is.
    answered, again: how many have answered, and how many of them from a browser that had before.
    """

    round = models.ForeignKey(
        VoiceRound, models.CASCADE, related_name="links", verbose_name=_("round")
    )
    institution = models.ForeignKey(
        Institution, models.PROTECT, related_name="voice_links", verbose_name=_("institution")
    )
    token = models.CharField(
        _("secret"), max_length=32, unique=True, default=new_token, editable=False
    )
    answered = models.PositiveSmallIntegerField(_("answers"), default=0, editable=False)
    again = models.PositiveSmallIntegerField(
        _("answers from a browser that had answered"), default=0, editable=False
    )

    objects = UnitLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("link of a unit")
        verbose_name_plural = _("links of units")
        ordering = ["round", "institution"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "institution"],
                name="voice_link_once_in_a_round",
                violation_error_message=_("The unit has a link in this round already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round}, {self.institution}"

    @property
    def is_full(self) -> bool:
        return self.answered >= self.round.most


class TallyQuerySet(PlaceQuerySet["Tally"]):
    paths = {"institutions": "link__institution"}

    def by_topic(self) -> dict[int, dict[int, int]]:
        """Topic → step → how many."""
        found: dict[int, dict[int, int]] = {}
        rows = self.order_by().values_list("topic", "step").annotate(n=Sum("count"))
        for topic, step, count in rows:
            found.setdefault(topic, {})[step] = count
        return found


class Tally(models.Model):
    """How many of a unit gave one answer to one question. No row is one person's."""

    link = models.ForeignKey(
        UnitLink, models.CASCADE, related_name="tallies", verbose_name=_("link of a unit")
    )
    topic = models.ForeignKey(Topic, models.PROTECT, related_name="+", verbose_name=_("question"))
    step = models.ForeignKey(ScaleStep, models.PROTECT, related_name="+", verbose_name=_("answer"))
    count = models.PositiveSmallIntegerField(_("count"), default=0)

    objects = TallyQuerySet.as_manager()

    class Meta:
        verbose_name = _("count of answers")
        verbose_name_plural = _("counts of answers by link")
        ordering = ["link", "topic", "step"]
        constraints = [
            models.UniqueConstraint(
                fields=["link", "topic", "step"], name="voice_answer_counted_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.topic}: {self.step}"


class SentSheet(models.Model):
    """That a sheet of answers has been counted, so that it is not counted twice.

    The fingerprint is of a number that the page was given at random. It tells neither who nor when,
    and nothing leads from it to an answer.
    """

    link = models.ForeignKey(
        UnitLink, models.CASCADE, related_name="sheets", verbose_name=_("link of a unit")
    )
    digest = models.CharField(_("digest"), max_length=64)

    class Meta:
        verbose_name = _("sheet that is counted")
        verbose_name_plural = _("sheets that are counted")
        ordering = ["link", "digest"]
        constraints = [
            models.UniqueConstraint(fields=["link", "digest"], name="voice_sheet_counted_once"),
        ]

    def __str__(self) -> str:
        return str(self.link)
