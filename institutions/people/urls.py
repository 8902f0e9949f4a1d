"""Addresses below /personer/: a person, their roles, and who sees a place."""

from django.urls import path

from institutions.people import role_views, views

ROLE = "<int:pk>/rolle/<int:membership>/"

urlpatterns = [
    path("se-som/slut/", views.look_end, name="look_end"),
    path("<int:pk>/", views.person_detail, name="person_detail"),
    path("<int:pk>/se-som/", views.person_look, name="person_look"),
    path("<int:pk>/rolle/", role_views.role_give, name="role_give"),
    path(ROLE, role_views.role_change, name="role_change"),
    path(f"{ROLE}afslut/", role_views.role_end, name="role_end"),
    path(f"{ROLE}stedfortraeder/", role_views.role_deputy, name="role_deputy"),
]
