from django.urls import path

from meetings.pages import approved, years

urlpatterns = [
    path(
        "kommunen/godkendelser/<int:pk>/moede/",
        approved.approval_at_meeting,
        name="approval_at_meeting",
    ),
    path("klynger/<slug:slug>/aarshjul/skabelon/", years.year_begin, name="year_begin"),
    path("klynger/<slug:slug>/aarshjul/nyt/", years.year_step_create, name="year_step_create"),
    path("aarshjul/<int:pk>/ret/", years.year_step_edit, name="year_step_edit"),
    path("aarshjul/<int:pk>/slet/", years.year_step_delete, name="year_step_delete"),
]
