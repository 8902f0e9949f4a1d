from typing import Self, TypeVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from institutions.access import Reader, scope_of
from leadership.querysets import ValueBaseQuerySet

M = TypeVar("M", bound=models.Model)


class ValueBase(models.Model):
    """A version of what staff and leaders commit themselves to (Danish: værdigrundlag).

    It holds from a day until the next version does; without a day it is being prepared.
    """

    name = models.CharField(_("name"), max_length=150)
    source = models.CharField(_("source"), max_length=150, blank=True)
    introduction = models.TextField(_("introduction"), blank=True)
    from_on = models.DateField(
        _("in force from"),
        null=True,
        blank=True,
        unique=True,
        help_text=_("Empty while it is being prepared: only administrators see it then."),
    )

    objects = ValueBaseQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("value base")
        verbose_name_plural = _("value bases")
        ordering = [F("from_on").desc(nulls_first=True), "-pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def is_kept(self) -> bool:
        """Whether it stays as it is: it has a day, or something builds on it."""
        if self.from_on is not None:
            return True
        own = Commitment.objects.filter(cell__area__base=self)
        is_cited = Q(uses__isnull=False) | Q(focuses__isnull=False)
        return own.filter(is_cited).exists() or self.chapters.filter(is_cited).exists()


class OfValueBaseQuerySet(models.QuerySet[M]):
    """Rows of a version of the value base; `base` is the way to it."""

    base = "base"

    def visible_to(self, user: Reader) -> Self:
        return self.filter(**{f"{self.base}__in": ValueBase.objects.visible_to(user)})

    def editable_by(self, user: Reader) -> Self:
        return self.all() if scope_of(user).edits.everything else self.none()


class JobRoleQuerySet(OfValueBaseQuerySet["JobRole"]):
    base = "group__base"


class CommitmentCellQuerySet(OfValueBaseQuerySet["CommitmentCell"]):
    base = "role__group__base"


class CommitmentQuerySet(OfValueBaseQuerySet["Commitment"]):
    base = "cell__role__group__base"


class CoreValue(models.Model):
    """One of the values it all rests on (Danish: værdi)."""

    base = models.ForeignKey(
        ValueBase, models.CASCADE, related_name="values", verbose_name=_("value base")
    )
    number = models.PositiveSmallIntegerField(_("number"))
    name = models.CharField(_("name"), max_length=60)
    text = models.TextField(_("what it means"), blank=True)

    class Meta:
        verbose_name = _("core value")
        verbose_name_plural = _("core values")
        ordering = ["base", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["base", "number"],
                name="core_value_number_unique_in_base",
                violation_error_message=_("There is a value with this number already."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ValueArea(models.Model):
    """What the commitments are about: a column of the matrix (Danish: område)."""

    base = models.ForeignKey(
        ValueBase, models.CASCADE, related_name="areas", verbose_name=_("value base")
    )
    number = models.PositiveSmallIntegerField(_("number"))
    name = models.CharField(_("name"), max_length=100)

    class Meta:
        verbose_name = _("area of the value base")
        verbose_name_plural = _("areas of the value base")
        ordering = ["base", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["base", "name"],
                name="value_area_name_unique_in_base",
                violation_error_message=_("There is an area of this name already."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class JobGroup(models.Model):
    """Roles that belong together: staff of institutions, of family daycare, leaders."""

    base = models.ForeignKey(
        ValueBase, models.CASCADE, related_name="groups", verbose_name=_("value base")
    )
    number = models.PositiveSmallIntegerField(_("number"))
    name = models.CharField(_("name"), max_length=100)
    title = models.CharField(_("title"), max_length=150, blank=True)

    class Meta:
        verbose_name = _("group of roles")
        verbose_name_plural = _("groups of roles")
        ordering = ["base", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["base", "name"],
                name="job_group_name_unique_in_base",
                violation_error_message=_("There is a group of this name already."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class JobRole(models.Model):
    """Who commits themselves: a row of the matrix (Danish: rolle).

    is_everybody: what it commits to holds for all roles of the group.
    """

    group = models.ForeignKey(
        JobGroup, models.CASCADE, related_name="roles", verbose_name=_("group of roles")
    )
    number = models.PositiveSmallIntegerField(_("number"))
    name = models.CharField(_("name"), max_length=100)
    is_everybody = models.BooleanField(_("all of the group"), default=False)

    objects = JobRoleQuerySet.as_manager()

    class Meta:
        verbose_name = _("role")
        verbose_name_plural = _("roles")
        ordering = ["group__base", "group__number", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["group", "name"],
                name="job_role_name_unique_in_group",
                violation_error_message=_("The group has a role of this name already."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("job_role_detail", args=[self.pk])


class CommitmentCell(models.Model):
    """A role under an area: the commitments there, or that they are being written."""

    role = models.ForeignKey(JobRole, models.CASCADE, related_name="cells", verbose_name=_("role"))
    area = models.ForeignKey(
        ValueArea, models.CASCADE, related_name="cells", verbose_name=_("area of the value base")
    )
    is_being_written = models.BooleanField(_("being written"), default=False)

    objects = CommitmentCellQuerySet.as_manager()

    class Meta:
        verbose_name = _("cell of the value base")
        verbose_name_plural = _("cells of the value base")
        ordering = ["role", "area__number"]
        constraints = [
            models.UniqueConstraint(
                fields=["role", "area"],
                name="commitment_cell_unique",
                violation_error_message=_("The role has this area already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role}: {self.area}"

    def clean(self) -> None:
        if self.role_id and self.area_id and self.role.group.base_id != self.area.base_id:
            raise ValidationError(_("Role and area belong to two different value bases."))


class Commitment(models.Model):
    """What a role commits itself to: “At …” (Danish: forpligtelse)."""

    cell = models.ForeignKey(
        CommitmentCell,
        models.CASCADE,
        related_name="commitments",
        verbose_name=_("cell of the value base"),
    )
    number = models.PositiveSmallIntegerField(_("number"))
    text = models.TextField(_("commitment"))

    objects = CommitmentQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("commitment")
        verbose_name_plural = _("commitments")
        ordering = [
            "cell__role__group__number",
            "cell__role__number",
            "cell__area__number",
            "number",
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["cell", "number"],
                name="commitment_number_unique_in_cell",
                violation_error_message=_("There is a commitment with this number already."),
            ),
            models.CheckConstraint(
                name="commitment_number_from_one",
                condition=Q(number__gte=1),
                violation_error_message=_("Numbers begin at 1."),
            ),
        ]

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        return f"{reverse('job_role_detail', args=[self.cell.role_id])}#forpligtelse-{self.pk}"
