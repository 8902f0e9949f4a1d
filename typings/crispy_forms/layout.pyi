from typing import Any, NamedTuple

from django.forms import BaseForm
from django.template import Context
from django.utils.safestring import SafeString
from django_stubs_ext import StrOrPromise

class Pointer(NamedTuple):
    positions: list[int]
    name: str

class TemplateNameMixin:
    template: str
    def get_template_name(self, template_pack: str) -> str: ...
    def render(
        self, form: BaseForm, context: Context, template_pack: str = ..., **kwargs: Any
    ) -> SafeString: ...

#: What a layout is made of: the name of a field, or an object that draws itself.
Part = str | TemplateNameMixin

class LayoutObject(TemplateNameMixin):
    fields: list[Part]
    css_id: str | None
    css_class: str | None
    attrs: dict[str, Any]
    def get_field_names(self, index: list[int] | None = ...) -> list[Pointer]: ...
    def get_rendered_fields(
        self, form: BaseForm, context: Context, template_pack: str = ..., **kwargs: Any
    ) -> SafeString: ...
    def append(self, part: Part) -> None: ...
    def insert(self, place: int, part: Part) -> None: ...

class Layout(LayoutObject):
    def __init__(self, *fields: Part) -> None: ...

class BaseInput(TemplateNameMixin):
    name: str
    value: StrOrPromise
    def __init__(
        self,
        name: str,
        value: StrOrPromise,
        *,
        css_id: str | None = ...,
        css_class: str | None = ...,
        template: str | None = ...,
        **kwargs: Any,
    ) -> None: ...

class Submit(BaseInput): ...
class Hidden(BaseInput): ...

class Fieldset(LayoutObject):
    legend: StrOrPromise
    def __init__(
        self,
        legend: StrOrPromise,
        *fields: Part,
        css_class: str | None = ...,
        css_id: str | None = ...,
        template: str | None = ...,
        **kwargs: Any,
    ) -> None: ...

class Div(LayoutObject):
    def __init__(
        self,
        *fields: Part,
        css_id: str | None = ...,
        css_class: str | None = ...,
        template: str | None = ...,
        **kwargs: Any,
    ) -> None: ...

class Row(Div): ...
class Column(Div): ...

class HTML(TemplateNameMixin):
    html: str
    def __init__(self, html: str) -> None: ...

class Field(LayoutObject):
    def __init__(
        self,
        *fields: Part,
        css_class: str | None = ...,
        wrapper_class: str | None = ...,
        template: str | None = ...,
        **kwargs: Any,
    ) -> None: ...
