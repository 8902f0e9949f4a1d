from django.contrib.auth import views
from django.contrib.auth.decorators import login_not_required
from django.urls import path

from accounts import doors, forms
from accounts.entrance import views as openid
from accounts.entrance.saml import views as saml
from accounts.invitations.answering import InvitationDoor
from accounts.pages import confirm_pages, keys, log_views, looking_after, retention
from accounts.pages.factor import alone, at_sign_in

urlpatterns = [
    path("log-ind/", doors.SignIn.as_view(), name="login"),
    # what allauth calls the same page; the line above answers
    path("log-ind/", doors.SignIn.as_view(), name="account_login"),
    path("log-ud/", login_not_required(doors.SignOut.as_view()), name="logout"),
    path("kommune/<slug:provider_id>/", openid.openid_begin, name="openid_begin"),
    path("kommune/<slug:provider_id>/svar/", openid.openid_answer, name="openid_connect_callback"),
    path("kommune/<slug:provider_id>/afmeld/", openid.openid_end, name="openid_end"),
    path("kommune/<slug:provider_id>/metadata/", saml.saml_metadata, name="saml_metadata"),
    path("kommune/<slug:provider_id>/saml/", saml.saml_answer, name="saml_answer"),
    path("kommune/<slug:provider_id>/saml/ind/", saml.saml_come_in, name="saml_come_in"),
    path("kommune/<slug:provider_id>/saml/afmeld/", saml.saml_end, name="saml_end"),
    path("log-ind/kode/", at_sign_in.factor_at_sign_in, name="mfa_authenticate"),
    path("log-ind/passkey/", alone.passkey_sign_in, name="passkey_sign_in"),
    path("adgangskode/", doors.PasswordChange.as_view(), name="password_change"),
    path(
        "adgangskode/skiftet/",
        views.PasswordChangeDoneView.as_view(template_name="accounts/password_changed.html"),
        name="password_change_done",
    ),
    path(
        "glemt-adgangskode/",
        login_not_required(doors.PasswordReset.as_view()),
        name="password_reset",
    ),
    path(
        "glemt-adgangskode/sendt/",
        login_not_required(
            views.PasswordResetDoneView.as_view(template_name="accounts/password_mail_sent.html")
        ),
        name="password_reset_done",
    ),
    path(
        "ny-adgangskode/<uidb64>/<token>/",
        login_not_required(
            views.PasswordResetConfirmView.as_view(
                template_name="accounts/password_new.html", form_class=forms.NewPasswordForm
            )
        ),
        name="password_reset_confirm",
    ),
    path(
        "ny-adgangskode/valgt/",
        login_not_required(
            views.PasswordResetCompleteView.as_view(template_name="accounts/password_chosen.html")
        ),
        name="password_reset_complete",
    ),
    path("bekraeft/", confirm_pages.confirm, name="confirm"),
    path("invitation/<str:link>/", InvitationDoor.as_view(), name="invitation"),
    path("adgang-udefra/", keys.token_list, name="token_list"),
    path("adgang-udefra/<int:pk>/luk/", keys.token_revoke, name="token_revoke"),
    path("personer/<int:pk>/adgang/", looking_after.person_ways_in, name="person_ways_in"),
    path(
        "personer/<int:pk>/adgang/log-ud/",
        looking_after.person_visits_end,
        name="person_visits_end",
    ),
    path(
        "personer/<int:pk>/adgang/to-trin/fjern/",
        looking_after.person_factors_remove,
        name="person_factors_remove",
    ),
    path(
        "personer/<int:pk>/adgang/login/<int:login>/fjern/",
        looking_after.person_login_unlink,
        name="person_login_unlink",
    ),
    path("opbevaring/", retention.retention, name="retention"),
    path("haendelser/", log_views.security_log, name="security_log"),
    path("haendelser/fil.csv", log_views.security_log_file, name="security_log_file"),
]
