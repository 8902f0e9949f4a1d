"""What a local goal builds on has its address among those of local goals."""

from django.urls import path

from leadership.value_base import citing_views

urlpatterns = [
    path(
        "lokale-maal/<int:pk>/bygger-paa/",
        citing_views.local_goal_based_on,
        name="local_goal_based_on",
    ),
]
