from django.urls import path
from django.views.decorators.http import require_GET

from imports import reading_in

urlpatterns = [
    path("indlaes/", require_GET(reading_in.read_in), name="read_in"),
    path("indlaes/husket/", reading_in.remembered, name="remembered"),
]
