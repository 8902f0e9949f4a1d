from django.urls import path, re_path

from accounts.pages import held, logins, my_page, notices, visit_pages
from accounts.pages.factor import own, passkey_pages

urlpatterns = [
    path("", my_page.my_page, name="my_page"),
    path("kalender/ny/", my_page.calendar_address_renew, name="calendar_address_renew"),
    path("kalender/luk/", my_page.calendar_address_revoke, name="calendar_address_revoke"),
    path("udlevering/", held.own_held, name="own_held"),
    re_path(r"^udlevering/fil\.(?P<suffix>pdf|json)$", held.own_held_file, name="own_held_file"),
    path("beskeder/", notices.notices_choose, name="notices_choose"),
    path("beskeder/stop/<token>/", notices.notices_stop, name="notices_stop"),
    path("to-trin/", own.factor_list, name="factor_list"),
    path("to-trin/app/", own.factor_totp, name="factor_totp"),
    path("to-trin/passkey/", passkey_pages.factor_passkey, name="factor_passkey"),
    path("to-trin/noedkoder/", own.factor_codes, name="factor_codes"),
    path("to-trin/noedkoder/fil/", own.factor_codes_file, name="factor_codes_file"),
    path("to-trin/<int:pk>/fjern/", own.factor_remove, name="factor_remove"),
    path("kommunens-login/", logins.login_list, name="login_list"),
    path("kommunens-login/<int:pk>/fjern/", logins.login_unlink, name="login_unlink"),
    path("kommunens-login/<slug:provider_id>/", logins.login_link, name="login_link"),
    path("logget-ind/", visit_pages.visit_list, name="visit_list"),
    path("logget-ind/besked/", visit_pages.notices_choose, name="sign_in_notices_choose"),
    path("logget-ind/andre/slut/", visit_pages.visits_end, name="visits_end"),
    path("logget-ind/<int:pk>/slut/", visit_pages.visit_end, name="visit_end"),
]
