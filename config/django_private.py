"""What the house uses of Django that Django promises nobody, all of it here.

A release of Django may change any of it without saying so: `tests/test_django_private.py` tries
each, and is named for the release they were read in.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, ClassVar

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.backends.ddl_references import Statement
from django.db.models import Model, QuerySet
from django.forms import BaseModelForm
from django.utils.translation import trans_real

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser

    _ModelForm = BaseModelForm[Any]
else:
    _ModelForm = object  # it stands before a ModelForm


def password_being_set(user: "AbstractBaseUser") -> str | None:
    """The new password of a person, from when it is set until it has been saved; else None."""
    password: str | None = user._password  # type: ignore[attr-defined]  # not in the stubs
    return password


def delete_unasked(rows: QuerySet[Any]) -> None:
    """Delete rows by one statement, without a look at what points to them and without signals."""
    rows._raw_delete(rows.db)


def statement_dropping(
    schema_editor: BaseDatabaseSchemaEditor, template: str, model: type[Model], name: str
) -> Statement:
    """The statement that drops a constraint. template: one of the editor's own `sql_delete_…`."""
    quoted = schema_editor.quote_name(name)
    statement: Statement = schema_editor._delete_constraint_sql(  # type: ignore[attr-defined]  # not in the stubs
        template, model, quoted
    )
    return statement


class ValidatesAlso(_ModelForm):
    """For a ModelForm: `validates_also` names fields of the row that it does not ask for."""

    validates_also: ClassVar[frozenset[str]]

    def _get_validation_exclusions(self) -> set[str]:
        left_out: set[str] = super()._get_validation_exclusions()  # type: ignore[misc]  # not in the stubs
        return left_out - self.validates_also


class HearsOfCleanFields(_ModelForm):
    """For a form: `fields_are_clean` is called between its fields' validation and its own."""

    def fields_are_clean(self) -> None:
        """What the form does with `cleaned_data` before anything holds fields to each other."""
        raise NotImplementedError

    def _clean_fields(self) -> None:
        super()._clean_fields()  # type: ignore[misc]  # not in the stubs
        self.fields_are_clean()


def forget_translations(language: str) -> None:
    """Have the translations to a language be read anew."""
    trans_real._translations.pop(language, None)  # type: ignore[attr-defined]  # not in the stubs


def translations_to(language: str) -> Iterator[dict[Any, str]]:
    """What this process has read of the translations to a language, to be changed where it lies."""
    catalogue: Any = trans_real.translation(language)._catalog  # type: ignore[attr-defined]  # not in the stubs
    yield from catalogue._catalogs


def rows_read(queryset: QuerySet[Any]) -> list[Any] | None:
    """The rows a queryset has read already; None where it would have to ask for them."""
    read: list[Any] | None = queryset._result_cache
    return read
