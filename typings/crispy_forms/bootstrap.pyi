from typing import Any

from crispy_forms.layout import LayoutObject, Part, TemplateNameMixin
from django_stubs_ext import StrOrPromise

class FormActions(LayoutObject):
    def __init__(
        self,
        *fields: Part,
        css_id: str | None = ...,
        css_class: str | None = ...,
        template: str | None = ...,
        **kwargs: Any,
    ) -> None: ...

class StrictButton(TemplateNameMixin):
    content: StrOrPromise
    def __init__(
        self,
        content: StrOrPromise,
        css_id: str | None = ...,
        css_class: str | None = ...,
        template: str | None = ...,
        **kwargs: Any,
    ) -> None: ...
