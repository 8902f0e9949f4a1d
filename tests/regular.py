"""What `manage.py work` does once a minute, done once."""

from config import upkeep


def do_upkeep() -> None:
    for job in upkeep.JOBS.values():
        if not job.at:
            job.run()
