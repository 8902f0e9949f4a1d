from django.urls import path

from strategy.pages import (examples, methods, rounds, word_form)

urlpatterns = [
    path("metoder/", methods.method_list, name="method_list"),
    path("metoder/ny/", methods.method_create, name="method_create"),
    path("metoder/<int:pk>/brug/", methods.method_use_start, name="method_use_start"),
    path("metoder/brug/<int:pk>/stop/", methods.method_use_stop, name="method_use_stop"),
    path("lokale-maal/skema/", word_form.word_form, name="word_form"),
    path("lokale-maal/skema/indlaes/", word_form.word_form_import, name="word_form_import"),
    path("lokale-maal/skema/tomt.docx", word_form.word_form_empty, name="word_form_empty"),
    path(
        "institutioner/<slug:slug>/skema.docx",
        word_form.word_form_of_institution,
        name="word_form_of_institution",
    ),
    path(
        "klynger/<slug:slug>/skema.docx",
        word_form.word_form_of_cluster,
        name="word_form_of_cluster",
    ),
    path("eksempler/", examples.example_list, name="example_list"),
    path("eksempler/<int:pk>/", examples.example_detail, name="example_detail"),
    path("eksempler/<int:pk>/brug/", examples.example_use, name="example_use"),
    path("lokale-maal/<int:pk>/del/", examples.local_goal_share, name="local_goal_share"),
    path("lokale-maal/runder/<int:pk>/", rounds.goal_round_detail, name="goal_round_detail"),
    path(
        "lokale-maal/runder/<int:pk>/paamind/",
        rounds.goal_round_remind,
        name="goal_round_remind",
    ),
    path(
        "lokale-maal/<int:pk>/viderefoer/",
        rounds.local_goal_carry_over,
        name="local_goal_carry_over",
    ),
]
