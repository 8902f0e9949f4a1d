"""Addresses below /personer/: a person, their roles, and who sees a place."""

from django.urls import path, re_path

from institutions.people import held_views, merge_views, place_views, role_views, views
from institutions.people.inviting import urls as inviting

ROLE = "<int:pk>/rolle/<int:membership>/"

urlpatterns = [
    *inviting.urlpatterns,
    path("se-som/slut/", views.look_end, name="look_end"),
    path("oprydning/", place_views.people_to_clear, name="people_to_clear"),
    path("hvem/<slug:kind>/<slug:slug>/", place_views.place_seen_by, name="place_seen_by"),
    path("<int:pk>/", views.person_detail, name="person_detail"),
    path("<int:pk>/udlevering/", held_views.person_held, name="person_held"),
    re_path(
        r"^(?P<pk>[0-9]{1,10})/udlevering/fil\.(?P<suffix>pdf|json)$",
        held_views.person_held_file,
        name="person_held_file",
    ),
    path("<int:pk>/anonymiser/", held_views.person_anonymise, name="person_anonymise"),
    path("<int:pk>/se-som/", views.person_look, name="person_look"),
    path("<int:pk>/slaa-sammen/", merge_views.person_merge, name="person_merge"),
    path("<int:pk>/slaa-sammen/<int:merge>/", merge_views.person_part, name="person_part"),
    path("<int:pk>/rolle/", role_views.role_give, name="role_give"),
    path(ROLE, role_views.role_change, name="role_change"),
    path(f"{ROLE}afslut/", role_views.role_end, name="role_end"),
    path(f"{ROLE}stedfortraeder/", role_views.role_deputy, name="role_deputy"),
]
