from django.urls import path

from strategy.views import methods, process_plan

urlpatterns = [
    path("metoder/", methods.method_list, name="method_list"),
    path("metoder/ny/", methods.method_create, name="method_create"),
    path("metoder/<int:pk>/brug/", methods.method_use_start, name="method_use_start"),
    path("metoder/brug/<int:pk>/stop/", methods.method_use_stop, name="method_use_stop"),
    path("procesplan/", process_plan.process_plan, name="process_plan"),
]
