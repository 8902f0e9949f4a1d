"""What every form of the house is made of, beside Django's and crispy's own parts."""

from collections.abc import Iterable, Mapping
from typing import Any, cast

from crispy_forms import layout as crispy
from crispy_forms.bootstrap import StrictButton
from crispy_forms.layout import Fieldset
from crispy_forms.utils import TEMPLATE_PACK
from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.db.models.fields import BLANK_CHOICE_DASH
from django.forms import BaseForm
from django.forms.renderers import DjangoTemplates
from django.http import HttpRequest
from django.template import Context
from django.template.loader import render_to_string
from django.utils.datastructures import MultiValueDict
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext_lazy
from django_stubs_ext import StrOrPromise

from config.days import day_written

# Sentences of Django's own that the Danish catalogue says in the words of this house: what is
# wrong and what to do. Named here, so that they stay in the catalogue.
SENTENCES = (
    gettext_noop("This field is required."),
    gettext_noop("Add another %(verbose_name)s"),
    gettext_noop("Add another %(model)s"),
    gettext_noop("Enter a valid date."),
    gettext_noop("Enter a number."),
    gettext_noop("Enter a whole number."),
    gettext_noop("Enter a valid URL."),
    gettext_noop("Enter a valid value."),
    gettext_noop("Enter a list of values."),
    gettext_noop("Ensure this value is less than or equal to %(limit_value)s."),
    gettext_noop("Ensure this value is greater than or equal to %(limit_value)s."),
    gettext_noop("The submitted file is empty."),
    gettext_noop("This field cannot be blank."),
    gettext_noop("This field cannot be null."),
    gettext_noop("Enter a valid email address."),
    gettext_noop("Select a valid choice. That choice is not one of the available choices."),
    gettext_noop("Select a valid choice. %(value)s is not one of the available choices."),
)
#: The same, by a count.
COUNTED = (
    ngettext_lazy(
        "Ensure this value has at most %(limit_value)d character (it has %(show_value)d).",
        "Ensure this value has at most %(limit_value)d characters (it has %(show_value)d).",
        "limit_value",
    ),
    ngettext_lazy(
        "Ensure this value has at least %(limit_value)d character (it has %(show_value)d).",
        "Ensure this value has at least %(limit_value)d characters (it has %(show_value)d).",
        "limit_value",
    ),
    ngettext_lazy(
        "Ensure that there are no more than %(max)s digit in total.",
        "Ensure that there are no more than %(max)s digits in total.",
        "max",
    ),
    ngettext_lazy(
        "Ensure that there are no more than %(max)s decimal place.",
        "Ensure that there are no more than %(max)s decimal places.",
        "max",
    ),
    ngettext_lazy(
        "Ensure that there are no more than %(max)s digit before the decimal point.",
        "Ensure that there are no more than %(max)s digits before the decimal point.",
        "max",
    ),
)


#: A password that is told of but not shown is no field, and cannot be closed.
SHOWN_ONLY = "auth/widgets/read_only_password_hash.html"


class WholeWords(DjangoTemplates):
    """Draws fields so that a browser cuts nothing off: what is too long comes back to be shortened.

    A browser cuts silently what is pasted into a field with `maxlength`; the field says how long it
    may be, with all that was written. What HTML does not allow on an element is left out.
    """

    def render(
        self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None
    ) -> SafeString:
        widget = context.get("widget", {})
        attrs = widget.get("attrs", {})
        attrs.pop("maxlength", None)
        if widget.get("type") == "hidden":
            for name in [name for name in attrs if name.startswith("aria-")]:
                del attrs[name]
        if template_name == SHOWN_ONLY:
            attrs.pop("disabled", None)
        return mark_safe(super().render(template_name, context, request))  # noqa: S308  # a template's


#: The label that Django gives an empty choice.
DASH = BLANK_CHOICE_DASH[0][1]


