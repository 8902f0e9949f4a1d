"""Many doing something at the same moment."""

import threading
from collections.abc import Callable
from typing import TypeVar

from django.db import close_old_connections, connection

Answer = TypeVar("Answer")


def at_once(work: Callable[[int], Answer], count: int) -> list[Answer]:
    """What each of `count` threads answers, all begun together; SQLite in memory takes turns."""
    if connection.vendor != "postgresql":
        return [work(number) for number in range(count)]
    start = threading.Barrier(count)
    answers: list[Answer] = []

    def run(number: int) -> None:
        close_old_connections()
        start.wait()
        try:
            answers.append(work(number))
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[number]) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers
