from django.urls import path

from accounts.pages import my_page, visit_pages

urlpatterns = [
    path("", my_page.my_page, name="my_page"),
    path("kalender/ny/", my_page.calendar_address_renew, name="calendar_address_renew"),
    path("kalender/luk/", my_page.calendar_address_revoke, name="calendar_address_revoke"),
    path("paamindelser/", my_page.reminders_choose, name="reminders_choose"),
    path("logget-ind/", visit_pages.visit_list, name="visit_list"),
    path("logget-ind/besked/", visit_pages.notices_choose, name="sign_in_notices_choose"),
    path("logget-ind/andre/slut/", visit_pages.visits_end, name="visits_end"),
    path("logget-ind/<int:pk>/slut/", visit_pages.visit_end, name="visit_end"),
]
