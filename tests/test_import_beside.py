"""Large files are read beside the pages, by a worker; their page tells how far they are."""

import datetime
import json
import re
from pathlib import Path

import pytest
import time_machine
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import OperationalError
from django.utils import timezone

from imports.answering import key_of
from imports.background import restart
from imports.models import LearnedAnswer
from imports.news import SILENCE, ImportNews, stop, told
from measurements.models import Import, ImportUnderWay, Measurement
from measurements.reference import load_reference
from tests.arranged_files import COLUMN, UNKNOWN, arranged_by_hand
from tests.factories import ClusterFactory, InstitutionFactory, UserFactory
from tests.files import ADJUST, KEEP, WIDE, inspected, upload

pytestmark = pytest.mark.django_db(transaction=True)

PAGE = "/indlaes/tal/"
YEARS = range(2016, 2026)
#: The question what “Fin” means.
MEANS = f"cell:{WIDE[4]}:Fin"


@pytest.fixture(autouse=True)
def sunflower(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    settings.IMPORT_BACKGROUND_ROWS = 5
    load_reference()
    return InstitutionFactory(name="Solsikken", number="9101", cluster=ClusterFactory())


@pytest.fixture
def administrator(client):
    user = UserFactory(administrator=True)
    client.force_login(user)
    return user


def send(client, *rows, value=KEEP, headers=WIDE):
    rows = rows or [inspected("9101", value, year=str(year)) for year in YEARS]
    return client.post(PAGE, {"import_file": upload(headers, *rows)})


def work():
    """What `manage.py db_worker` does with what there is to do."""
    call_command("db_worker", batch=True, interval=0, startup_delay=False, verbosity=0)


def checked(client, *rows, **asked):
    """A large file whose preview is ready."""
    send(client, *rows, **asked)
    work()
    return ImportUnderWay.objects.latest("pk")


def test_a_large_file_goes_from_upload_over_its_page_to_its_receipt(client, administrator):
    page = client.get(send(client).url).content.decode()
    assert "tilsyn.csv vil blive læst om et øjeblik" in page
    assert "Kolonnerne er genkendt" in page

    work()
    one = ImportUnderWay.objects.get()
    preview = client.get(one.get_absolute_url()).content.decode()
    assert "Indlæs 10 nye og ændrede rækker" in preview
    assert not Measurement.objects.exists()

    client.post(f"{one.get_absolute_url()}bekraeft/")
    assert "Du bekræfter" in client.get(one.get_absolute_url()).content.decode()
    work()
    receipt = client.get(one.get_absolute_url(), follow=True).content.decode()

    batch = Import.objects.get()
    assert "tilsyn.csv er indlæst" in receipt
    assert (batch.imported_by, Measurement.objects.count()) == (administrator, len(YEARS))
    assert default_storage.exists(batch.raw_file.name)


def test_a_small_file_is_shown_at_once(client, administrator):
    page = send(client, inspected("9101", KEEP))

    assert page.status_code == 200
    assert not ImportUnderWay.objects.exists()


def test_the_errors_of_a_large_file_can_be_fetched_marked_and_are_never_saved(
    client, administrator
):
    rows = [inspected("9101", "?", year=str(year)) for year in YEARS]

    one = checked(client, *rows)

    page = client.get(one.get_absolute_url()).content.decode()
    assert "10 fejl skal rettes" in page
    marked = b"".join(client.get(f"{one.get_absolute_url()}fejl/")).decode("utf-8-sig")
    assert "E2: " in marked
    client.post(f"{one.get_absolute_url()}bekraeft/")
    work()
    assert not Measurement.objects.exists()


def test_a_large_file_with_a_cpr_number_is_refused_and_not_kept(client, administrator):
    rows = [(*inspected("9101", *[KEEP] * 6, year=str(year)), "010190-1234") for year in YEARS]

    page = send(client, *rows, headers=(*WIDE, "X"))

    assert page.status_code == 422
    assert "10 celler ser ud til at indeholde CPR-numre" in page.content.decode()
    assert not ImportUnderWay.objects.exists()
    assert not default_storage.exists("uploads") or default_storage.listdir("uploads")[1] == []


def test_without_a_worker_the_page_says_what_to_do(client, administrator):
    one = ImportUnderWay.objects.get(pk=_pk(send(client)))
    long_ago = timezone.now() - datetime.timedelta(minutes=1)
    ImportUnderWay.objects.update(queued_at=long_ago)

    page = client.get(one.get_absolute_url()).content.decode()

    assert "manage.py work" in page
    assert "manage.py import_measurements" in page


def test_confirming_is_refused_when_the_data_changed_and_the_file_can_be_checked_again(
    client, administrator
):
    first, second = checked(client), checked(client, value=ADJUST)
    client.post(f"{first.get_absolute_url()}bekraeft/")
    client.post(f"{second.get_absolute_url()}bekraeft/")

    work()

    page = client.get(second.get_absolute_url()).content.decode()
    assert "Data er ændret, efter at du så forhåndsvisningen" in page
    assert Import.objects.count() == 1
    client.post(f"{second.get_absolute_url()}begynd-igen/")
    work()
    assert "Ti værdier får nyt indhold" in client.get(second.get_absolute_url()).content.decode()


def test_a_file_that_waits_is_stopped_at_once(client, administrator):
    one = ImportUnderWay.objects.get(pk=_pk(send(client)))

    client.post(f"{one.get_absolute_url()}stop/")
    work()

    page = client.get(one.get_absolute_url()).content.decode()
    assert "Du stoppede den. Intet blev gemt." in page
    assert "tilsyn.csv blev ikke indlæst" in page


def test_a_file_that_is_being_saved_stops_with_nothing_saved(client, administrator):
    one = checked(client)
    client.post(f"{one.get_absolute_url()}bekraeft/")
    one.refresh_from_db()
    stop(one)

    work()

    one.refresh_from_db()
    assert one.stage == ImportUnderWay.Stage.STOPPED
    assert not Measurement.objects.exists()


def test_a_task_of_an_earlier_attempt_does_nothing(client, administrator):
    one = checked(client)
    client.post(f"{one.get_absolute_url()}bekraeft/")
    restart(ImportUnderWay.objects.get())

    work()

    assert Import.objects.count() == 1


def test_how_far_it_is_is_told_outside_the_database(client, administrator, monkeypatch):
    heard = []
    monkeypatch.setattr("imports.progress.ROWS_BETWEEN", 4)
    monkeypatch.setattr(
        "imports.news._Teller.hear",
        lambda self, stage, done, total, errors: heard.append((str(stage), done, total)),
    )

    checked(client)

    assert ("reading", 4, 10) in heard
    assert ("reading", 10, 10) in heard


def test_the_news_grow_old_when_nobody_tells_them(client, administrator):
    one = ImportUnderWay.objects.get(pk=_pk(send(client)))
    with told(one):
        news = ImportNews.of(one)

    assert not news.is_old(now=timezone.now())
    assert news.is_old(now=timezone.now() + SILENCE * 2)


def test_a_worker_that_is_killed_leaves_nothing_and_the_page_says_so(client, administrator):
    one = checked(client)
    client.post(f"{one.get_absolute_url()}bekraeft/")
    one.refresh_from_db()
    with told(one):  # as a worker tells that is killed afterwards
        pass
    later = timezone.now() + SILENCE * 2
    path = Path(default_storage.path(f"uploads/{one.news}"))
    news = json.loads(path.read_text("utf-8")) | {"told_at": (later - SILENCE * 4).isoformat()}
    path.write_text(json.dumps(news), encoding="utf-8")

    page = client.get(one.get_absolute_url()).content.decode()

    assert "Læsningen gik i stå" in page
    assert "Begynd igen" in page
    client.post(f"{one.get_absolute_url()}begynd-igen/")
    work()
    assert Import.objects.count() == 1


def test_another_administrator_does_not_find_it(client, administrator):
    one = checked(client)
    client.force_login(UserFactory(administrator=True))

    for end in ["", "fejl/"]:
        assert client.get(f"{one.get_absolute_url()}{end}").status_code == 404
    for end in ["bekraeft/", "begynd-igen/", "stop/"]:
        assert client.post(f"{one.get_absolute_url()}{end}").status_code == 404


def test_looking_changes_nothing(client, administrator):
    one = checked(client)

    for end in ["bekraeft/", "begynd-igen/", "stop/"]:
        assert client.get(f"{one.get_absolute_url()}{end}").status_code == 405


def _pk(answer) -> int:
    return int(re.search(r"under-vejs/(\d+)/", answer.url)[1])


def test_the_worker_outlives_a_database_that_is_locked_for_long(administrator, monkeypatch):
    asked = []

    def ask(self, **options):
        asked.append(options)
        if len(asked) == 1:
            raise OperationalError("database is locked")

    monkeypatch.setattr("django_tasks_db.management.commands.db_worker.Command.handle", ask)

    work()

    assert len(asked) == 2


def test_what_was_done_beside_the_pages_is_told_in_danish(client, administrator):
    checked(client)

    page = client.get("/admin/django_tasks_database/dbtaskresult/").content.decode()

    assert "Sat i kø" in page
    assert "check" in page
    assert "Enqueued" not in page


def test_whoever_waits_long_is_told_by_mail_when_it_is_their_turn(
    client, administrator, settings, mailoutbox
):
    settings.IMPORT_MAIL_SECONDS, settings.SITE_URL = 0, "https://klynge.example.dk"

    one = checked(client)
    client.post(f"{one.get_absolute_url()}bekraeft/")
    work()

    preview, receipt = mailoutbox
    assert [mail.to for mail in mailoutbox] == [[administrator.email]] * 2
    assert preview.subject == "Ledestjernen: forhåndsvisningen af tilsyn.csv er klar"
    assert f"https://klynge.example.dk{one.get_absolute_url()}" in preview.body
    assert receipt.subject == "Ledestjernen: tilsyn.csv er indlæst"


def test_whoever_waits_is_told_by_mail_what_went_wrong(client, administrator, settings, mailoutbox):
    settings.IMPORT_MAIL_SECONDS, settings.SITE_URL = 0, "https://klynge.example.dk"
    first, second = checked(client), checked(client, value=ADJUST)
    mailoutbox.clear()
    client.post(f"{first.get_absolute_url()}bekraeft/")
    client.post(f"{second.get_absolute_url()}bekraeft/")

    work()

    assert mailoutbox[1].subject == "Ledestjernen: tilsyn.csv blev ikke indlæst"
    assert "Data er ændret, efter at du så forhåndsvisningen" in mailoutbox[1].body


def test_no_mail_is_sent_of_what_was_short_or_stopped_or_taken_up_by_another(
    client, administrator, settings, mailoutbox
):
    settings.SITE_URL = "https://klynge.example.dk"
    checked(client)  # it takes less than a minute

    settings.IMPORT_MAIL_SECONDS = 0
    one = ImportUnderWay.objects.get(pk=_pk(send(client)))
    client.post(f"{one.get_absolute_url()}stop/")
    other = ImportUnderWay.objects.get(pk=_pk(send(client)))
    ImportUnderWay.objects.filter(pk=other.pk).update(attempt=7)
    work()

    assert mailoutbox == []


def test_a_mail_server_that_is_down_stops_no_import_and_the_mail_comes_later(
    client, administrator, settings, mailoutbox, caplog
):
    def refuse(*args, **kwargs):
        raise OSError

    settings.IMPORT_MAIL_SECONDS, settings.SITE_URL = 0, "https://klynge.example.dk"
    with time_machine.travel(timezone.now(), tick=False) as clock:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("django.core.mail.EmailMessage.send", refuse)
            one = checked(client)

        assert one.stage == ImportUnderWay.Stage.CHECKED
        assert "A message could not be sent" in caplog.text
        assert mailoutbox == []
        clock.shift(61)
        work()

    assert [mail.to for mail in mailoutbox] == [[administrator.email]]


def test_what_nobody_understands_in_a_large_file_is_answered_on_its_page(
    client, administrator, settings
):
    settings.IMPORT_BACKGROUND_ROWS = 3
    years = range(2023, 2027)  # of one edition, and so on one scale
    one = checked(client, *(inspected("9101", "Fin", year=str(year)) for year in years))
    page = client.get(one.get_absolute_url()).content.decode()
    assert "4 celler under »Samspil og relationer mellem børn og voksne«" in page
    name = f"svar-{key_of(MEANS)}"

    told = {"step": "cells", name: "noget andet"}
    client.post(f"{one.get_absolute_url()}begynd-igen/", told)
    assert ImportUnderWay.objects.get().stage == ImportUnderWay.Stage.CHECKED
    told = {"step": "cells", name: KEEP, f"husk-{key_of(MEANS)}": "on"}
    client.post(f"{one.get_absolute_url()}begynd-igen/", told)
    work()
    preview = client.get(one.get_absolute_url()).content.decode()
    assert "Indlæs 4 nye og ændrede rækker" in preview
    client.post(f"{one.get_absolute_url()}bekraeft/")
    work()

    assert Measurement.objects.filter(step__label=KEEP).count() == len(years)
    assert dict(Import.objects.get().rows.numbered(2).cells)[WIDE[4]] == "Fin"
    assert LearnedAnswer.objects.get().answer == KEEP


def test_what_was_said_of_the_columns_goes_along_to_the_worker(client, administrator, monkeypatch):
    arranged_by_hand(monkeypatch)
    rows = [inspected("9101", KEEP, year=str(year)) for year in YEARS]
    asked = client.post(PAGE, {"import_file": upload((*WIDE[:4], UNKNOWN, *WIDE[5:]), *rows)})
    ticket = re.search(r'type="hidden" name="upload" value="([^"]+)"', asked.content.decode())[1]

    told = {"upload": ticket, "step": "columns", f"svar-{key_of(COLUMN)}": WIDE[4], "husk": "on"}
    one = client.post(PAGE, told)
    work()
    client.post(f"{one.url}bekraeft/")
    work()

    assert Measurement.objects.count() == len(YEARS) - 1  # without the row of totals
    assert LearnedAnswer.objects.get().answer == WIDE[4]
