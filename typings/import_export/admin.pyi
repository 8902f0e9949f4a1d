from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern
from import_export.resources import Resource

class ImportMixin:
    resource_classes: list[type[Resource]]
    import_template_name: str
    import_export_change_list_template: str
    def has_import_permission(self, request: HttpRequest) -> bool: ...
    def get_urls(self) -> list[URLPattern]: ...
    def import_action(self, request: HttpRequest, **kwargs: Any) -> HttpResponse: ...
    def process_import(self, request: HttpRequest, **kwargs: Any) -> HttpResponse: ...
