"""Whom a login says it has met: looked up first, and written only where they are let in."""

from allauth.socialaccount.models import SocialAccount, SocialLogin


class Met(SocialLogin):
    """As django-allauth has it, but what was told is kept by `keep` alone.

    Theirs writes it as soon as the account is found: also where the answer is refused afterwards,
    and over the claims of whoever else the account belongs to.
    """

    #: What theirs would set: by an address alone nobody is let in (`known._linked` looks at it).
    _did_authenticate_by_email = None

    def lookup(self) -> None:
        found = (
            SocialAccount.objects.filter(provider=self.account.provider, uid=self.account.uid)
            .select_related("user")
            .first()
        )
        if found is not None:
            found.extra_data = self.account.extra_data
            self.account, self.user = found, found.user

    def keep(self) -> None:
        """What it told this time, and that it was used now."""
        self.account.save(update_fields=["extra_data", "last_login"])
