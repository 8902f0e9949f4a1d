from django.urls import path

from guides import views

urlpatterns = [
    path("", views.guide_list, name="guide_list"),
    path("<slug:section>/<slug:name>/", views.guide_detail, name="guide_detail"),
]
