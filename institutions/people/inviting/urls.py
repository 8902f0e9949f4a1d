"""Addresses of the list of people, of invitations, and of people from a file."""

from django.urls import path

from institutions.people.importing import pages
from institutions.people.inviting import text_views, views
from institutions.people.renewing import views as boards

FILE = "indlaes/<int:pk>/"
BOARD = "bestyrelse/<int:pk>/ny/"

urlpatterns = [
    path("", views.people_list, name="people_list"),
    path("fil.csv", views.people_file, name="people_file"),
    path("ny/", views.person_new, name="person_new"),
    path("invitationer/tekst/", text_views.invitation_text, name="invitation_text"),
    path(
        "invitationer/tekst/standard/",
        text_views.invitation_text_restore,
        name="invitation_text_restore",
    ),
    path("invitationer/send/", views.invitations_send, name="invitations_send"),
    path(
        "<int:pk>/invitation/traek-tilbage/", views.invitation_withdraw, name="invitation_withdraw"
    ),
    path(BOARD, boards.board_renew, name="board_renew"),
    path(f"{BOARD}<int:renewal>/fortryd/", boards.board_renewal_undo, name="board_renewal_undo"),
    path("indlaes/", pages.people_import, name="people_import"),
    path("indlaes/bekraeft/", pages.people_import_confirm, name="people_import_confirm"),
    path("indlaes/skema.xlsx", pages.people_template, name="people_template"),
    path(FILE, pages.people_import_receipt, name="people_import_receipt"),
    path(f"{FILE}fortryd/", pages.people_import_undo, name="people_import_undo"),
]
