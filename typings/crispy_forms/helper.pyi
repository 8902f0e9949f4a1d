from typing import Any

from crispy_forms.layout import Layout
from django.forms import BaseForm

class FormHelper:
    form: BaseForm | None
    form_action: str
    form_class: str
    form_id: str
    form_method: str
    form_tag: bool
    form_show_errors: bool
    form_show_labels: bool
    disable_csrf: bool
    include_media: bool
    attrs: dict[str, Any]
    layout: Layout
    def __init__(self, form: BaseForm | None = ...) -> None: ...
