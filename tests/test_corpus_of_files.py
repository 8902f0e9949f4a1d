"""More than four hundred odd files on their way through the whole import: what becomes of each."""

import re

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile

from files.spreadsheets import Unreadable, read
from imports.errors import NotRecognised
from measurements.importing import MeasurementsDiff, prepare
from measurements.models import Import, Measurement, RowBlock
from measurements.reference import load_reference
from tests.cost import within
from tests.factories import ClusterFactory, InstitutionFactory, UserFactory
from tests.odd_files import FAMILIES, Accepted, Faulty, OddFile, Refused
from tests.splitting import some

pytestmark = pytest.mark.django_db

PAGE = "/indlaes/tal/"
#: What no user should meet: names of classes, modules and parsers, and English.
FOREIGN = re.compile(
    r"Error\b|Exception|Traceback|NoneType|calamine|zlib|expat|decimal\.|<class|"
    r"\b(?:the|The|file|is not|cannot|row|column)\b"
)


@pytest.fixture(autouse=True)
def sunflower(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    load_reference()
    return InstitutionFactory(name="Solsikken", number="9101", cluster=ClusterFactory())


def test_the_corpus_has_more_than_four_hundred_files():
    assert sum(len(family()) for family in FAMILIES.values()) > 400


@pytest.mark.sampled
@pytest.mark.parametrize("family", FAMILIES)
def test_of_each_file_becomes_what_should(family):
    wrong = {}
    for case, odd in some(FAMILIES[family]().items(), of=3):
        content = odd.content() if callable(odd.content) else odd.content
        try:
            assert_is(cheaply(outcome, odd.name, content), odd.outcome)
        except AssertionError as error:
            wrong[case] = str(error)

    assert wrong == {}


def cheaply(make, *given, tries: int = 3):
    """What it gives for a second and 200 MB; tried again, since other work also slows the processor
    itself down."""
    for left in reversed(range(tries)):
        try:
            with within(seconds=1, megabytes=200):
                return make(*given)
        except AssertionError:
            if left == 0:
                raise
    raise ValueError(tries)


def outcome(name: str, content: bytes) -> MeasurementsDiff | str:
    """What the import makes of a file: a plan, or the sentence that refuses it."""
    try:
        return prepare(read(content, name=name))
    except (Unreadable, NotRecognised) as error:
        return error.message


def assert_is(found: MeasurementsDiff | str, expected: Refused | Faulty | Accepted) -> None:
    match expected, found:
        case Refused(says), str():
            assert says in found, found
            assert_is_danish(found)
        case Faulty(address, says), MeasurementsDiff():
            messages = {fault.address: fault.message for fault in found.errors}
            assert says in messages.get(address, "nothing is wrong there"), messages
            for message in messages.values():
                assert_is_danish(message)
        case Accepted(values), MeasurementsDiff():
            assert found.errors == [], found.errors
            assert tuple(map(value_of, found.new)) == values, found.new
        case _:
            raise AssertionError(found if isinstance(found, str) else "it was read")


def assert_is_danish(sentence: str) -> None:
    assert sentence[-1] in ".?", sentence
    assert not FOREIGN.search(sentence), sentence


def value_of(observation):
    if observation.is_suppressed:
        return None
    return observation.raw if observation.value is None else observation.value


# --- On the page ----------------------------------------------------------------------------------

#: What a page or a database may stumble over.
DELICATE = re.compile("CPR|NUL|noise|script|etc/passwd|laughs|bomb|encoding|'9999|🌻|control")


def through_the_page(cases: dict[str, OddFile]) -> dict[str, OddFile]:
    """Every ninth of a family, and all that are delicate."""
    return {
        case: odd
        for number, (case, odd) in enumerate(cases.items())
        if number % 9 == 0 or DELICATE.search(case)
    }


@pytest.mark.sampled
@pytest.mark.parametrize("family", FAMILIES)
def test_the_page_says_so_and_keeps_nothing_it_should_not(client, family):
    client.force_login(UserFactory(administrator=True))
    wrong = {}
    for case, odd in some(through_the_page(FAMILIES[family]()).items(), of=3):
        content = odd.content() if callable(odd.content) else odd.content
        file = SimpleUploadedFile("x", content)
        file._name = odd.name  # as a browser sends it that cleans nothing
        kept = kept_files()
        try:
            answer = client.post(PAGE, {"import_file": file})
            assert_page(answer, odd.outcome)
            # a table that fits nothing is kept where an instrument is offered of it
            is_offered = b"/maaleredskaber/nyt/?upload=" in answer.content and "CPR" not in case
            if (isinstance(odd.outcome, Refused) and not is_offered) or "CPR" in case:
                assert kept_files() == kept, "the file was kept"
        except AssertionError as error:
            wrong[case] = str(error)

    assert wrong == {}
    assert not Import.objects.exists()
    assert not RowBlock.objects.exists()
    assert not Measurement.objects.exists()


def assert_page(answer, expected: Refused | Faulty | Accepted) -> None:
    text = answer.content.decode()
    assert answer.status_code == (422 if isinstance(expected, Refused) else 200)
    assert not re.search(r"Traceback|Exception|NoneType", text)
    assert "<script>alert" not in text
    can_be_confirmed = isinstance(expected, Accepted) and expected.values != ()
    assert ("tal/bekraeft" in text) == can_be_confirmed


def kept_files() -> list[str]:
    return default_storage.listdir("uploads")[1] if default_storage.exists("uploads") else []
