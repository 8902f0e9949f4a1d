"""What runs by itself: when, once, again after a fault, and how it is told."""

import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.management.base import CommandError
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from config import backups_kept, leases, running, upkeep, workers
from config.checks import times_can_be_read
from config.models import RegularJob, WorkLease
from config.times import DailyTimes
from imports.background import check

DENMARK = ZoneInfo("Europe/Copenhagen")


def at(text: str) -> datetime.datetime:
    """A moment in Danish time; the first of two."""
    moment = datetime.datetime.fromisoformat(text).replace(tzinfo=DENMARK)
    return moment.astimezone(datetime.UTC)


@pytest.fixture
def jobs(db, monkeypatch, settings):
    """Two jobs of ours alone: one of every minute, one of every night at three."""
    ran: list[str] = []
    settings.BACKUP_AT = "03:00"
    mine = {
        "minute": upkeep.Job(lambda: ran.append("minute"), "every minute"),
        "night": upkeep.Job(lambda: ran.append("night"), "every night", "BACKUP_AT"),
    }
    monkeypatch.setattr(upkeep, "JOBS", mine)
    return ran


def run_all() -> None:
    running.begin()
    for minutely in (True, False):
        running.run_due(minutely=minutely)


@pytest.mark.parametrize(
    ("times", "moment", "following"),
    [
        ("03:00", "2026-11-28T12:00", "2026-11-29T03:00"),
        ("03:00", "2026-11-29T02:59:59", "2026-11-29T03:00"),
        ("03:00", "2026-11-29T03:00", "2026-11-30T03:00"),
        ("18:00,06:30", "2026-12-31T18:00", "2027-01-01T06:30"),
        ("*:15", "2026-11-28T23:15", "2026-11-29T00:15"),
        ("02:30", "2027-03-28T01:00", "2027-03-28T03:30"),  # there is no half past two
        ("02:30", "2027-10-31T02:29", "2027-10-31T02:30"),
        ("02:30", "2027-10-31T02:30", "2027-11-01T02:30"),  # the second of that day is no other
    ],
)
def test_times_are_those_of_denmark(times, moment, following):
    assert DailyTimes.read(times).next_after(at(moment)) == at(following)


def test_no_times_are_never():
    assert DailyTimes.read("").next_after(timezone.now()) is None


@pytest.mark.parametrize("text", ["3", "25:00", "03:60", "at night", "03:00;04:00"])
def test_what_is_no_time_is_told_before_the_start(text, settings):
    settings.BACKUP_AT = text

    assert [fault.id for fault in times_can_be_read(None)] == ["ground.E002"]
    settings.BACKUP_AT = "03:00"
    assert times_can_be_read(None) == []


def test_a_job_of_the_night_runs_at_its_time_and_once(jobs):
    with time_machine.travel(at("2026-11-28T12:00"), tick=False) as clock:
        run_all()
        assert jobs == []  # it was never missed
        for _hour in range(48):
            clock.shift(60 * 60)
            run_all()

    assert jobs.count("night") == 2
    assert jobs.count("minute") == 48


def test_what_three_nights_without_power_have_missed_is_run_once(jobs):
    with time_machine.travel(at("2026-11-28T12:00"), tick=False) as clock:
        run_all()
        clock.shift(3.5 * 24 * 60 * 60)
        assert "night" in running.overdue()
        run_all()
        run_all()

        assert jobs.count("night") == 1
        assert running.overdue() == []


def test_a_job_that_fails_is_told_tried_again_and_keeps_no_other_from_its_turn(jobs, monkeypatch):
    def fail():
        jobs.append("tried")
        raise CommandError("There is no room.")

    failing = upkeep.Job(fail, "a", "BACKUP_AT")
    with time_machine.travel(at("2026-11-28T12:00"), tick=False) as clock:
        monkeypatch.setitem(upkeep.JOBS, "a", failing)
        run_all()
        clock.move_to(at("2026-11-29T03:00"))
        run_all()
        run_all()
        assert jobs.count("tried") == 1
        assert jobs.count("night") == 1
        row = RegularJob.objects.get(pk="a")
        assert (row.outcome, row.fault) == ("failed", "There is no room.")
        assert row.due_at == at("2026-11-29T03:00")  # since then

        clock.shift(running.TRIED_AGAIN_AFTER)
        run_all()
        assert jobs.count("tried") == 2
        assert running.overdue() == []
        clock.shift(running.LATE_OF_THE_DAY)
        assert running.overdue() == ["a", "minute"]


def test_what_an_error_of_the_database_quotes_is_not_kept(jobs, monkeypatch):
    def fail():
        raise ValueError("Key (email)=(ada@example.com)")

    monkeypatch.setitem(upkeep.JOBS, "minute", upkeep.Job(fail, "x"))
    with time_machine.travel(at("2026-11-28T12:00"), tick=False) as clock:
        run_all()
        clock.shift(60)
        run_all()

    assert RegularJob.objects.get(pk="minute").fault == "ValueError"


def test_a_clock_that_has_stood_years_ahead_puts_nothing_off(jobs):
    with time_machine.travel(at("2036-11-28T12:00"), tick=False):
        run_all()
    with time_machine.travel(at("2026-11-28T12:00"), tick=False) as clock:
        run_all()
        clock.move_to(at("2026-11-29T03:00"))
        run_all()

    assert jobs == ["minute", "night"]


