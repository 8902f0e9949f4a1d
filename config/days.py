"""Days as people write them."""

import datetime

READ = ["%d.%m.%Y", "%d-%m-%Y", "%d/%m/%Y", "%d %m %Y", "%d.%m.%y", "%Y-%m-%d"]


def day_written(written: object) -> datetime.date | None:
    """The day that somebody wrote, in any of the ways of `READ`."""
    if not isinstance(written, str):
        return None
    for pattern in READ:
        try:
            return datetime.datetime.strptime(written.strip().rstrip("."), pattern).date()  # noqa: DTZ007
        except ValueError:
            continue
    return None
