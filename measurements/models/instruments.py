from decimal import Decimal

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Scale(models.Model):
    """How something is rated: ordered steps, or numbers with bands. Scales are data, never code.

    code: our stable name for it, as `tilsyn-2023`. Numeric scales have a lowest and highest value.
    """

    class Kind(models.TextChoices):
        ORDINAL = "ordinal", _("Ordered steps")
        NUMERIC = "numeric", _("Number")
        PERCENT = "percent", _("Percent")
        COUNT = "count", _("Count")

    code = models.SlugField(_("code"), unique=True)
    name = models.CharField(_("name"), max_length=150)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    lowest = models.DecimalField(
        _("lowest value"), max_digits=12, decimal_places=3, null=True, blank=True
    )
    highest = models.DecimalField(
        _("highest value"), max_digits=12, decimal_places=3, null=True, blank=True
    )
    highest_is_usual = models.BooleanField(
        _("the highest value is only the usual one"),
        default=False,
        help_text=_("Then a higher value in a file is asked about; else it is an error."),
    )
    decimals = models.PositiveSmallIntegerField(_("decimals"), default=1)
    unit = models.CharField(
        _("unit"), max_length=30, blank=True, help_text=_("What is counted: hours, children …")
    )
    low_is_good = models.BooleanField(
        _("a low value is good"),
        null=True,
        blank=True,
        help_text=_("As of sick leave. Unknown: neither high nor low is called better."),
    )
    smallest_difference = models.DecimalField(
        _("smallest meaningful difference"),
        max_digits=12,
        decimal_places=3,
        null=True,
        blank=True,
        help_text=_("A smaller change is not called progress or decline."),
    )

    class Meta:
        verbose_name = _("scale")
        verbose_name_plural = _("scales")
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                name="scale_highest_above_lowest",
                condition=Q(lowest=None) | Q(highest=None) | Q(highest__gt=F("lowest")),
                violation_error_message=_("The highest value must be above the lowest."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def band_of(self, value: Decimal) -> "ScaleBand | None":
        """The band a number falls in: the highest one that begins at or below it."""
        bands = [band for band in self.bands.all() if band.lower <= value]
        return max(bands, key=lambda band: band.lower, default=None)


class ScaleStep(models.Model):
    """A step of an ordered scale (Danish: skalatrin). Rank 1 is the lowest."""

    scale = models.ForeignKey(Scale, models.CASCADE, related_name="steps", verbose_name=_("scale"))
    rank = models.PositiveSmallIntegerField(_("rank"), help_text=_("1 is the lowest."))
    label = models.CharField(_("label"), max_length=100)
    short_label = models.CharField(_("short label"), max_length=40)
    synonyms = models.JSONField(
        _("synonyms"),
        default=list,
        blank=True,
        help_text=_("Other ways to write it in a file, as a list."),
    )
    shipped_words = models.JSONField(_("words brought"), default=list, editable=False)
    meaning = models.TextField(_("what it means"), blank=True)

    class Meta:
        verbose_name = _("step")
        verbose_name_plural = _("steps")
        ordering = ["scale", "-rank"]
        constraints = [
            models.CheckConstraint(
                name="step_rank_begins_at_one",
                condition=Q(rank__gte=1),
                violation_error_message=_("The lowest step has rank 1."),
            ),
            models.UniqueConstraint(
                fields=["scale", "rank"],
                name="step_rank_unique_in_scale",
                violation_error_message=_("The scale has a step of this rank already."),
            ),
            models.UniqueConstraint(
                fields=["scale", "label"],
                name="step_label_unique_in_scale",
                violation_error_message=_("The scale has a step with this label already."),
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def in_full(self) -> str:
        """The step where several scales have one of its name: with its scale and place on it."""
        return f"{self.label} ({self.scale.name} · {self.rank})"


class ScaleBand(models.Model):
    """A named stretch of a numeric scale, from `lower` up to the next band (Danish: skalabånd)."""

    scale = models.ForeignKey(Scale, models.CASCADE, related_name="bands", verbose_name=_("scale"))
    lower = models.DecimalField(_("from"), max_digits=12, decimal_places=3)
    label = models.CharField(_("label"), max_length=60)
    short_label = models.CharField(_("short label"), max_length=20)

    class Meta:
        verbose_name = _("band")
        verbose_name_plural = _("bands")
        ordering = ["scale", "lower"]
        constraints = [
            models.UniqueConstraint(
                fields=["scale", "lower"],
                name="band_limit_unique_in_scale",
                violation_error_message=_("The scale has a band that begins here already."),
            ),
        ]

    def __str__(self) -> str:
        return self.label


class Instrument(models.Model):
    """Something we measure with: KIDS, pædagogisk tilsyn, TOPI … (Danish: måleredskab).

    kind: how its figures come about, and so which layouts, pages and sections it has; no code
    asks for an instrument by its name. group_name: what a part of an institution is called that
    it may be about, as “Aldersgruppe”; empty where it is about whole institutions.
    """

    class Kind(models.TextChoices):
        SURVEY = "survey", _("Survey")
        OBSERVATION = "observation", _("Observation")
        COUNT = "count", _("Count or key figure")
        INSPECTION = "inspection", _("Inspection with visits")
        PROFILE = "profile", _("Profile of areas, room by room")
        PROGRAMME = "programme", _("Evaluation of programmes")

    code = models.SlugField(_("code"), unique=True)
    name = models.CharField(_("name"), max_length=150)
    short_name = models.CharField(_("short name"), max_length=40)
    kind = models.CharField(
        _("kind"),
        max_length=20,
        choices=Kind,
        default=Kind.SURVEY,
        help_text=_("Visits are kept beside what is rated in them only of inspections."),
    )
    group_name = models.CharField(
        _("parts of an institution"),
        max_length=60,
        blank=True,
        help_text=_("What they are called, as “Aldersgruppe”. Empty: only whole institutions."),
    )
    description = models.TextField(_("description"), blank=True)
    is_of_daycare = models.BooleanField(
        _("of daycare alone"),
        default=False,
        help_text=_(
            "Schools and after-school care are not asked for it, nor counted as lacking it."
        ),
    )
    is_running = models.BooleanField(
        _("counted up through the year"),
        default=False,
        help_text=_("Each figure takes along those before it, so that no course is drawn of them."),
    )

    class Meta:
        verbose_name = _("instrument")
        verbose_name_plural = _("instruments")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class InstrumentVersion(models.Model):
    """An edition of an instrument, with its own scale. Numbers are compared only within one."""

    instrument = models.ForeignKey(
        Instrument,
        models.CASCADE,
        related_name="versions",
        verbose_name=_("instrument"),
    )
    code = models.SlugField(_("code"), unique=True)
    name = models.CharField(_("name"), max_length=150)
    synonyms = models.JSONField(_("synonyms"), default=list, blank=True)
    shipped_words = models.JSONField(_("words brought"), default=list, editable=False)
    scale = models.ForeignKey(Scale, models.PROTECT, related_name="+", verbose_name=_("scale"))
    from_year = models.PositiveSmallIntegerField(_("used from"))
    to_year = models.PositiveSmallIntegerField(_("used until"), null=True, blank=True)

    class Meta:
        verbose_name = _("version of an instrument")
        verbose_name_plural = _("versions of instruments")
        ordering = ["instrument", "from_year"]
        constraints = [
            models.CheckConstraint(
                name="instrument_version_ends_after_it_begins",
                condition=Q(to_year=None) | Q(to_year__gte=F("from_year")),
                violation_error_message=_("The last year cannot come before the first year."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Topic(models.Model):
    """What is rated: a theme of tilsyn, an area of KIDS, a survey question (Danish: tema).

    lineage joins the topics of several versions that ask for the same, so that a page can show them
    in one row with a break between; it never makes their numbers comparable.
    """

    version = models.ForeignKey(
        InstrumentVersion,
        models.CASCADE,
        related_name="topics",
        verbose_name=_("version"),
    )
    number = models.PositiveSmallIntegerField(_("number"))
    name = models.CharField(_("name"), max_length=200)
    short_name = models.CharField(_("short name"), max_length=60)
    synonyms = models.JSONField(_("synonyms"), default=list, blank=True)
    shipped_words = models.JSONField(_("words brought"), default=list, editable=False)
    lineage = models.SlugField(_("the same across versions"), max_length=60)
    scale = models.ForeignKey(
        Scale,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("own scale"),
        help_text=_("Only where it differs from the version's scale."),
    )
    is_optional = models.BooleanField(_("optional"), default=False)

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ["version", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "number"],
                name="topic_number_unique_in_version",
                violation_error_message=_("The version has a topic with this number already."),
            ),
            models.UniqueConstraint(
                fields=["version", "lineage"],
                name="topic_lineage_unique_in_version",
                violation_error_message=_("The version has a topic of this kind already."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def scale_in_use(self) -> Scale:
        """The topic's own scale, or its version's."""
        return self.scale or self.version.scale

    @property
    def in_full(self) -> str:
        """The topic where several editions ask for the same: with instrument, edition and scale."""
        parts = [self.version.instrument.short_name, self.version.name, self.scale_in_use.name]
        return f"{self.name} ({' · '.join(dict.fromkeys(parts))})"
