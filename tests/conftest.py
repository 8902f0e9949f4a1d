import os
import runpy
import shutil
import tempfile
from concurrent.futures import wait
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from tests import days, on_both, splitting, sql
from tests.append_only import guard_by_the_clock_of_tests, let_tests_empty_it
from tests.clock import NOW, begin_again_after_midnight, on_the_day
from tests.interpreter import collect_what_is_new, on_a_roomy_stack
from tests.static_files import serve_as_they_lie
from tests.template_database import copy_instead_of_migrating

CHROMIUM = next(
    filter(None, map(shutil.which, ["chromium", "chromium-browser", "google-chrome"])), None
)
ROOT = Path(__file__).resolve().parent.parent

#: What the environment of a municipality's server says.
PRODUCTION = {
    "DEBUG": "off",
    "HTTPS": "on",
    "SECRET_KEY": "k3y-of-a-server-0123456789-abcdefghijklmnopqrstuvwxyz",
    "ALLOWED_HOSTS": "testserver",
    "WAS_URL": "https://was.example.com/ledestjernen",
    "EMAIL_URL": "smtp://mail.example.com:25",
}
#: How the settings begin that say how a visit is protected.
PROTECTED = ("SECURE_", "SESSION_", "CSRF_", "LANGUAGE_COOKIE_", "KNOWN_BROWSER_")
NOTHING_IS_SKIPPED = os.environ.get("CI") == "true"
CLOCK = on_the_day()


def pytest_addoption(parser):
    parser.addoption(
        "--long", action="store_true", help="only what is long by nature; see tests/splitting.py"
    )
    parser.addoption(
        "--second",
        action="store_true",
        help="after a run on another database; see tests/on_both.py",
    )
    days.add_options(parser)
    sql.add_options(parser)


def pytest_configure(config):
    """Adjust what would only make tests slow, or fail where the machine is busy."""
    config.stash[NOW] = CLOCK.start()
    splitting.begin(config)
    hypothesis_settings.register_profile(
        "patient", splitting.examples(100), suppress_health_check=[HealthCheck.too_slow]
    )
    hypothesis_settings.load_profile("patient")
    django_settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    serve_as_they_lie(django_settings)
    days.begin(config)
    sql.begin(config)
    copy_instead_of_migrating()
    let_tests_empty_it()
    django_settings.MEDIA_ROOT = tempfile.mkdtemp(prefix="media")
    # A GET that asks once per row fails and names the line.
    django_settings.INSTALLED_APPS.append("zeal")
    django_settings.MIDDLEWARE.append("tests.frugality.watch_for_queries_per_row")


def pytest_runtest_setup(item):
    begin_again_after_midnight(item.config.stash[NOW])


def pytest_unconfigure(config):
    shutil.rmtree(django_settings.MEDIA_ROOT, ignore_errors=True)
    CLOCK.stop()


def pytest_collection_modifyitems(config, items):
    splitting.mark_looks(items)
    splitting.choose(config, items)
    on_both.leave_out_what_is_of_the_other(config, items)
    if config.getoption("--second"):
        on_both.leave_out_what_comes_out_the_same(config, items)
        sql.choose(config, items)
    days.choose(config, items)
    if CHROMIUM is None:
        for item in items:
            if item.get_closest_marker("browser"):
                item.add_marker(pytest.mark.skip(reason="Chromium is not installed"))


def pytest_collection_finish(session):
    collect_what_is_new()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_protocol(item, nextitem):
    runner = item.config.pluginmanager.get_plugin("runner")
    return on_a_roomy_stack(lambda: runner.pytest_runtest_protocol(item, nextitem))


def pytest_terminal_summary(terminalreporter):
    skipped = terminalreporter.stats.get("skipped", [])
    if skipped:
        terminalreporter.section("Not tested here", sep="-")
        for reason, count in _by_reason(skipped).items():
            terminalreporter.line(f"{count} skipped: {reason}")
        if NOTHING_IS_SKIPPED:
            terminalreporter.line("With CI=true a skip is a failure.", red=True)


def pytest_sessionfinish(session):
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if NOTHING_IS_SKIPPED and reporter and reporter.stats.get("skipped"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """As pytest-django's; but nobody is left in a database of PostgreSQL that is to go.

    A browser keeps its connections to the live server open, and their threads keep theirs.
    """
    with django_db_blocker.unblock():
        guard_by_the_clock_of_tests()
    yield
    if connection.vendor == "postgresql":
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )


