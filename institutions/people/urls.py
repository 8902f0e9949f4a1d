"""Addresses below /personer/: a person, their roles, and who sees a place."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
