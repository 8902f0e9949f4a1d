from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from leadership.querysets import OpenToAllQuerySet, ProfileQuerySet
from measurements.models import Scale


class Profile(models.Model):
    """What is asked of a leadership team, in core areas (Danish: ledelsesprofil).

    focus_points and process: sentences, in their order. scale: how a team maps itself on it. level:
    whose leadership it is of; teams map themselves on those of teams.
    """

    class Level(models.TextChoices):
        TEAM = "team", _("Leadership team")
        SCHOOL_LEADER = "school_leader", _("School leader")
        AREA_HEAD = "area_head", _("Head of area")

    code = models.SlugField(_("code"), unique=True)
    name = models.CharField(_("name"), max_length=150)
    title = models.CharField(_("title"), max_length=150)
    level = models.CharField(_("level"), max_length=20, choices=Level, default=Level.TEAM)
    purpose = models.TextField(_("purpose"), help_text=_("What the leadership is to lead to."))
    focus_points = models.JSONField(_("focus areas"), default=list, blank=True)
    process = models.JSONField(_("how teams work with it"), default=list, blank=True)
    scale = models.ForeignKey(
        Scale,
        models.PROTECT,
        related_name="profiles",
        limit_choices_to={"kind": Scale.Kind.ORDINAL},
        verbose_name=_("scale"),
        help_text=_("Ordered steps, on which a team rates each core area."),
    )
    is_in_use = models.BooleanField(
        _("in use"), default=True, help_text=_("Teams can begin a mapping on it.")
    )

    objects = ProfileQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("leadership profile")
        verbose_name_plural = _("leadership profiles")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name


class ProfileRole(models.Model):
    """Who does what in a leadership team, in the profile's words (Danish: rolle i teamet)."""

    profile = models.ForeignKey(
        Profile, models.CASCADE, related_name="roles", verbose_name=_("leadership profile")
    )
    number = models.PositiveSmallIntegerField(_("number"))
    name = models.CharField(_("name"), max_length=150)
    text = models.TextField(_("text"))

    class Meta:
        verbose_name = _("role in the team")
        verbose_name_plural = _("roles in the team")
        ordering = ["profile", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["profile", "number"],
                name="profile_role_number_unique",
                violation_error_message=_("The profile has a role with this number already."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class CoreGroup(models.Model):
    """Core areas that answer one question: how, or what (Danish: kapabiliteter, dimensioner).

    lead_in: what the points of its areas go on from, as “Det betyder, at ledelsen”.
    """

    profile = models.ForeignKey(
        Profile, models.CASCADE, related_name="groups", verbose_name=_("leadership profile")
    )
    number = models.PositiveSmallIntegerField(_("number"))
    name = models.CharField(_("name"), max_length=150)
    question = models.CharField(_("question"), max_length=60)
    introduction = models.TextField(_("introduction"), blank=True)
    lead_in = models.CharField(_("lead-in"), max_length=100, blank=True)

    objects = OpenToAllQuerySet.as_manager()

    class Meta:
        verbose_name = _("group of core areas")
        verbose_name_plural = _("groups of core areas")
        ordering = ["profile", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["profile", "number"],
                name="core_group_number_unique_in_profile",
                violation_error_message=_("The profile has a group with this number already."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class CoreArea(models.Model):
    """Something the leadership is to master (Danish: kerneområde).

    other_name: what the source calls it elsewhere, where it does not keep to one name.
    """

    group = models.ForeignKey(
        CoreGroup, models.CASCADE, related_name="areas", verbose_name=_("group of core areas")
    )
    number = models.PositiveSmallIntegerField(_("number"))
    name = models.CharField(_("name"), max_length=200)
    other_name = models.CharField(_("other name"), max_length=200, blank=True)
    text = models.TextField(_("text"), blank=True)

    objects = OpenToAllQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("core area")
        verbose_name_plural = _("core areas")
        ordering = ["group__profile", "group__number", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["group", "number"],
                name="core_area_number_unique_in_group",
                violation_error_message=_("The group has a core area with this number already."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def in_short(self) -> str:
        """Its text; without one, what it asks of the leadership, from its list."""
        points = list(self.points.all())
        if self.text or not points:
            return self.text
        return f"{self.group.lead_in} {points[0]}"


class CorePoint(models.Model):
    """What a core area means that the leadership does: one line of its list."""

    area = models.ForeignKey(
        CoreArea, models.CASCADE, related_name="points", verbose_name=_("core area")
    )
    number = models.PositiveSmallIntegerField(_("number"))
    text = models.TextField(_("text"))

    class Meta:
        verbose_name = _("point")
        verbose_name_plural = _("points")
        ordering = ["area", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["area", "number"],
                name="core_point_number_unique_in_area",
                violation_error_message=_("The core area has a point with this number already."),
            ),
        ]

    def __str__(self) -> str:
        return self.text
