from collections.abc import Iterable
from typing import Any, cast

from django.conf import settings
from django.contrib import admin
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.contrib.contenttypes.models import ContentType
from django.contrib.contenttypes.views import shortcut
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from config.admin_forms import DeletesAsStored, LabelsRows, NamesFieldsInWords
from config.admin_lookups import PlainLookups
from config.admin_sight import WithinSight, has_sight
from config.asked import whole_number
from config.slots import Slot

#: Whether a person of the staff is let in; nobody keeps anybody out unless an app does.
lets_in: Slot[[Any], bool] = Slot("who is let into the administration")

#: The apps in the order of the administrators' work; others come after them.
DAILY = (
    "measurements",
    "indicators",
    "institutions",
    "accounts",
    "strategy",
    "meetings",
    "duties",
    "leadership",
    "programmes",
    "voices",
)


class InFull(AutocompleteJsonView):
    """What is found to choose among, told so that two of one name are told apart."""

    def serialize_result(self, obj: Model, to_field_name: str) -> dict[str, str]:
        return super().serialize_result(obj, to_field_name) | {"text": told_in_full(obj)}


def told_in_full(obj: Model) -> str:
    """A row as it is offered in a choice: `in_full` where its model has that."""
    return getattr(obj, "in_full", "") or str(obj)


class LedestjernenAdminSite(admin.AdminSite):
    """The administration: everyone signs in by the same door, `/konto/log-ind/`."""

    site_header = _("Ledestjernen: data")
    site_title = _("Ledestjernen")
    index_title = _("Data")

    def autocomplete_view(self, request: HttpRequest) -> HttpResponse:
        answer = InFull.as_view(admin_site=self)(request)
        return cast(HttpResponse, answer)

    def has_permission(self, request: HttpRequest) -> bool:
        """Whether somebody works here: staff, unless an app says that their time is over."""
        return super().has_permission(request) and all(lets_in.all(request.user))

    def get_urls(self) -> list[URLPattern | URLResolver]:
        """Django's own; but a row's own page is led to only from a row that is seen."""
        shown = self.admin_view(self.view_on_site)
        address = "r/<path:content_type_id>/<path:object_id>/"
        others = [one for one in super().get_urls() if getattr(one, "name", "") != "view_on_site"]
        return [path(address, shown, name="view_on_site"), *others]

    def view_on_site(
        self, request: HttpRequest, content_type_id: str, object_id: str
    ) -> HttpResponse:
        """To the page of a row. Its address may hold its name: none where the row is not seen."""
        kind = ContentType.objects.filter(pk=whole_number(content_type_id) or 0).first()
        model = kind.model_class() if kind else None
        if model is None or not has_sight(request.user, model, object_id):
            raise Http404
        return shortcut(request, content_type_id, object_id)

    # Django says TemplateResponse of both; they lead to our own page instead.
    def password_change(  # type: ignore[override]  # as told above
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """By the same door as everybody: there wrong old passwords are counted."""
        return redirect("password_change")

    def password_change_done(  # type: ignore[override]  # as told above
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return redirect("password_change_done")

    def register(
        self,
        model_or_iterable: type[Model] | Iterable[type[Model]],
        admin_class: type[admin.ModelAdmin[Any]] | None = None,
        **options: Any,
    ) -> None:
        """Every page, those of packages too, is asked plainly, and names only what is seen."""
        own = admin_class or admin.ModelAdmin
        members = {"__module__": own.__module__, "__doc__": own.__doc__}
        ours = (NamesFieldsInWords, LabelsRows, DeletesAsStored, PlainLookups, WithinSight)
        plain = type(own.__name__, (*ours, own), members)
        super().register(model_or_iterable, plain, **options)

    def get_app_list(
        self, request: HttpRequest, app_label: str | None = None
    ) -> list[dict[str, Any]]:
        """What administrators work with daily stands first, the machinery last."""
        apps = super().get_app_list(request, app_label)
        places = {label: place for place, label in enumerate(DAILY)}
        return sorted(apps, key=lambda app: places.get(app["app_label"], len(DAILY)))

    @method_decorator(never_cache)
    @method_decorator(login_not_required)
    def login(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Send strangers to the sign-in page; tell those signed in that this is not theirs."""
        if request.user.is_authenticated and not self.has_permission(request):
            raise PermissionDenied
        there = request.GET.get("next", reverse("admin:index"))
        return redirect_to_login(there, settings.LOGIN_URL)
