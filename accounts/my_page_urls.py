from django.urls import path

from accounts.pages import my_page, notices

urlpatterns = [
    path("", my_page.my_page, name="my_page"),
    path("kalender/ny/", my_page.calendar_address_renew, name="calendar_address_renew"),
    path("kalender/luk/", my_page.calendar_address_revoke, name="calendar_address_revoke"),
    path("beskeder/", notices.notices_choose, name="notices_choose"),
    path("beskeder/stop/<token>/", notices.notices_stop, name="notices_stop"),
]
