from django.urls import path

from hearings.pages import answers, hearings, moves, public

urlpatterns = [
    path("", hearings.hearing_list, name="hearing_list"),
    path("ny/", hearings.hearing_create, name="hearing_create"),
    path("aaben/tak/", public.hearing_thanks, name="hearing_thanks"),
    path("aaben/<str:token>/", public.hearing_public, name="hearing_public"),
    path("svar/<int:pk>/", answers.hearing_answer, name="hearing_answer"),
    path("svar/<int:pk>/gem/", answers.hearing_autosave, name="hearing_autosave"),
    path("modtager/<int:pk>/frist/", moves.receiver_deadline, name="receiver_deadline"),
    path("laes/<int:pk>/", answers.hearing_answer_detail, name="hearing_answer_detail"),
    path("forslag/<int:pk>/", answers.answer_judge, name="answer_judge"),
    path("bilag/<int:pk>/", answers.hearing_file, name="hearing_file"),
    path("<int:pk>/", hearings.hearing_detail, name="hearing_detail"),
    path("<int:pk>/ret/", hearings.hearing_edit, name="hearing_edit"),
    path("<int:pk>/slet/", moves.hearing_delete, name="hearing_delete"),
    path("<int:pk>/skift/<slug:move>/", moves.hearing_move, name="hearing_move"),
    path("<int:pk>/paamind/", moves.hearing_remind, name="hearing_remind"),
    path("<int:pk>/dagsorden/", moves.hearing_to_agenda, name="hearing_to_agenda"),
    path("<int:pk>/notat/", hearings.hearing_note_paper, name="hearing_note"),
    path("<int:pk>/notat.docx", hearings.hearing_note_word, name="hearing_note_word"),
    path("<int:pk>/tekst/", hearings.hearing_text, name="hearing_text"),
]
