"""What `make bench` is made of works, and measures what it says: tried on few rows."""

import json
import random
from collections import Counter

import pytest
from django.core.management import call_command

from bench import floors, imports, load_mix, load_town, material, pages, their_way, town
from bench.figures import Figure
from bench.load_client import Answer
from bench.load_told import Stage, told
from files.spreadsheets import read
from measurements.importing import commit_sheet, prepare
from measurements.models import Measurement
from measurements.reference import load_reference

ROWS = 50


@pytest.fixture
def kids():
    """A file of KIDS, and the places and areas it is about."""
    load_reference()
    topics = material.make_topics()
    return material.kids_file(ROWS, numbers=material.make_places(3), topics=topics)


def values():
    fields = ("topic", "institution", "group", "period", "year", "measured_on", "value", "raw")
    return sorted(Measurement.objects.order_by().values_list(*fields))


@pytest.mark.django_db(transaction=True)
def test_the_floor_writes_what_ours_writes(kids):
    floors.write_directly(kids)
    theirs = values()
    imports.wipe()

    commit_sheet(read(kids, name="kids.csv"))

    assert len(theirs) == ROWS
    assert theirs == values()


@pytest.mark.django_db
def test_the_floor_refuses_what_is_wrong(kids):
    with pytest.raises(floors.Faulty):
        floors.write_directly(kids.replace(b"1,0", b"9,0", 1))

    assert not Measurement.objects.exists()


@pytest.mark.django_db
def test_import_export_reads_the_same_file(kids):
    their_way.preview_and_confirm(floors.read(kids)[1:])

    assert Measurement.objects.count() == ROWS
    assert not prepare(read(kids, name="kids.csv")).new


@pytest.mark.long("test_the_floor_writes_what_ours_writes")
@pytest.mark.django_db(transaction=True)
def test_every_work_gives_figures(settings, tmp_path, monkeypatch):
    settings.MEDIA_ROOT = tmp_path
    settings.ROOT_URLCONF = "bench.empty_page"
    monkeypatch.setattr(pages, "RUNS", 1)
    monkeypatch.setattr(town, "RUNS", 1)
    monkeypatch.setattr(imports, "RUNS", {"few": 1, "many": 1})
    # A process of its own cannot see what a test wrote.
    monkeypatch.setattr(imports, "_memory", lambda *args: Figure.within("m", 1, 1, most=1, unit=""))
    load_reference()
    call_command("demo_data", force=True, verbosity=0)

    found = [
        *pages.figures(elsewhere=(2, 4)),
        *imports.figures((ROWS,), sample=2, pages_rows=60),
        *town.figures(institutions=25, indicators=3),
    ]

    kept = json.loads(json.dumps([figure.as_json for figure in found]))
    assert len(found) == 24
    assert set(kept[0]) == {"work", "floor", "ours", "ratio", "promise", "ok"}
    assert all(figure.ours > 0 and figure.floor > 0 for figure in found)


def test_a_promise_is_kept_or_not():
    assert Figure.times("w", 2, 3, most=1.5).ok is True
    assert Figure.times("w", 2, 4, most=1.5).ok is False
    assert Figure.times("w", 2, 4).ok is None
    assert Figure.within("w", 1, 301, most=300, unit="MB").ok is False
    assert Figure.faster("w", 50, 1, least=50).ok is True
    assert Figure.faster("w", 49, 1, least=50).ok is False


# --- A hundred people ----------------------------------------------------------------------------


@pytest.fixture
def everybody():
    """Those who work in a small town, of every role."""
    load_reference()
    return list(load_town.settle(town.grow(2, 2)))


@pytest.mark.django_db
def test_everybody_reaches_what_the_mix_lets_them_ask_for(everybody, client):
    crowd = load_mix.crowd(everybody, 40, random.Random(1))
    for person in {person.role: person for person in crowd}.values():
        client.cookies["sessionid"] = person.session
        for kind in [*load_mix.reading(person.role), "paper", "workbook"]:
            answer = client.get(person.pages[kind][0])
            assert answer.status_code == 200, (person.role, kind)


@pytest.mark.django_db
def test_leaders_write(everybody, client):
    dice = random.Random(1)
    leader = next(one for one in load_mix.crowd(everybody, 10, dice) if one.writes)
    client.cookies["sessionid"] = leader.session
    for click in (leader.autosave(), leader.status(dice)):
        kind = "application/x-www-form-urlencoded"
        answer = client.post(click.address, click.body, content_type=kind)
        assert answer.status_code in click.answers, click.kind


@pytest.mark.django_db
def test_of_a_hundred_clicks_eighty_read(everybody):
    dice = random.Random(1)
    some = load_mix.crowd(everybody * 20, 100, dice)
    assert len(some) == 100

    clicks = Counter(person.next(dice).kind for person in some * 200)

    writes = {"autosave": 10, "status update": 5, "papers": 5}
    clicks["papers"] = clicks["paper"] + clicks["workbook"]
    for kind, share in writes.items():
        assert clicks[kind] / 200 == pytest.approx(share, rel=0.15), kind


def test_a_crowd_is_told_without_what_the_floors_took():
    answers = [Answer("home", "/", 200, 0.1, cpu=20, kept="whole"), Answer("paper", "/p", 200, 0.3)]
    floors = [Answer("nearly empty page", "/t", 200, 0.05, cpu=500)]
    stage = Stage(2, 1, 10, answers, floors, 1.5, 0, 0, [[100.0]], [1.0, 1.0], [1.5, 0.1])

    assert stage.own_cpu == 1.0
    assert stage.as_json["kept"] == 100
    assert stage.as_json["ratio"] == pytest.approx(6)
    assert "home" in told(stage, name="SQLite")
