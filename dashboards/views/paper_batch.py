"""The papers of all one's institutions in one file: begin, go on, fetch."""

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.requests import SignedInRequest
from dashboards.papers.batch import Batch, batch_name
from institutions.models import Institution


@never_cache
@require_safe
def paper_batch(request: SignedInRequest) -> HttpResponse:
    """How far it is; with a button for going on."""
    count = Institution.objects.visible_to(request.user).open().count()
    context = {"batch": Batch.of(request.session, user=request.user), "count": count}
    return render(request, "dashboards/paper_batch.html", context)


@require_POST
def paper_batch_begin(request: SignedInRequest) -> HttpResponse:
    institutions = Institution.objects.visible_to(request.user).open()
    batch = Batch.begin(institutions.values_list("pk", flat=True), user=request.user)
    batch.step(user=request.user, on=timezone.localdate()).keep(request.session)
    return redirect("paper_batch")


@require_POST
def paper_batch_step(request: SignedInRequest) -> HttpResponse:
    batch = Batch.of(request.session, user=request.user)
    if batch is not None and not batch.is_done:
        batch.step(user=request.user, on=timezone.localdate()).keep(request.session)
    return redirect("paper_batch")


@require_safe
def paper_batch_file(request: SignedInRequest) -> FileResponse:
    batch = Batch.of(request.session, user=request.user)
    if batch is None or not batch.is_there:
        raise Http404
    name = batch_name(timezone.localdate(), _("papers"))
    answer = FileResponse(batch.file.open("rb"), as_attachment=True, filename=name)
    answer["Cache-Control"] = "private, no-store"
    return answer
