import datetime
from typing import Self, TypeVar

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from accounts.models import User
from config.collation import danish
from config.privacy import refuse_cpr
from institutions.access import Reader, scope_of
from institutions.models import Cluster, Group, Institution
from institutions.querysets import within
from programmes.models.programme import Programme, ProgrammeStage
from programmes.querysets import PlanningQuerySet

M = TypeVar("M", bound=models.Model)

SATURDAY = 5


class Consultant(models.Model):
    """Somebody who runs courses, and how many at a time (Danish: konsulent)."""

    name = models.CharField(_("name"), max_length=150, unique=True)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="consultant",
        verbose_name=_("person"),
    )
    most_courses = models.PositiveSmallIntegerField(_("courses at a time, at most"), default=4)

    objects = PlanningQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("who runs courses", "consultant")
        verbose_name_plural = pgettext_lazy("who runs courses", "consultants")
        ordering = [danish("name")]

    def __str__(self) -> str:
        return self.name


class Room(models.Model):
    """A room for workshops (Danish: lokale)."""

    name = models.CharField(_("name"), max_length=100, unique=True)
    seats = models.PositiveSmallIntegerField(_("seats"))

    objects = PlanningQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("for workshops", "room")
        verbose_name_plural = pgettext_lazy("for workshops", "rooms")
        ordering = [danish("name")]

    def __str__(self) -> str:
        return self.name


#: The ways from a course to a place. An area reaches what lies in it.
COURSE_PATHS = {
    "clusters": "cluster",
    "institutions": "institution",
}


class CourseQuerySet(models.QuerySet["Course"]):
    def visible_to(self, user: Reader) -> Self:
        """Those of the places the person reads, and those that belong to no place of ours."""
        reads = scope_of(user).reads
        known = self.filter(programme__in=Programme.objects.visible_to(user))
        condition = within(reads, **COURSE_PATHS)
        if condition is None:
            return known
        return known.filter(condition | Q(cluster=None, institution=None))

    def editable_by(self, user: Reader) -> Self:
        """Those of the places the person plans for."""
        condition = within(scope_of(user).plans, **COURSE_PATHS)
        return self.all() if condition is None else self.filter(condition)


