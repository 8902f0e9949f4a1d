from django.urls import path, re_path

from meetings import views

urlpatterns = [
    path("", views.meeting_list, name="meeting_list"),
    path("nyt/", views.meeting_create, name="meeting_create"),
    path("<int:pk>/ret/", views.meeting_edit, name="meeting_edit"),
    path("<int:pk>/deltagere/", views.meeting_attendance, name="meeting_attendance"),
    path("<int:pk>/slet/", views.meeting_delete, name="meeting_delete"),
    path("<int:pk>/forslag/", views.meeting_suggestions, name="meeting_suggestions"),
    path("<int:pk>/punkter/nyt/", views.agenda_item_create, name="agenda_item_create"),
    path("punkter/<int:pk>/ret/", views.agenda_item_edit, name="agenda_item_edit"),
    path("punkter/<int:pk>/slet/", views.agenda_item_delete, name="agenda_item_delete"),
    re_path(
        r"^punkter/(?P<pk>\d+)/(?P<direction>op|ned)/$",
        views.agenda_item_move,
        name="agenda_item_move",
    ),
    path("opfoelgninger/<int:pk>/", views.follow_up_detail, name="follow_up_detail"),
]
