"""Rows to test with. Give a test only what it is about; a factory makes up the rest."""

import factory

from accounts.models import User


class UserFactory(factory.django.DjangoModelFactory):
    """A person without any membership."""

    class Meta:
        model = User

    email = factory.Sequence("person{}@example.com".format)
    name = factory.Sequence("Person {}".format)
    password = factory.django.Password("ledestjernen-demo")

    class Params:
        administrator = factory.Trait(is_staff=True, is_superuser=True)
