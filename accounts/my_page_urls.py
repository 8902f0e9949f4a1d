from django.urls import path, re_path

from accounts.pages import held, my_page, notices

urlpatterns = [
    path("", my_page.my_page, name="my_page"),
    path("kalender/ny/", my_page.calendar_address_renew, name="calendar_address_renew"),
    path("kalender/luk/", my_page.calendar_address_revoke, name="calendar_address_revoke"),
    path("udlevering/", held.own_held, name="own_held"),
    re_path(r"^udlevering/fil\.(?P<suffix>pdf|json)$", held.own_held_file, name="own_held_file"),
    path("beskeder/", notices.notices_choose, name="notices_choose"),
    path("beskeder/stop/<token>/", notices.notices_stop, name="notices_stop"),
]
