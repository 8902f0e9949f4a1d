from django.urls import path

from accounts.pages import my_page

urlpatterns = [
    path("", my_page.my_page, name="my_page"),
    path("kalender/ny/", my_page.calendar_address_renew, name="calendar_address_renew"),
    path("kalender/luk/", my_page.calendar_address_revoke, name="calendar_address_revoke"),
    path("paamindelser/", my_page.reminders_choose, name="reminders_choose"),
]
