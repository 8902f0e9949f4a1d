"""What every process would load for itself when somebody first asks for it."""

from collections.abc import Iterable
from pathlib import Path

from django import forms
from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.db import connections
from django.forms.renderers import get_default_renderer
from django.template import TemplateSyntaxError
from django.template.engine import Engine
from django.template.loader import get_template
from django.template.utils import get_app_template_dirs
from django.urls import get_resolver
from django.utils import translation
from django.utils.module_loading import import_string


def load() -> None:
    """Every address with its view, every template as it is compiled, and the languages.

    No connection may be left that several processes would talk through.
    """
    get_resolver().reverse_dict  # noqa: B018  # asking for them imports the views
    import_string(settings.MESSAGE_STORAGE)
    SessionBase().serializer  # noqa: B018
    Engine.get_default().template_context_processors  # noqa: B018
    ours = set(_names([Path(folder) for folder in Engine.get_default().dirs]))
    for name in templates():
        try:
            get_template(name)
        except TemplateSyntaxError:  # of a package's page that nobody here is shown
            if name in ours:
                raise
    for name in _names([Path(forms.__path__[0]) / "templates"]):
        get_default_renderer().get_template(name)
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            translation.gettext("Save")
    connections.close_all()


def templates() -> list[str]:
    """The names of the templates of ours, and of those that the packages have for pages."""
    ours = [Path(folder) for folder in Engine.get_default().dirs]
    return _names([*ours, *get_app_template_dirs("templates")])


def _names(folders: Iterable[Path]) -> list[str]:
    return sorted(
        {str(path.relative_to(folder)) for folder in folders for path in folder.rglob("*.html")}
    )
