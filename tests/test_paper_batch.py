"""Many papers in one file, some at a time: whose, how many, and for whom."""

import datetime
import io
import os
import time
import zipfile

import pytest
from django.urls import reverse
from django.utils import timezone

from dashboards.papers import batch
from dashboards.papers.institution import institution_paper
from tests.factories import ClusterFactory, InstitutionFactory, MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def cluster(client):
    cluster = ClusterFactory()
    InstitutionFactory.create_batch(3, cluster=cluster)
    InstitutionFactory(cluster=ClusterFactory())
    client.force_login(MembershipFactory(cluster_leader=True, cluster=cluster).user)
    return cluster


def press(client, name: str):
    return client.post(reverse(name), follow=True)


def names(answer) -> list[str]:
    return zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))).namelist()


def test_the_papers_of_ones_institutions_come_in_one_file(client, cluster, monkeypatch):
    monkeypatch.setattr(batch, "AT_A_TIME", 2)
    begun = press(client, "paper_batch_begin").content.decode()
    assert "2 af 3 er lavet" in begun
    assert client.get(reverse("paper_batch_file")).status_code == 404

    done = press(client, "paper_batch_step").content.decode()

    assert "Alle 3 er lavet" in done
    answer = client.get(reverse("paper_batch_file"))
    made = names(answer)
    assert len(set(made)) == 3
    assert all(name.endswith("_maalopfoelgning.pdf") for name in made)
    assert ".zip" in answer["Content-Disposition"]


def test_institutions_with_one_name_have_a_paper_each(client, cluster):
    for institution in cluster.institutions.all():
        institution.name = "Solsikken"
        institution.save()

    press(client, "paper_batch_begin")

    assert len(set(names(client.get(reverse("paper_batch_file"))))) == 3


def test_what_one_may_not_read_any_more_is_left_out(client, cluster, monkeypatch):
    monkeypatch.setattr(batch, "AT_A_TIME", 2)
    press(client, "paper_batch_begin")
    last = cluster.institutions.order_by("pk").last()
    session = client.session
    kept = session[batch.SESSION_KEY]
    stranger = InstitutionFactory(cluster=ClusterFactory())
    kept["institutions"] = [*kept["institutions"][:2], stranger.pk]
    session.save()

    press(client, "paper_batch_step")

    assert last.pk
    assert len(names(client.get(reverse("paper_batch_file")))) == 2


def test_nobody_else_can_fetch_it(client, cluster):
    press(client, "paper_batch_begin")
    client.force_login(UserFactory())

    assert client.get(reverse("paper_batch_file")).status_code == 404


def test_a_file_nobody_fetched_is_taken_away_after_a_day(client, cluster):
    press(client, "paper_batch_begin")
    (file,) = (batch._folder()).glob("*.zip")
    two_days_ago = (timezone.now() - datetime.timedelta(days=2)).timestamp()
    os.utime(file, (two_days_ago, two_days_ago))

    press(client, "paper_batch_begin")

    assert not file.exists()
    assert len(list(batch._folder().glob("*.zip"))) == 1


def test_whoever_reads_nothing_has_nothing_to_make(client):
    client.force_login(UserFactory())

    assert "Opret papirerne" not in client.get(reverse("paper_batch")).content.decode()


@pytest.mark.thorough
def test_a_hundred_papers_cost_about_a_hundred_times_one(cluster):
    """In time of the processor, so that a busy machine is no reason."""
    InstitutionFactory.create_batch(97, cluster=cluster)
    person = MembershipFactory(cluster_leader=True, cluster=cluster).user
    on = timezone.localdate()
    places = list(cluster.institutions.all())
    one = min(
        seconds_of(lambda place=place: institution_paper(place, user=person, on=on))
        for place in places[:6]
    )
    made = batch.Batch.begin((place.pk for place in places), user=person)
    steps = []

    while not made.is_done:
        begun = time.process_time()
        made = made.step(user=person, on=on)
        steps.append(time.process_time() - begun)

    assert made.total == 100
    assert len(zipfile.ZipFile(made.file).namelist()) == 100
    assert sum(steps) < 2.5 * 100 * one
    assert max(steps) < 5 * batch.AT_A_TIME * one


def seconds_of(work) -> float:
    begun = time.process_time()
    work()
    return time.process_time() - begun


@pytest.mark.parametrize("change", ["ended", "another role", "moved"])
def test_the_file_ends_with_the_right_that_made_it(client, cluster, change):
    press(client, "paper_batch_begin")
    assert len(names(client.get(reverse("paper_batch_file")))) == 3
    membership = cluster.memberships.get()
    if change == "ended":
        membership.to_on = timezone.localdate() - datetime.timedelta(days=1)
    elif change == "another role":
        membership.role = "board_member"
    else:
        cluster.institutions.first().placements.update(cluster=ClusterFactory())
    membership.save()

    assert client.get(reverse("paper_batch_file")).status_code == 404
    assert list(batch._folder().glob("*.zip")) == []
    assert "Alle 3 er lavet" not in client.get(reverse("paper_batch")).content.decode()
