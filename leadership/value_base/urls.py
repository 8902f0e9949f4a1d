from django.urls import path

from leadership.value_base import views

urlpatterns = [
    path("", views.value_base, name="value_base"),
    path("matrix/", views.value_base_matrix, name="value_base_matrix"),
    path("sammenlign/", views.job_role_compare, name="job_role_compare"),
    path("roller/<int:pk>/", views.job_role_detail, name="job_role_detail"),
]
