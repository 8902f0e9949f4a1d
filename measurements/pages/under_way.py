"""The pages of files too large to be read while somebody waits."""

from django.contrib import messages
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from imports import background
from imports.answering import cells_of, given_in
from imports.following import Following
from imports.news import stop
from imports.page_doors import for_those_who
from imports.tickets import FOLDER
from measurements.models import ImportUnderWay
from measurements.pages.files import MeasurementPages
from measurements.way_in import may_import

Stage = ImportUnderWay.Stage


@require_GET
@for_those_who(may_import)
def measurement_under_way(request: HttpRequest, pk: int) -> HttpResponse:
    """How far it is; once it has been checked its preview, once it is done its receipt."""
    one = _mine(request, pk)
    if one.stage == Stage.DONE:
        if one.batch_id:
            return redirect("import_detail", one.batch_id)
        messages.success(request, _("Everything in the file is here already"))
        return redirect("measurement_import")
    if one.stage == Stage.CHECKED:
        pages = MeasurementPages(request)
        address = reverse("measurement_under_way_confirm", args=[pk])
        again = reverse("measurement_under_way_restart", args=[pk])
        context = {
            "preview": one.preview,
            "upload": background.upload_of(one),
            "one": one,
            "confirm_url": address,
            "look_url": again,
        }
        return pages.page(pages.preview_template, context | pages.questions_context_of(one))
    page = "measurements/files/under_way.html"
    return TemplateResponse(request, page, {"following": Following.of(one)})


@require_POST
@for_those_who(may_import)
def measurement_under_way_confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Have it read in as its preview shows."""
    one = _mine(request, pk)
    if one.stage == Stage.CHECKED and one.fingerprint:
        background.confirm(
            one,
            accepted=request.POST,
            reason=request.POST.get("reason", ""),
        )
    return redirect(one)


@require_POST
@for_those_who(may_import)
def measurement_under_way_restart(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin the step once more, or check the file again where the data have changed."""
    one = _mine(request, pk)
    if one.stage == Stage.CHECKED and "step" in request.POST:
        _answer(request, one)
    elif one.stage in (Stage.CHECKED, Stage.STOPPED) or Following.of(one).may_restart:
        background.restart(one)
    return redirect(one)


def _answer(request: HttpRequest, one: ImportUnderWay) -> None:
    """Check the file again with the answers, or say what is wrong with them."""
    questions = MeasurementPages(request).questions_of(one)
    cells = dict.fromkeys(cells_of(questions), "")
    given = given_in(request.POST, questions, cells=cells, answered=one.answers)
    wrong = [one.text for one in questions if one.id in given.wrong]
    for question in wrong:
        messages.error(request, f"{question} {_('This has not been answered yet.')}")
    if given.answers:
        background.answer(one, given, questions)


@require_POST
@for_those_who(may_import)
def measurement_under_way_stop(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask the task to stop; where none has begun, nothing is left to stop."""
    one = _mine(request, pk)
    if one.is_working:
        stop(one)
        background.stop_waiting(one)
    return redirect(one)


@require_GET
@for_those_who(may_import)
def measurement_under_way_faults(request: HttpRequest, pk: int) -> FileResponse:
    """The file with one more column: what to correct in each row."""
    one = _mine(request, pk)
    try:
        file = default_storage.open(f"{FOLDER}/{background.faults_name(one)}", "rb")
    except FileNotFoundError as error:
        raise Http404 from error
    name = f"{one.file_name.rsplit('.', 1)[0]}-{_('errors')}.csv"
    return FileResponse(
        file, as_attachment=True, filename=name, content_type="text/csv; charset=utf-8"
    )


def _mine(request: HttpRequest, pk: int) -> ImportUnderWay:
    mine = ImportUnderWay.objects.visible_to(request.user).select_related("user")
    return get_object_or_404(mine, pk=pk)
