"""What PostgreSQL knows of the tables when it plans a query."""

from django.db import connection


def look_again() -> None:
    """Have PostgreSQL count anew; SQLite plans without.

    Its own autovacuum waits until a tenth of a table has changed: until then forty new topics cost
    a page of a cluster a second. After a restore it knows nothing at all.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
