from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.requests import SignedInRequest
from institutions.access import scope_of
from institutions.models import Cluster, Institution
from strategy.method_forms import MethodForm
from strategy.methods import MethodsPage
from strategy.models import Method, MethodUse


def method_list(request: SignedInRequest) -> HttpResponse:
    search = request.GET.get("q", "").strip()
    page = MethodsPage.build(request.user, on=timezone.localdate(), search=search)
    return render(request, "strategy/method_list.html", {"page": page})


def method_create(request: SignedInRequest) -> HttpResponse:
    """A new method, for the leaders of a cluster to share."""
    reach = scope_of(request.user)
    if not reach.edits:
        raise Http404
    form = MethodForm(
        request.POST or None,
        clusters=Cluster.objects.at(reach.drafts),
        may_be_everybodys=reach.edits.everything,
    )
    if form.is_valid():
        form.save()
        messages.success(request, _("The method has been saved."))
        return redirect("method_list")
    return render(request, "strategy/method_form.html", {"form": form})


@require_POST
def method_use_start(request: SignedInRequest, pk: int) -> HttpResponse:
    """An institution takes a method up, from today."""
    method = get_object_or_404(Method.objects.visible_to(request.user), pk=pk)
    institutions = Institution.objects.editable_by(request.user).open()
    institution = get_object_or_404(institutions, slug=request.POST.get("institution", ""))
    use = MethodUse(method=method, institution=institution, from_on=timezone.localdate())
    words = {"institution": institution, "method": method}
    try:
        use.full_clean()
        with transaction.atomic():
            use.save()
    except (ValidationError, IntegrityError):  # pressed twice: it is in use, as was wanted
        messages.info(request, _("%(institution)s uses “%(method)s” already.") % words)
    else:
        messages.success(request, _("%(institution)s uses “%(method)s” from today.") % words)
    return redirect("method_list")


@require_POST
def method_use_stop(request: SignedInRequest, pk: int) -> HttpResponse:
    """An institution leaves a method: yesterday was its last day."""
    use = get_object_or_404(
        MethodUse.objects.editable_by(request.user)
        .current()
        .select_related("institution", "method"),
        pk=pk,
    )
    use.stop(on=timezone.localdate())
    messages.success(
        request,
        _("%(institution)s no longer uses “%(method)s”.")
        % {"institution": use.institution, "method": use.method},
    )
    return redirect("method_list")
