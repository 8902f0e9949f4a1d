"""People who write through the proxy, one after another, and remember what they were promised."""

import itertools
import threading
import time
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from bench.load_mix import SECRET

#: Longer than anything here waits for anything.
PATIENCE = 30


@dataclass(frozen=True, slots=True)
class Write:
    """A status that somebody wrote: its text, when it was answered, how. 302 is a promise."""

    text: str
    at: float
    status: int

    @property
    def is_promised(self) -> bool:
        return self.status == 302


class NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *arguments: Any) -> None:
        return None


@dataclass
class Writers:
    """Threads that write status updates for as long as they are let. Counted: at most `most`."""

    site: str
    people: Sequence[Mapping[str, Any]]
    most: int = 20_000
    done: list[Write] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)
    threads: list[threading.Thread] = field(default_factory=list)
    numbers: Any = field(default_factory=lambda: itertools.count(1))

    def begin(self) -> None:
        for person in self.people:
            thread = threading.Thread(target=self._write, args=(person,), daemon=True)
            self.threads.append(thread)
            thread.start()

    def end(self) -> None:
        self.over.set()
        for thread in self.threads:
            thread.join(PATIENCE + 5)

    def promised(self) -> list[str]:
        return [write.text for write in list(self.done) if write.is_promised]

    def between(self, begin: float, end: float) -> list[Write]:
        return [write for write in list(self.done) if begin <= write.at < end]

    def first_after(self, moment: float, *, clear: float = 3) -> float:
        """Seconds from a moment until all is well again: nothing fails for so long after."""
        failed = [
            write.at for write in list(self.done) if not write.is_promised and write.at >= moment
        ]
        last = max(failed, default=moment)
        well = [write.at for write in list(self.done) if write.is_promised and write.at > last]
        if not well or max(well) < last + clear:
            return float("inf")
        return min(well) - moment

    def _write(self, person: Mapping[str, Any]) -> None:
        opener = urllib.request.build_opener(NoRedirect)
        while not self.over.is_set() and len(self.done) < self.most:
            text = f"Skrevet som nummer {next(self.numbers)}."
            typed = {"csrfmiddlewaretoken": SECRET, "progress": "onway", "narrative": text}
            asked = urllib.request.Request(  # noqa: S310
                f"{self.site}{person['writes']['status']}",
                data=urlencode(typed | {"next_step": "Vi bliver ved."}).encode(),
                headers={"Cookie": f"sessionid={person['session']}; csrftoken={SECRET}"},
            )
            try:
                with opener.open(asked, timeout=PATIENCE) as answer:
                    status = answer.status
            except urllib.error.HTTPError as answer:
                status = answer.code
                answer.close()
            except OSError:
                status = 0
            self.done.append(Write(text, time.monotonic(), status))
            if status != 302:
                self.over.wait(0.2)  # a person would wait longer


def tally(writes: Sequence[Write]) -> str:
    """“412 written, 3 not (2 × 503, 1 × no answer)”."""
    kinds = Counter(write.status for write in writes if not write.is_promised)
    told = [f"{count} × {status or 'no answer'}" for status, count in sorted(kinds.items())]
    well = sum(write.is_promised for write in writes)
    return f"{well} written, {sum(kinds.values())} not" + (f" ({', '.join(told)})" if told else "")
