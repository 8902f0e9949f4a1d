"""Which personal data accounts hold, and for how long."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from accounts import forgetting, security_log
from accounts.invitations import sending as invitations
from accounts.told import sending
from config.retention import Retained

KINDS = {
    gettext_noop("sessions"): Retained(
        _("who is signed in; a text interrupted by the end of a visit"),
        forgetting.ended_sessions,
        until=_("until the session ends"),
    ),
    gettext_noop("visits"): Retained(
        _(
            "in which browser somebody is signed in, on what kind of machine, by which door, when"
            " it was last used; no IP address"
        ),
        forgetting.ended_visits,
        until=_("until the visit ends"),
    ),
    gettext_noop("attempts to sign in"): Retained(
        _("e-mail address as typed, IP address, browser"),
        forgetting.old_attempts,
        "SIGN_IN_KEEP_DAYS",
    ),
    gettext_noop("access keys"): Retained(
        _("whose they were and what for; the key itself is never kept"),
        forgetting.old_keys,
        "ACCESS_KEY_KEEP_DAYS",
        _("%(days)s after they ended"),
    ),
    gettext_noop("closed accounts"): Retained(
        _(
            "e-mail address, password, second factor, whom the municipality’s login knows them as"
            " and the groups it told of, keys and calendar address; the name stays where it signed"
            " texts and decisions"
        ),
        forgetting.closed_long_ago,
        "CLOSED_ACCOUNT_KEEP_DAYS",
        _("%(days)s after the account was closed"),
        take=forgetting.close_for_good,
    ),
    gettext_noop("notices"): Retained(
        _("who was told of what, by kind and number, and when"),
        sending.old_notices,
        "REMINDER_KEEP_DAYS",
    ),
    gettext_noop("invitations"): Retained(
        _("who was asked in, by whom, and when they came in; the link itself is never kept"),
        invitations.ended,
        "INVITATION_KEEP_DAYS",
        _("%(days)s after they were answered, withdrawn or over"),
    ),
    gettext_noop("security log"): Retained(
        _("the number of the person, IP address, what was done; no names and no texts"),
        security_log.old_events,
        "SECURITY_LOG_DAYS",
        _("%(days)s, never under 30"),
        take=security_log.purge,
    ),
    gettext_noop("log of the administration"): Retained(
        _("who changed what there, with its name"),
        forgetting.old_admin_log,
        "SECURITY_LOG_DAYS",
    ),
}
