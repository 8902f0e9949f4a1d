from django.urls import path

from leadership.everyday import views

urlpatterns = [
    path("", views.everyday, name="everyday"),
    path("forpligtelser/<int:pk>/", views.commitment_lived, name="commitment_lived"),
    path("forpligtelser/<int:pk>/ny/", views.reflection_create, name="reflection_create"),
    path("refleksioner/<int:pk>/ret/", views.reflection_edit, name="reflection_edit"),
    path("refleksioner/<int:pk>/slet/", views.reflection_delete, name="reflection_delete"),
    path("nye/ny/", views.onboarding_create, name="onboarding_create"),
    path("nye/<int:pk>/", views.onboarding_detail, name="onboarding_detail"),
    path("nye/<int:pk>/ret/", views.onboarding_edit, name="onboarding_edit"),
    path("nye/<int:pk>/afslut/", views.onboarding_end, name="onboarding_end"),
    path("nye/<int:pk>/slet/", views.onboarding_delete, name="onboarding_delete"),
    path("samtale/<int:pk>.pdf", views.talk_paper, name="talk_paper"),
]
