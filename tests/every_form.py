"""All forms that people fill in on pages: what holds for every one of them is held to it."""

import importlib
import pkgutil
from functools import cache
from pathlib import Path

from django import forms
from django.apps import apps
from django.conf import settings

#: Of the administration, and bases that no page shows.
LEFT_OUT = ("admin", "django.", "allauth.", "crispy_forms.", "import_export.", "tests.")


@cache
def every_form() -> tuple[type[forms.Form], ...]:
    """Their classes, by name; forms made while a page is built are not among them."""
    for app in apps.get_app_configs():
        if Path(app.path).parent != Path(settings.BASE_DIR) or app.name in {"demo", "bench"}:
            continue
        for module in pkgutil.walk_packages(app.module.__path__, f"{app.name}."):
            if "migrations" not in module.name:
                importlib.import_module(module.name)
    found = {form for form in _below(forms.BaseForm) if hasattr(form, "base_fields")}
    ours = (form for form in found if not any(part in form.__module__ for part in LEFT_OUT))
    return tuple(sorted(ours, key=lambda form: (form.__name__, form.__module__)))


def forms_with(kind: type[forms.Field]) -> list[tuple[type[forms.Form], tuple[str, ...]]]:
    """Forms with a field of a kind, and the names of those fields."""
    named = (
        (form, tuple(name for name, field in form.base_fields.items() if isinstance(field, kind)))
        for form in every_form()
    )
    return [(form, names) for form, names in named if names]


def _below(form):
    for one in form.__subclasses__():
        yield one
        yield from _below(one)
