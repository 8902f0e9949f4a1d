"""Planning courses: making them, moving them and their stages, telling that a stage was held."""

from django.contrib import messages
from django.db.models import Max
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.requests import SignedInRequest
from programmes.forms import CourseForm, RescheduleForm
from programmes.models import Course, Programme, Stage
from programmes.models.courses import OfCourseQuerySet


def course_create(request: SignedInRequest, slug: str) -> HttpResponse:
    programme = get_object_or_404(Programme.objects.editable_by(request.user), slug=slug)
    form = CourseForm(request.POST or None, instance=Course(programme=programme), user=request.user)
    if form.is_valid():
        last = programme.courses.aggregate(last=Max("number"))["last"] or 0
        form.instance.number = last + 1
        course = form.save()
        course.lay_out()
        messages.success(request, _("%(course)s has been planned.") % {"course": course})
        return redirect(course)
    context = {"form": form, "programme": programme, "heading": _("Plan a new course")}
    return render(request, "programmes/course_form.html", context)


def course_edit(request: SignedInRequest, slug: str, number: int) -> HttpResponse:
    course = _course(request, slug, number)
    name = course.name  # an invalid form has changed the course already
    form = CourseForm(request.POST or None, instance=course, user=request.user)
    if form.is_valid():
        form.save()
        messages.success(request, _("The course has been saved."))
        return redirect(course)
    context = {
        "form": form,
        "programme": course.programme,
        "course": course,
        "name": name,
        "heading": _("Change the course"),
    }
    return render(request, "programmes/course_form.html", context)


def course_move(request: SignedInRequest, slug: str, number: int) -> HttpResponse:
    """Move a course to another start; its stages go along, but for those held already."""
    course = _course(request, slug, number)
    form = RescheduleForm(request.POST or None, was=course.starts_on)
    if form.is_valid():
        shift = course.move_to(
            form.cleaned_data["day"], by=request.user, reason=form.cleaned_data["reason"]
        )
        messages.success(
            request,
            _("The course and its stages have been moved by %(days)s days.")
            % {"days": (shift.to_on - shift.from_on).days},
        )
        return redirect(course)
    context = {"form": form, "course": course, "programme": course.programme, "stage": None}
    return render(request, "programmes/move.html", context)


def stage_move(request: SignedInRequest, pk: int) -> HttpResponse:
    stage = get_object_or_404(_stages(request).filter(done_on=None), pk=pk)
    form = RescheduleForm(request.POST or None, was=stage.planned_on)
    if form.is_valid():
        stage.move_to(form.cleaned_data["day"], by=request.user, reason=form.cleaned_data["reason"])
        messages.success(request, _("%(stage)s has been moved.") % {"stage": stage.kind})
        return redirect(stage.course)
    context = {
        "form": form,
        "course": stage.course,
        "programme": stage.course.programme,
        "stage": stage,
    }
    return render(request, "programmes/move.html", context)


@require_POST
def stage_done(request: SignedInRequest, pk: int) -> HttpResponse:
    """The stage was held on the day it was planned for, or today if that lies ahead; or not."""
    stage = get_object_or_404(_stages(request), pk=pk)
    if stage.done_on:
        stage.done_on = None
        messages.info(request, _("%(stage)s has not been held.") % {"stage": stage.kind})
    else:
        stage.done_on = min(stage.planned_on, timezone.localdate())
        messages.success(request, _("%(stage)s has been held.") % {"stage": stage.kind})
    stage.save(update_fields=["done_on"])
    return redirect(stage.course)


def _course(request: SignedInRequest, slug: str, number: int) -> Course:
    courses = Course.objects.editable_by(request.user).select_related("programme")
    return get_object_or_404(courses, programme__slug=slug, number=number)


def _stages(request: SignedInRequest) -> OfCourseQuerySet[Stage]:
    return Stage.objects.editable_by(request.user).select_related("kind", "course__programme")
