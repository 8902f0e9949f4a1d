"""The link with which a person stops mail without signing in."""

from django.core.signing import BadSignature, Signer

from accounts.models import User

_signer = Signer(salt="accounts.told")


def person_of(token: str) -> User | None:
    """Whom an unsubscribe link was sent to; None for a link we have not made."""
    try:
        return User.objects.filter(pk=int(_signer.unsign(token))).first()
    except (BadSignature, ValueError):
        return None


def token_of(person: User) -> str:
    """The part of an unsubscribe link that only we can make."""
    return _signer.sign(str(person.pk))
