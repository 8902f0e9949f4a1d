"""People at their browsers: asyncio alone, so that the two cores are left to the server."""

import asyncio
import random
import re
import time
from dataclasses import dataclass, field

from bench.load_mix import SECRET, Click, Person

#: Seconds after which somebody gives up: an error.
PATIENCE = 60
#: A page with next to nothing on it, and the same without a layout: what all else stands beside.
NEARLY_EMPTY, EMPTY = "/saadan-laeser-du-tallene/", "/tom/"
FLOORS = {"nearly empty page": NEARLY_EMPTY, "empty page": EMPTY}
_TOLD = re.compile(rb"\r\nserver-timing: cpu;dur=([0-9.]+), kept;desc=(\w+)", re.IGNORECASE)
_LOCATION = re.compile(rb"\r\nlocation: (\S+)", re.IGNORECASE)


@dataclass(slots=True)
class Answer:
    """What came of a click. seconds: as its person waited; cpu: milliseconds of the server."""

    kind: str
    address: str
    status: int
    seconds: float
    cpu: float = 0.0
    kept: str = "nothing"
    is_error: bool = False
    location: str = ""


@dataclass(slots=True)
class Crowd:
    """Some people and the one who opens the empty pages; what they were answered."""

    port: int
    people: list[Person]
    think: float
    dice: random.Random
    most: int = 1_000_000
    answers: list[Answer] = field(default_factory=list)
    floors: list[Answer] = field(default_factory=list)
    asked: int = 0

    async def work(self, seconds: float) -> None:
        """Until the time is over, or enough has been asked; what is open is waited for."""
        until = time.monotonic() + seconds
        works = [self._work(person, until) for person in self.people]
        await asyncio.gather(self._look_at_floors(until), *works)

    async def _work(self, person: Person, until: float) -> None:
        await self._wait(self.dice.random() * self.think, until)
        while time.monotonic() < until and self.asked < self.most:
            answer = await self._ask(person, person.next(self.dice))
            if answer.location and time.monotonic() < until:
                await self._ask(person, Click("… after it", answer.location))
            await self._wait(self.dice.uniform(0.5, 1.5) * self.think, until)

    async def _look_at_floors(self, until: float) -> None:
        """Each floor once in a while, by somebody who asks for nothing else."""
        while time.monotonic() < until and self.asked < self.most:
            for kind, address in FLOORS.items():
                await asyncio.sleep(0.5)
                self.floors.append(await self._answer(self.people[0], Click(kind, address)))

    async def _ask(self, person: Person, click: Click) -> Answer:
        self.asked += 1
        answer = await self._answer(person, click)
        self.answers.append(answer)
        return answer

    async def _answer(self, person: Person, click: Click) -> Answer:
        started = time.perf_counter()
        try:
            head = await asyncio.wait_for(self._fetch(person, click), PATIENCE)
        except (OSError, TimeoutError, asyncio.IncompleteReadError):
            head = b""
        seconds = time.perf_counter() - started
        status = int(head[9:12] or 0)
        answer = Answer(click.kind, click.address, status, seconds)
        answer.is_error = status not in click.answers
        if told := _TOLD.search(head):
            answer.cpu, answer.kept = float(told[1]), told[2].decode()
        if found := _LOCATION.search(head):
            answer.location = found[1].decode()
        return answer

    async def _fetch(self, person: Person, click: Click) -> bytes:
        """The head of the answer, when all of it has been read."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        try:
            writer.write(_request(person, click))
            head = await reader.readuntil(b"\r\n\r\n")
            while await reader.read(65536):
                pass
            return head
        finally:
            writer.close()

    async def _wait(self, seconds: float, until: float) -> None:
        await asyncio.sleep(max(0, min(seconds, until - time.monotonic())))


def _request(person: Person, click: Click) -> bytes:
    lines = [
        f"{'POST' if click.body else 'GET'} {click.address} HTTP/1.1",
        "Host: 127.0.0.1",
        f"Cookie: sessionid={person.session}; csrftoken={SECRET}",
        "Accept-Encoding: gzip",
        "Connection: close",
    ]
    if click.body:
        lines += [
            "Content-Type: application/x-www-form-urlencoded",
            f"Content-Length: {len(click.body)}",
        ]
    return "\r\n".join([*lines, "", ""]).encode() + click.body
