"""What Django's own forms of the administration do with what somebody forges in them."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from django.contrib.admin.widgets import AutocompleteMixin, RelatedFieldWidgetWrapper
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import models
from django.db.models.fields import BLANK_CHOICE_DASH
from django.forms.models import BaseModelForm
from django.http import HttpRequest
from django.utils.text import capfirst
from django.utils.translation import gettext, override

from config.asked import whole_number

if TYPE_CHECKING:
    from django.contrib.admin import ModelAdmin

    _Admin = ModelAdmin[Any]
else:
    _Admin = object  # it stands before a ModelAdmin


class DeletesAsStored(_Admin):
    """For every ModelAdmin of the site: a row marked for deletion is deleted as it is stored.

    Django checks nothing of such a row, and would write what was typed into it, a civil
    registration number too, into the log and the history.
    """

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        for one in formset.deleted_forms:
            if one.instance.pk is not None:
                try:
                    one.instance.refresh_from_db()
                except ObjectDoesNotExist:
                    one.instance.pk = None  # somebody else deleted it: nothing is left to do
        super().save_formset(request, form, formset, change)


class NamesFieldsInWords(_Admin):
    """For every ModelAdmin of the site: the log names a field by words that can be translated.

    Django keeps the label, “Name”, and translates that when it is read; only “name” has a Danish.
    """

    def construct_change_message(
        self, request: HttpRequest, form: Any, formsets: Any, add: bool = False
    ) -> Any:
        told = super().construct_change_message(request, form, formsets, add)
        forms = [form, *(one for formset in formsets or () for one in formset.forms)]
        words = {label: word for one in forms for label, word in names_of_fields(one)}
        for entry in told if isinstance(told, list) else ():
            for said in entry.values():
                if "fields" in said:
                    said["fields"] = [words.get(name, name) for name in said["fields"]]
        return told


class LabelsRows(_Admin):
    """For every ModelAdmin of the site: each field of a row is called as the head of its column.

    Django gives it no name of its own, so that a screen reader says “text, empty”.
    """

    def get_formsets_with_inlines(
        self, request: HttpRequest, obj: Any = None
    ) -> Iterator[tuple[Any, Any]]:
        for plain, inline in super().get_formsets_with_inlines(request, obj):
            yield type(plain.__name__, (_Labelled, plain), {}), inline


class _Labelled:
    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)  # type: ignore[misc]  # it stands before a formset
        for name, field in form.fields.items():
            field.widget.attrs.setdefault("aria-label", form[name].label)


def names_of_fields(form: Any) -> Iterator[tuple[str, str]]:
    """The label of each field that is the model's own name for it, and the words to keep.

    They are those of the program, to be translated for whoever reads; where they have a meaning
    of their own, which is lost then, those of whoever writes.
    """
    if not isinstance(form, BaseModelForm):
        return  # that of a new password
    fields = {one.name: one for one in form._meta.model._meta.get_fields()}
    for name, field in form.fields.items():
        here = str(getattr(fields.get(name), "verbose_name", ""))
        with override(None):
            label, word = str(field.label), str(getattr(fields.get(name), "verbose_name", ""))
        if word and label == capfirst(word):
            yield label, word if gettext(word) == here else here


#: What stands for nothing among choices; a choice without a word is none.
EMPTY = BLANK_CHOICE_DASH[0][1]


def offer_no_forged_choice() -> None:
    """Have Django's field with suggestions show again only what can be a key at all.

    It asks the database for whatever was sent, and fails on a text where keys are numbers. What is
    no choice at all is said, too, and is not demanded of whoever has chosen: HTML has it so.
    """
    original = AutocompleteMixin.optgroups

    def optgroups(
        self: AutocompleteMixin, name: str, value: Sequence[str], attr: dict[str, Any] | None = None
    ) -> list[tuple[str | None, list[dict[str, Any]], int | None]]:
        target = self.field.remote_field
        to_field = getattr(target, "field_name", None) or target.model._meta.pk.attname
        key = target.model._meta.get_field(to_field)
        groups = original(self, name, [one for one in value if _can_be(key, one)], attr)
        for _group, options, _index in groups:
            for option in options:
                if not option["label"]:
                    option["attrs"]["label"] = EMPTY
        return groups

    AutocompleteMixin.optgroups = optgroups  # type: ignore[method-assign]  # Django's own is replaced
    AutocompleteMixin.use_required_attribute = lambda self, initial: False  # type: ignore[attr-defined]
    RelatedFieldWidgetWrapper.use_required_attribute = (  # type: ignore[method-assign]
        _as_what_it_wraps
    )


def _as_what_it_wraps(self: Any, initial: Any) -> bool:
    return bool(self.widget.use_required_attribute(initial))


def _can_be(key: models.Field[Any, Any], value: object) -> bool:
    if value in (None, ""):
        return True
    if isinstance(key, models.IntegerField | models.ForeignKey):
        return whole_number(str(value)) is not None
    try:
        key.to_python(value)
    except ValidationError:
        return False
    return True