def _by_reason(reports) -> dict[str, int]:
    reasons: dict[str, int] = {}
    for report in reports:
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        reasons[str(reason)] = reasons.get(str(reason), 0) + 1
    return reasons


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker):
    """The demo in a database of its own; what a module writes there goes with it."""
    from tests.demo_database import in_the_demo

    with django_db_blocker.unblock(), in_the_demo():
        yield


@pytest.fixture(scope="module")
def written_once(django_db_setup, django_db_blocker):
    """For rows that are the same to every test of a module: its fixture of that scope writes them.

    They are taken back after the module. Hand each test copies (`copy.deepcopy`) of the objects.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def reference(written_once):
    """The reference data, loaded once for all the tests of a module."""
    from measurements.reference import load_reference

    load_reference()


class Awaited:
    """The thread that mail is sent by, for whoever looks at once whether it has been."""

    def __init__(self, thread):
        self.thread = thread

    def submit(self, function, *arguments):
        under_way = self.thread.submit(function, *arguments)
        wait([under_way])
        return under_way


@pytest.fixture(autouse=True)
def mail_is_awaited(monkeypatch):
    """Mail is sent beside the page (`accounts.mail.send_soon`), and then the test goes on."""
    from accounts import mail

    monkeypatch.setattr(mail, "_outgoing", Awaited(mail._outgoing))


@pytest.fixture(autouse=True)
def nothing_kept():
    """No test is shown a page or a figure that this process worked out for an earlier one.

    Nor numbers of kinds of rows: the demo's database has others than the rest.
    """
    from django.contrib.contenttypes.models import ContentType
    from django.core.cache import cache

    from indicators.evaluation.catalogue import forget_catalogue
    from institutions.page_cache import forget

    cache.clear()
    ContentType.objects.clear_cache()
    forget()
    forget_catalogue()


@pytest.fixture
def queries_for(client):
    """How many queries the page at an address costs the person signed in with `client`.

    anew: where this process has nothing in memory that could save some.
    """

    from indicators.evaluation.catalogue import forget_catalogue
    from institutions.page_cache import forget

    def count(url: str, *, anew: bool = True) -> int:
        if anew:
            forget_catalogue()
            forget()
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url).status_code == 200
        return len(queries)

    return count


@pytest.fixture
def production(monkeypatch, settings):
    """The security settings of a server with https; ask it with `secure=True`."""
    for name, value in PRODUCTION.items():
        monkeypatch.setenv(name, value)
    for name, value in runpy.run_path(str(ROOT / "config" / "settings.py")).items():
        if name.startswith(PROTECTED):
            setattr(settings, name, value)
    return settings


@pytest.fixture(scope="session")
def playwright(playwright):
    """Playwright, whose event loop runs in this process from now on: Django would object to it."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    return playwright


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """Debian's Chromium instead of a download; root, as in CI, cannot have its sandbox."""
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": arguments}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    return {**browser_context_args, "locale": "da-DK", "timezone_id": "Europe/Copenhagen"}


@pytest.fixture(scope="session")
def demo_site(playwright, tmp_path_factory):
    """The demo on a server of its own; see `tests.demo_site`."""
    from tests.demo_site import serve_demo

    with serve_demo(tmp_path_factory.mktemp("demo"), playwright) as site:
        yield site


@pytest.fixture
def as_person(demo_site, new_context):
    """A page for somebody of the demo: `as_person("leder", width=390)`; None is nobody.

    Other sites are out of reach: a page that asks one for anything fails the test.
    """
    from tests.browsing import WATCH, WIDE

    strangers: list[str] = []

    def as_person(person: str | None, *, width: int = WIDE, **options):
        url = options.pop("base_url", demo_site.url)
        context = new_context(
            base_url=url,
            storage_state=demo_site.signed_in[person] if person else None,
            viewport={"width": width, "height": 900},
            **options,
        )
        context.set_default_timeout(10_000)
        context.on(
            "request",
            lambda request: (
                None if request.url.startswith((url, "data:")) else strangers.append(request.url)
            ),
        )
        context.add_init_script(WATCH)
        return context.new_page()

    yield as_person
    assert strangers == []


@pytest.fixture
def read_only(db):
    """The database takes no writes until the test is over; the last fixture to be asked for."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA query_only = 1")
            yield
            cursor.execute("PRAGMA query_only = 0")
        else:
            connection.check_constraints()  # afterwards PostgreSQL cannot look any more
            cursor.execute("SET TRANSACTION READ ONLY")
            yield


@pytest.fixture
def restored(demo_site):
    """For tests that write: afterwards the demo stands as before."""
    yield
    demo_site.restore()


@pytest.fixture
def on_its_day(demo_site, restored):
    """The day of the meeting that the demo's board is called to: before it nothing is decided."""
    demo_site.meet_today(4)
