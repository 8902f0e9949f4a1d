from django.urls import path

from strategy import views

urlpatterns = [
    path("metoder/", views.method_list, name="method_list"),
    path("metoder/ny/", views.method_create, name="method_create"),
    path("metoder/<int:pk>/brug/", views.method_use_start, name="method_use_start"),
    path("metoder/brug/<int:pk>/stop/", views.method_use_stop, name="method_use_stop"),
    path("procesplan/", views.process_plan, name="process_plan"),
]
