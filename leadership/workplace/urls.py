from django.urls import path

from leadership.workplace import economy_views, views

urlpatterns = [
    path("", views.workplace_list, name="workplace_list"),
    path("samtaler/<slug:slug>/", views.talks_edit, name="talks_edit"),
    path("handlinger/<int:pk>/ret/", views.theme_action_edit, name="theme_action_edit"),
    path("handlinger/<int:pk>/slet/", views.theme_action_delete, name="theme_action_delete"),
    path("oekonomi/<int:pk>/", economy_views.shared_economy, name="shared_economy"),
    path("oekonomi/<int:pk>/ret/", economy_views.shared_economy_edit, name="shared_economy_edit"),
    path("oekonomi/<int:pk>/papir.pdf", economy_views.economy_pdf, name="shared_economy_paper"),
    path("<slug:slug>/", views.workplace_detail, name="workplace_detail"),
    path("<slug:slug>/foelg/", views.workplace_begin, name="workplace_begin"),
    path("<slug:slug>/tema/<int:topic>/", views.theme_action_create, name="theme_action_create"),
    path("<slug:slug>/oekonomi/", economy_views.shared_economy_begin, name="shared_economy_begin"),
]
