from django.urls import path

from leadership import views

urlpatterns = [
    path("", views.leadership_home, name="leadership_home"),
    path("profil/<slug:code>/", views.profile_detail, name="profile_detail"),
]
