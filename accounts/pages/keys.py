"""Keys with which one's own programs read: made, seen in a list, closed."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from accounts.confirming import fresh_sign_in_required
from accounts.models import ApiToken
from accounts.pages.key_forms import ApiTokenForm
from accounts.requests import SignedInRequest
from config.asking import ask, is_sure


@never_cache
@fresh_sign_in_required
def token_list(request: SignedInRequest) -> HttpResponse:
    """One's keys, and a form for a new one; the answer to it shows the key, this once."""
    form = ApiTokenForm(request.POST or None)
    key = ""
    if form.is_valid():
        key = form.issue_to(request.user)
        form = ApiTokenForm() if key else form
    tokens = ApiToken.objects.filter(user=request.user)
    return render(
        request,
        "accounts/token_list.html",
        {"form": form, "key": key, "tokens": tokens, "address": request.build_absolute_uri("/")},
    )


def token_revoke(request: SignedInRequest, pk: int) -> HttpResponse:
    token = get_object_or_404(ApiToken, pk=pk, user=request.user)
    if not is_sure(request):
        return ask(
            request,
            title=_("Close the key “%(name)s”?") % {"name": token},
            lost=[
                _("Programs that read with it get nothing more, from this moment."),
                _("It cannot be opened again; a new key is another key."),
            ],
            button=_("Close the key"),
            back=reverse("token_list"),
            crumbs=[(reverse("token_list"), _("Access from outside"))],
        )
    token.revoke()
    messages.success(request, _("The key “%(name)s” opens nothing any more.") % {"name": token})
    return redirect("token_list")
