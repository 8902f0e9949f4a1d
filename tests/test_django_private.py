"""Everything of `config.django_private`, tried against the Django that is installed.

When another release of Django comes in, the first test fails: read in its notes and its code what
became of each of these, and then add the new number here.
"""

import ast
from pathlib import Path

import django
import pytest
from django.conf import settings
from django.db import connection
from django.utils.translation import gettext, override

from accounts.models import User
from config import django_private
from institutions.models import Cluster, Placement
from strategy.method_forms import MethodForm
from strategy.models import Method
from tests.factories import ClusterFactory, MethodFactory, UserFactory

READ_IN = {(5, 2), (6, 0)}

#: What begins with an underscore and is promised all the same, by whom.
PROMISED = {
    *("_meta", "_default_manager", "_base_manager", "_state", "_db", "_save"),  # Django's manual
    *("_asdict", "_fields", "_make", "_replace"),  # of a NamedTuple
    *("_tc", "_tr", "_tbl"),  # python-docx, whose only way to the XML they are
    "_history_user",  # simple_history's manual
    *("_query_assertion", "_settings"),  # python3-saml, whose only way to what was signed alone
}


def test_they_were_read_in_the_release_that_is_installed():
    assert django.VERSION[:2] in READ_IN


def test_a_new_password_is_known_until_it_is_saved():
    user = UserFactory.build()
    assert django_private.password_being_set(User()) is None
    user.set_password("sommerfugl i regn")
    assert django_private.password_being_set(user) == "sommerfugl i regn"


@pytest.mark.django_db
def test_a_saved_password_is_no_longer_known():
    user = UserFactory()
    user.set_password("sommerfugl i regn")
    user.save()
    assert django_private.password_being_set(user) is None


@pytest.mark.django_db
def test_the_rows_that_have_been_read_are_known_and_no_others_are_asked_for():
    method, methods = MethodFactory(), Method.objects.all()
    assert django_private.rows_read(methods) is None
    list(methods)
    assert django_private.rows_read(methods) == [method]


@pytest.mark.django_db
def test_rows_are_deleted_by_one_statement(django_assert_num_queries):
    kept, gone = MethodFactory(), MethodFactory()
    with django_assert_num_queries(1):
        django_private.delete_unasked(Method.objects.filter(pk=gone.pk).order_by())
    assert list(Method.objects.all()) == [kept]


@pytest.mark.django_db
def test_a_constraint_is_dropped_by_its_quoted_name():
    editor = connection.SchemaEditorClass(connection)
    dropping = django_private.statement_dropping
    statement = str(dropping(editor, "%(table)s without %(name)s", Placement, "ends"))
    names = editor.quote_name("ends"), editor.quote_name(Placement._meta.db_table)
    assert all(name in statement for name in names)


@pytest.mark.django_db
def test_a_form_validates_the_fields_that_it_is_told_to():
    ClusterFactory()
    clusters = Cluster.objects.all()
    form = MethodForm({}, clusters=clusters, may_be_everybodys=False)
    form.is_valid()
    assert "cluster" not in form.fields
    assert "cluster" not in form._get_validation_exclusions()
    form.validates_also = frozenset()
    assert "cluster" in form._get_validation_exclusions()


def test_translations_are_changed_where_they_lie_and_read_anew():
    with override("da"):
        before = gettext("Achieved")
        for messages in django_private.translations_to("da"):
            if "Achieved" in messages:
                messages["Achieved"] = "Noget andet"
        changed = gettext("Achieved")
    django_private.forget_translations("da")
    with override("da"):
        assert (changed, gettext("Achieved")) == ("Noget andet", before)


def _modules() -> dict[str, ast.Module]:
    """Every module that runs in production, as a tree."""
    base = Path(settings.BASE_DIR)
    apps = {name for name in settings.INSTALLED_APPS if "." not in name} | {"config", "files"}
    return {
        str(path.relative_to(base)): ast.parse(path.read_text())
        for app in apps
        for path in (base / app).rglob("*.py")
        if path.parent.name != "migrations"
    }


def _names_made(tree: ast.Module) -> set[str]:
    """Names of functions, classes and attributes that a module makes itself."""
    made = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            made.add(node.name)
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            made.add(node.attr)
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            made.add(node.target.id)
    return made


def _others_own(tree: ast.Module, made: set[str]) -> set[str]:
    """Names that others keep to themselves and the module asks for all the same."""
    found = set()
    for node in ast.walk(tree):
        if not isinstance(node, ast.Attribute) or node.attr.startswith("__"):
            continue
        is_of_super = isinstance(node.value, ast.Call) and ast.unparse(node.value.func) == "super"
        if node.attr.startswith("_") and (is_of_super or node.attr not in made):
            found.add(node.attr)
    return found - PROMISED


def test_nothing_else_asks_for_what_nobody_promises():
    modules = _modules()
    assert len(modules) > 500
    made = set().union(*map(_names_made, modules.values()))
    found = {name: _others_own(tree, made) for name, tree in modules.items()}
    asking = {name: names for name, names in found.items() if names}
    assert asking.pop("config/django_private.py")
    assert asking == {}
