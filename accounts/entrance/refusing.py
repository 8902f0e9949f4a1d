"""Why somebody whom the municipality's sign-in sends does not come in."""

from django.utils.translation import gettext_lazy as _

#: What the person can do something about, in words; all else is for whoever runs the sign-in.
REASONS = {
    "cancelled": _("You broke off the municipality’s login, or it did not let you through."),
    "expired": _("It took too long, or the page was opened a second time. Begin again."),
    "no_role": _(
        "The municipality’s login knows you, but gives you no role here. Ask whoever looks after"
        " the people in Ledestjernen."
    ),
    "no_address": _("The municipality’s login tells no e-mail address of yours."),
    "address_taken": _(
        "Somebody here has your e-mail address already, and the municipality’s login does not say"
        " that the address is yours. Is the account yours? Log in as you used to, and link the"
        " login on “My page”."
    ),
    "left_out": _(
        "You are in so many groups that the municipality’s login leaves them out. Your roles stay"
        " as they were; ask whoever runs the login to tell Ledestjernen’s groups alone."
    ),
    "declined": _("The municipality’s login did not say who you are. Begin again."),
    "unreachable": _("The municipality’s login does not answer. Try again in a little while."),
    "answer": _("Ledestjernen and the municipality’s login do not understand each other."),
    "assurance": _(
        "You logged in to the municipality’s login in a way that is not secure enough for"
        " Ledestjernen. Log in there with two steps."
    ),
    "other_municipality": _(
        "The municipality’s login says that you come from another municipality, or from none."
    ),
    "closed": _("Your account here is closed."),
    "not_anew": _(
        "The municipality’s login did not ask you anew. Log out there, and show once more who you"
        " are."
    ),
    "linked_to_another": _(
        "Whom the municipality’s login knows you as opens another account here already. Is that one"
        " yours, too? Then ask whoever looks after the people in Ledestjernen."
    ),
    "linked_already": _(
        "The municipality’s login knows you as somebody else than before. Unlink the one that opens"
        " your account now, if you want this one instead."
    ),
}
#: Those of them that only whoever runs the server can mend: the page tells the word as well.
OF_SETTING_UP = {"answer", "declined", "left_out", "no_address", "unreachable"}


class SignInRefused(Exception):
    """Somebody does not come in.

    reason: a word of the program, for the security log. detail: what whoever runs the server can
    go by, for its log and `check_sign_in`; nothing that opens a door, or tells who somebody is.
    """

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(reason)
        self.reason, self.detail = reason, detail
