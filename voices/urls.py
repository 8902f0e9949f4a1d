from django.urls import path

from voices.pages import answers, rounds

urlpatterns = [
    path("", rounds.voice_rounds, name="voice_rounds"),
    path("nyt/", rounds.voice_round_create, name="voice_round_create"),
    path("svar/tak/", answers.voice_thanks, name="voice_thanks"),
    path("svar/<str:token>/", answers.voice_answer, name="voice_answer"),
    path("opslag/<int:pk>/", rounds.voice_notice, name="voice_notice"),
    path("<int:pk>/", rounds.voice_round, name="voice_round"),
    path("<int:pk>/ret/", rounds.voice_round_edit, name="voice_round_edit"),
    path("<int:pk>/luk/", rounds.voice_round_close, name="voice_round_close"),
    path("<int:pk>/traek-tilbage/", rounds.voice_round_withdraw, name="voice_round_withdraw"),
]
