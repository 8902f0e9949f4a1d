"""Teams in the administration, and the programme that is shipped."""

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from institutions.models import Ownership
from programmes.models import Programme
from tests.factories import InstitutionFactory, MembershipFactory, UserFactory
from tests.factories.leadership import TeamFactory

pytestmark = pytest.mark.django_db


def test_an_independent_team_opts_in_in_the_administration(client):
    house = InstitutionFactory(name="Solsikken", ownership=Ownership.INDEPENDENT)
    MembershipFactory(leader=True, institution=house, user__name="Anna Holm")
    team = TeamFactory(cluster=None, institution=house, takes_part=False)
    client.force_login(UserFactory(administrator=True))

    listed = client.get(reverse("admin:leadership_team_changelist")).text
    assert "Solsikken" in listed
    assert "Anna Holm" in listed
    client.post(
        reverse("admin:leadership_team_change", args=[team.pk]),
        {
            "institution": house.pk,
            "takes_part": "on",
            "duties-TOTAL_FORMS": 0,
            "duties-INITIAL_FORMS": 0,
        },
    )

    team.refresh_from_db()
    assert team.takes_part
    assert team.history.count() == 2


def test_a_team_is_not_deleted_there(client):
    team = TeamFactory()
    client.force_login(UserFactory(administrator=True))

    assert client.get(reverse("admin:leadership_team_delete", args=[team.pk])).status_code == 403


def test_the_shipped_programme_is_loaded_once_outside_the_demo(capsys):
    call_command("load_programme", "dagtilbud-for-alle")
    programme = Programme.objects.get()
    programme.name = "Vores eget navn"
    programme.save()

    call_command("load_programme", "dagtilbud-for-alle")

    assert Programme.objects.get().name == "Vores eget navn"
    assert programme.courses.count() == 36
    assert "is there already" in capsys.readouterr().out


def test_a_programme_that_is_not_shipped_is_told_so():
    with pytest.raises(CommandError, match="dagtilbud-for-alle"):
        call_command("load_programme")
