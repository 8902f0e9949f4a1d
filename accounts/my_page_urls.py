from django.urls import path

from accounts.pages import my_page, visit_pages
from accounts.pages.factor import own, passkey_pages

urlpatterns = [
    path("", my_page.my_page, name="my_page"),
    path("kalender/ny/", my_page.calendar_address_renew, name="calendar_address_renew"),
    path("kalender/luk/", my_page.calendar_address_revoke, name="calendar_address_revoke"),
    path("paamindelser/", my_page.reminders_choose, name="reminders_choose"),
    path("to-trin/", own.factor_list, name="factor_list"),
    path("to-trin/app/", own.factor_totp, name="factor_totp"),
    path("to-trin/passkey/", passkey_pages.factor_passkey, name="factor_passkey"),
    path("to-trin/noedkoder/", own.factor_codes, name="factor_codes"),
    path("to-trin/noedkoder/fil/", own.factor_codes_file, name="factor_codes_file"),
    path("to-trin/<int:pk>/fjern/", own.factor_remove, name="factor_remove"),
    path("logget-ind/", visit_pages.visit_list, name="visit_list"),
    path("logget-ind/besked/", visit_pages.notices_choose, name="sign_in_notices_choose"),
    path("logget-ind/andre/slut/", visit_pages.visits_end, name="visits_end"),
    path("logget-ind/<int:pk>/slut/", visit_pages.visit_end, name="visit_end"),
]
