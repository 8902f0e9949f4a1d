from django.conf import settings
from django.contrib import admin
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from config.admin_forms import DeletesAsStored
from config.admin_lookups import PlainLookups

#: The apps in the order of the administrators' work; others come after them.
DAILY = (
    "measurements",
    "indicators",
    "institutions",
    "accounts",
    "strategy",
    "meetings",
    "leadership",
    "programmes",
)


class InFull(AutocompleteJsonView):
    """What is found to choose among, told so that two of one name are told apart."""

    def serialize_result(self, obj, to_field_name):
        return super().serialize_result(obj, to_field_name) | {"text": told_in_full(obj)}


def told_in_full(obj) -> str:
    """A row as it is offered in a choice: `in_full` where its model has that."""
    return getattr(obj, "in_full", "") or str(obj)


class LedestjernenAdminSite(admin.AdminSite):
    """The administration: everyone signs in by the same door, `/konto/log-ind/`."""

    site_header = _("Ledestjernen: data")
    site_title = _("Ledestjernen")
    index_title = _("Data")

    def autocomplete_view(self, request):
        return InFull.as_view(admin_site=self)(request)

    def register(self, model_or_iterable, admin_class=None, **options):
        """Every list, those of packages too, is filtered by plain look-ups only; and so on."""
        own = admin_class or admin.ModelAdmin
        members = {"__module__": own.__module__, "__doc__": own.__doc__}
        plain = type(own.__name__, (DeletesAsStored, PlainLookups, own), members)
        super().register(model_or_iterable, plain, **options)

    def get_app_list(self, request, app_label=None):
        """What administrators work with daily stands first, the machinery last."""
        apps = super().get_app_list(request, app_label)
        places = {label: place for place, label in enumerate(DAILY)}
        return sorted(apps, key=lambda app: places.get(app["app_label"], len(DAILY)))

    @method_decorator(never_cache)
    @method_decorator(login_not_required)
    def login(self, request, extra_context=None):
        """Send strangers to the sign-in page; tell those signed in that this is not theirs."""
        if request.user.is_authenticated and not self.has_permission(request):
            raise PermissionDenied
        there = request.GET.get("next", reverse("admin:index"))
        return redirect_to_login(there, settings.LOGIN_URL)
