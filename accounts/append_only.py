"""The security log can be added to, and nothing else: the database itself refuses.

A row may be deleted when it is older than the days in `accounts_securityloglimit`, which `purge`
writes there from SECURITY_LOG_DAYS; without that row nothing may. Changes, REPLACE and TRUNCATE of
a filled table are refused, whoever asks. SQLite forgets triggers when a migration rebuilds the
table, so such a migration must call `guard` again at its end.
"""

from collections.abc import Iterable

from django.db.backends.base.base import BaseDatabaseWrapper

TABLE = "accounts_securityevent"
#: Days a row is kept where nobody has said how long: longer than anybody waits.
UNSAID = 36_500
DAYS = f"COALESCE((SELECT days FROM accounts_securityloglimit LIMIT 1), {UNSAID})"  # noqa: S608
REFUSAL = "The security log is append-only"

ON_SQLITE = (
    f"CREATE TRIGGER {TABLE}_no_update BEFORE UPDATE ON {TABLE}"
    f" BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END",
    f"CREATE TRIGGER {TABLE}_no_delete BEFORE DELETE ON {TABLE}"
    f" WHEN OLD.at >= datetime('now', '-' || {DAYS} || ' days')"
    f" BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END",
    # REPLACE deletes without asking the trigger before
    f"CREATE TRIGGER {TABLE}_no_replace BEFORE INSERT ON {TABLE}"  # noqa: S608
    f" WHEN EXISTS (SELECT 1 FROM {TABLE} WHERE id = NEW.id)"
    f" BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END",
)
OFF_SQLITE = tuple(
    f"DROP TRIGGER IF EXISTS {TABLE}_no_{what}" for what in ("update", "delete", "replace")
)

ON_POSTGRESQL = (
    f"""
    CREATE FUNCTION {TABLE}_guard() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'DELETE' THEN
            IF OLD.at < now() - make_interval(days => {DAYS}) THEN RETURN OLD; END IF;
        ELSIF TG_OP = 'TRUNCATE' THEN
            IF NOT EXISTS (SELECT 1 FROM {TABLE}) THEN RETURN NULL; END IF;
        END IF;
        RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation';
    END $$
    """,  # noqa: S608
    f"CREATE TRIGGER {TABLE}_rows BEFORE UPDATE OR DELETE ON {TABLE}"
    f" FOR EACH ROW EXECUTE FUNCTION {TABLE}_guard()",
    f"CREATE TRIGGER {TABLE}_whole BEFORE TRUNCATE ON {TABLE}"
    f" FOR EACH STATEMENT EXECUTE FUNCTION {TABLE}_guard()",
)
OFF_POSTGRESQL = (
    f"DROP TRIGGER IF EXISTS {TABLE}_rows ON {TABLE}",
    f"DROP TRIGGER IF EXISTS {TABLE}_whole ON {TABLE}",
    f"DROP FUNCTION IF EXISTS {TABLE}_guard()",
)

GUARDS = {"sqlite": ON_SQLITE, "postgresql": ON_POSTGRESQL}
LIFTS = {"sqlite": OFF_SQLITE, "postgresql": OFF_POSTGRESQL}


def guard(connection: BaseDatabaseWrapper) -> None:
    """Let the database refuse from now on."""
    _run(connection, GUARDS[connection.vendor])


def lift(connection: BaseDatabaseWrapper) -> None:
    """Take the guard away: for a migration back, and for tests that empty every table."""
    _run(connection, LIFTS[connection.vendor])


def _run(connection: BaseDatabaseWrapper, statements: Iterable[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
