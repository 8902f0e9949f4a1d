"""`python -m bench.machines.importing`: large files read in as pages do, through the pooler.

For as many files as it is told; says how many rows and seconds each took. It is no `manage.py`, so
its connection is one that is lent for a transaction.
"""

import os
import sys
import time

ROWS = 10_000


def main(files: str = "3") -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    django.setup()
    from django.conf import settings

    from bench import material
    from files.spreadsheets import read
    from measurements.importing import commit_sheet, prepare

    if not settings.DATABASES["default"]["DISABLE_SERVER_SIDE_CURSORS"]:
        raise SystemExit("This connection is not lent.")
    topics = material.make_topics()
    for number in range(int(files)):
        places = material.make_places(100, prefix=f"8{number}")
        content = material.kids_file(ROWS, numbers=places, topics=topics)
        began = time.monotonic()
        sheet = read(content, name="kids.csv")
        fingerprint = prepare(sheet).fingerprint
        commit_sheet(read(content, name="kids.csv"), expected=fingerprint)
        print(f"{ROWS} rows in {time.monotonic() - began:.1f} s", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