def test_new_times_hold_from_now_on_and_none_take_the_job_away(jobs, settings):
    with time_machine.travel(at("2026-11-28T12:00"), tick=False):
        run_all()
        settings.BACKUP_AT = "05:00"
        run_all()
        assert RegularJob.objects.get(pk="night").due_at == at("2026-11-29T05:00")
        settings.BACKUP_AT = ""
        run_all()

    assert not RegularJob.objects.filter(pk="night").exists()


def test_a_run_that_was_cut_short_is_run_again_at_once(jobs):
    with time_machine.travel(at("2026-11-28T12:00"), tick=False) as clock:
        run_all()
        clock.move_to(at("2026-11-29T03:00"))
        assert running._claim("night", timezone.now())
        run_all()
        assert "night" not in jobs  # it is under way
        running.cut_short()
        assert RegularJob.objects.get(pk="night").outcome == "cut short"
        run_all()

    assert jobs.count("night") == 1


def test_one_leads_at_a_time_and_another_when_that_one_is_gone(db):
    assert leases.take("leader", "one")
    assert not leases.take("leader", "two")
    assert leases.take("leader", "one")  # longer

    WorkLease.objects.update(until=timezone.now() - datetime.timedelta(days=3650))
    assert leases.take("leader", "two")
    assert not leases.take("leader", "one")

    leases.give_up("leader", "one")  # it is not its own any more
    assert not leases.take("leader", "one")
    leases.give_up("leader", "two")
    assert leases.take("leader", "one")


def a_task_of(worker_id: str, *, tries: int = 1) -> DBTaskResult:
    task = DBTaskResult.objects.get(pk=check.enqueue("measurements.importunderway", 0, 0).id)
    for _try in range(tries):
        task.claim(worker_id)
    return task


def led_for_an_hour() -> None:
    leases.take("leader", "me")
    WorkLease.objects.update(since=timezone.now() - datetime.timedelta(days=3650))


def test_a_task_whose_worker_is_gone_is_given_back_and_no_other(db):
    leases.take("work-here", "work-here")
    led_for_an_hour()
    here, gone = a_task_of("work-here"), a_task_of("work-gone")
    by_hand, thrice = a_task_of("somebody"), a_task_of("work-gone", tries=3)

    assert workers.give_back() == 2

    states = dict(DBTaskResult.objects.values_list("pk", "status"))
    assert states == {
        here.pk: "RUNNING",
        gone.pk: "READY",
        by_hand.pk: "RUNNING",
        thrice.pk: "FAILED",  # it may be what ends its workers
    }


def test_who_has_just_begun_to_lead_takes_nobody_for_gone(db):
    """A database that was away comes back with every lease run out."""
    leases.take("leader", "me")
    a_task_of("work-gone")

    assert workers.give_back() == 0


@pytest.fixture
def backups(db, settings, tmp_path):
    settings.BACKUP_DIR = tmp_path / "backups"
    settings.BACKUP_AT = "03:00"
    running.begin()
    return settings.BACKUP_DIR


def test_every_backup_of_two_days_is_kept_and_the_last_of_each_day_before(backups):
    backups.mkdir()
    now = at("2026-11-28T12:00")
    for hours in range(0, 24 * 20, 6):
        moment = (now - datetime.timedelta(hours=hours)).astimezone(datetime.UTC)
        (backups / f"ledestjernen-{moment:%Y%m%d-%H%M%S}.tar.gz").touch()
    (backups / "ledestjernen-of-mine.tar.gz").touch()

    backups_kept._forget_old(backups, now)

    kept = list(backups_kept.made(backups))
    assert len([one for one in kept if one > now - datetime.timedelta(hours=48)]) == 8
    assert len(kept) == 8 + 12
    assert min(kept) > now - datetime.timedelta(days=14)
    assert (backups / "ledestjernen-of-mine.tar.gz").exists()


def test_a_site_whose_newest_backup_is_old_is_not_ready(client, backups):
    def reasons() -> list[str]:
        return client.get("/healthz/ready").json().get("reasons", [])

    assert reasons() == []  # none was due yet
    RegularJob.objects.filter(pk="backup").update(went_well_at=timezone.now())
    backups.mkdir()
    assert reasons() == ["backup"]  # somebody has taken them away

    moment = timezone.now().astimezone(datetime.UTC)
    young = backups / f"ledestjernen-{moment:%Y%m%d-%H%M%S}.tar.gz"
    young.touch()
    assert reasons() == []
    young.rename(backups / "ledestjernen-20200101-000000.tar.gz")
    assert reasons() == ["backup"]


def test_a_site_tells_which_job_is_overdue(client, backups):
    long_ago = timezone.now() - running.LATE_OF_THE_DAY - datetime.timedelta(seconds=1)
    RegularJob.objects.filter(pk="purge").update(due_at=long_ago)

    response = client.get("/healthz/ready")

    assert response.status_code == 503
    assert response.json()["reasons"] == ["job purge"]


def test_the_administration_tells_of_every_job(admin_client, backups):
    page = admin_client.get("/admin/ground/regularjob/").content.decode()

    for name, job in upkeep.JOBS.items():
        assert f"/admin/ground/regularjob/{name}/" in page
        assert str(job.label) in page
    one = admin_client.get("/admin/ground/regularjob/backup/change/").content.decode()
    assert "03:00" in one
    assert 'name="_save"' not in one
