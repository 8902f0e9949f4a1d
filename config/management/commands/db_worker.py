from django.db import OperationalError
from django_tasks_db.management.commands import db_worker
from django_tasks_db.utils import is_locked_database_exception


class Command(db_worker.Command):
    """The package's worker, which outlives an import that keeps SQLite locked for long.

    Its own way ends when it cannot ask for tasks within the seconds a writer waits.
    """

    def handle(self, **options) -> None:
        while True:
            try:
                super().handle(**options)
            except OperationalError as error:
                if not is_locked_database_exception(error):
                    raise
            else:
                return