class DateInput(forms.DateInput):
    """A date written as Danes write it, 15.11.2026, in every language of the site.

    Also reads 15-11-2026, 15/11/2026, 15.11.26 and 2026-11-15. What is no date stays as written,
    for the field to refuse and for the person to correct.
    """

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        own = {"inputmode": "numeric", "autocomplete": "off", "class": "short-field"}
        super().__init__(attrs=own | (attrs or {}), format="%d.%m.%Y")

    def value_from_datadict(
        self, data: Mapping[str, Any], files: MultiValueDict[str, UploadedFile[Any]], name: str
    ) -> Any:
        written = super().value_from_datadict(data, files, name)
        day = day_written(written)
        return day.isoformat() if day else written

    def format_value(self, value: Any) -> str | None:
        return super().format_value(day_written(value) or value)


class Radios(forms.RadioSelect):
    """A list of choices that can all be seen, none of them a dash.

    What must be answered has no empty choice: nothing is chosen beforehand. What may be left has
    one in words.
    """

    def optgroups(
        self, name: str, value: list[str], attrs: dict[str, Any] | None = None
    ) -> list[Any]:
        was = self.choices
        self.choices = [
            (key, _("Not chosen") if label == DASH else label)
            for key, label in was
            if not (label == DASH and self.is_required)
        ]
        try:
            return super().optgroups(name, value, attrs)
        finally:
            self.choices = was


class QuestionFieldset(Fieldset):
    """Several fields under one question: a legend, perhaps a help text, and the fields.

    >>> Question(_("How and when is the effect measured?"), "how", "measured_on", help=_("…"))

    The legend may be what a person wrote: it is shown as it is. (crispy's own Fieldset reads it as
    a template, and so do its buttons; use those of this module.)
    """

    def __init__(
        self,
        legend: StrOrPromise,
        *fields: crispy.LayoutObject | str,
        help: StrOrPromise = "",  # noqa: A002
        **kwargs: Any,
    ) -> None:
        super().__init__(legend, *fields, **kwargs)
        self.help = help

    def render(
        self, form: BaseForm, context: Context, template_pack: str = TEMPLATE_PACK, **kwargs: Any
    ) -> SafeString:
        fields = self.get_rendered_fields(form, context, template_pack, **kwargs)
        own = {"fieldset": self, "legend": self.legend, "fields": fields}
        return _drawn(self.get_template_name(template_pack), context, own)


class Submit(crispy.Submit):
    """A button that sends the form: its name and its words."""

    def render(
        self, form: BaseForm, context: Context, template_pack: str = TEMPLATE_PACK, **kwargs: Any
    ) -> SafeString:
        own = {"input": self}
        return _drawn(self.get_template_name(template_pack), context, own)


class Button(StrictButton):
    """A button of a form, as <button>: its words, and attributes."""

    def __init__(
        self,
        content: StrOrPromise,
        css_id: str | None = None,
        css_class: str | None = None,
        template: str | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(conditional_escape(content), css_id, css_class, template, **kwargs)

    def render(
        self, form: BaseForm, context: Context, template_pack: str = TEMPLATE_PACK, **kwargs: Any
    ) -> SafeString:
        own = {"button": self}
        return _drawn(self.get_template_name(template_pack), context, own)


def choice_of_ranks(
    label: StrOrPromise,
    answers: Iterable[tuple[int, StrOrPromise]],
    *,
    help_text: StrOrPromise = "",
) -> forms.TypedChoiceField:
    """A question with some answers to choose one of, or none: what is not known is left out."""
    return forms.TypedChoiceField(
        label=label,
        help_text=help_text,
        choices=[(str(rank), words) for rank, words in answers],
        coerce=int,
        empty_value=None,
        widget=Radios,
        required=False,
    )


def field_of_rows(form: forms.BaseForm, name: str) -> forms.ModelChoiceField[Any]:
    """A field of a form that chooses among rows, one or several: what it offers is set here."""
    return cast(forms.ModelChoiceField[Any], form.fields[name])


def field_of_words(form: forms.BaseForm, name: str) -> forms.ChoiceField:
    """A field of a form that chooses among words."""
    return cast(forms.ChoiceField, form.fields[name])


def _drawn(template: str, context: Context, own: dict[str, Any]) -> SafeString:
    """A part of a form, which knows what the form's own template knows."""
    around = {str(name): value for name, value in context.flatten().items()}
    return render_to_string(template, around | own)
