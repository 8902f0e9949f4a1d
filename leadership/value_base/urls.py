from django.urls import include, path

from leadership.pages.chapters import base_chapter_create
from leadership.value_base import views

urlpatterns = [
    path("", views.value_base, name="value_base"),
    path("udgaver/<int:pk>/ret/", views.value_base_edit, name="value_base_edit"),
    path("udgaver/<int:pk>/kapitler/ny/", base_chapter_create, name="base_chapter_create"),
    path("hverdag/", include("leadership.everyday.urls")),
    path("matrix/", views.value_base_matrix, name="value_base_matrix"),
    path("sammenlign/", views.job_role_compare, name="job_role_compare"),
    path("papir.pdf", views.value_base_paper, name="value_base_paper"),
    path("roller/<int:pk>/papir.pdf", views.job_role_paper, name="job_role_paper"),
    path("roller/<int:pk>/", views.job_role_detail, name="job_role_detail"),
]
