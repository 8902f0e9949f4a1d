from django.contrib.auth import views
from django.contrib.auth.decorators import login_not_required
from django.urls import path

from accounts import doors, forms
from accounts.invitations.answering import InvitationDoor
from accounts.pages import keys, log_views

urlpatterns = [
    path("log-ind/", doors.SignIn.as_view(), name="login"),
    # what allauth calls the same page; the line above answers
    path("log-ind/", doors.SignIn.as_view(), name="account_login"),
    path("log-ud/", login_not_required(views.LogoutView.as_view()), name="logout"),
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
    path("invitation/<str:link>/", InvitationDoor.as_view(), name="invitation"),
    path("adgang-udefra/", keys.token_list, name="token_list"),
    path("adgang-udefra/<int:pk>/luk/", keys.token_revoke, name="token_revoke"),
    path("haendelser/", log_views.security_log, name="security_log"),
    path("haendelser/fil.csv", log_views.security_log_file, name="security_log_file"),
]