class Course(models.Model):
    """One course of a programme, for a cluster, an institution or a group (Danish: forløb).

    A course of another municipality's example belongs to no place of ours.
    """

    programme = models.ForeignKey(
        Programme, models.CASCADE, related_name="courses", verbose_name=_("programme")
    )
    number = models.PositiveSmallIntegerField(_("number"))
    name = models.CharField(_("name"), max_length=150)
    starts_on = models.DateField(_("starts"))
    participants = models.PositiveSmallIntegerField(_("participants"), null=True, blank=True)
    cluster = models.ForeignKey(
        Cluster,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="courses",
        verbose_name=_("cluster"),
    )
    institution = models.ForeignKey(
        Institution,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="courses",
        verbose_name=_("institution"),
    )
    group = models.ForeignKey(
        Group,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="courses",
        verbose_name=pgettext_lazy("of children", "group"),
    )
    consultants = models.ManyToManyField(
        Consultant,
        blank=True,
        related_name="courses",
        verbose_name=pgettext_lazy("who runs courses", "consultants"),
    )
    room = models.ForeignKey(
        Room,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="courses",
        verbose_name=pgettext_lazy("for workshops", "room"),
    )

    objects = CourseQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("course")
        verbose_name_plural = _("courses")
        ordering = ["programme", "starts_on", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "number"],
                name="course_number_once",
                violation_error_message=_("The programme has a course of this number already."),
            ),
            models.CheckConstraint(
                name="course_of_one_place",
                condition=Q(cluster=None) | Q(institution=None),
                violation_error_message=_("Choose a cluster or an institution, not both."),
            ),
            models.CheckConstraint(
                name="course_group_in_an_institution",
                condition=Q(group=None) | Q(institution__isnull=False),
                violation_error_message=_("Choose the institution of the group as well."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("course_detail", args=[self.programme.slug, self.number])

    def lay_out(self) -> None:
        """Plan the stages it lacks, by the programme's own distances from the start."""
        known = set(self.stages.values_list("kind_id", flat=True))
        Stage.objects.bulk_create(
            Stage(course=self, kind=kind, planned_on=self._day_of(kind))
            for kind in self.programme.stages.all()
            if kind.pk not in known
        )

    def _day_of(self, kind: ProgrammeStage) -> datetime.date:
        day = self.starts_on + datetime.timedelta(days=kind.days_after_start)
        while day.weekday() >= SATURDAY:
            day += datetime.timedelta(days=1)
        return day

    @transaction.atomic
    def move_to(self, day: datetime.date, *, by: User, reason: str) -> "Shift":
        """Start on another day, and take along every stage that has not been held."""
        course = Course.objects.select_for_update().get(pk=self.pk)
        days = day - course.starts_on
        shift = Shift.objects.create(
            course=self, from_on=course.starts_on, to_on=day, reason=reason, made_by=by
        )
        self.starts_on = day
        self.save(update_fields=["starts_on"])
        stages = list(self.stages.filter(done_on=None))
        for stage in stages:
            stage.planned_on += days
        Stage.objects.bulk_update(stages, ["planned_on"])
        return shift


class OfCourseQuerySet(models.QuerySet[M]):
    """Rows of a course: seen and changed by those who see and change it."""

    def visible_to(self, user: Reader) -> Self:
        return self.filter(course__in=Course.objects.visible_to(user))

    def editable_by(self, user: Reader) -> Self:
        return self.filter(course__in=Course.objects.editable_by(user))


class Stage(models.Model):
    """A stage of one course: planned for a day, and held on one (Danish: trin)."""

    course = models.ForeignKey(
        Course, models.CASCADE, related_name="stages", verbose_name=_("course")
    )
    kind = models.ForeignKey(
        ProgrammeStage, models.PROTECT, related_name="held", verbose_name=_("stage")
    )
    planned_on = models.DateField(_("planned for"))
    done_on = models.DateField(_("held on"), null=True, blank=True)

    objects = OfCourseQuerySet.as_manager()

    class Meta:
        verbose_name = _("stage of a course")
        verbose_name_plural = _("stages of a course")
        ordering = ["course", "kind__number"]
        constraints = [
            models.UniqueConstraint(
                fields=["course", "kind"],
                name="stage_once_in_a_course",
                violation_error_message=_("The course has this stage already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}, {self.course}"

    @transaction.atomic
    def move_to(self, day: datetime.date, *, by: User, reason: str) -> "Shift":
        """Hold this stage alone on another day."""
        stage = Stage.objects.select_for_update().get(pk=self.pk)
        shift = Shift.objects.create(
            course=self.course,
            stage=self,
            from_on=stage.planned_on,
            to_on=day,
            reason=reason,
            made_by=by,
        )
        self.planned_on = day
        self.save(update_fields=["planned_on"])
        return shift


class Shift(models.Model):
    """A course, or one stage of it, was moved: from when to when, why, by whom."""

    course = models.ForeignKey(
        Course, models.CASCADE, related_name="shifts", verbose_name=_("course")
    )
    stage = models.ForeignKey(
        Stage,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="shifts",
        verbose_name=_("stage"),
    )
    from_on = models.DateField(_("from"))
    to_on = models.DateField(_("to"))
    reason = models.TextField(_("reason"), validators=[refuse_cpr])
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("moved by"),
    )
    made_at = models.DateTimeField(_("moved"), default=timezone.now)

    objects = OfCourseQuerySet.as_manager()

    class Meta:
        verbose_name = _("move of a course")
        verbose_name_plural = _("moves of courses")
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.course}: {self.from_on} → {self.to_on}"
