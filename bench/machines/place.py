"""Two databases, two machines with pages, and what stands before them, at addresses of loopback."""

import os
import re
import shutil
import sys
from dataclasses import dataclass, field
from pathlib import Path

from bench.environment import SERVER
from bench.machines.processes import Started, as_database, free_port, run, wait_for
from tests.postgres import _binaries

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy" / "machines"
#: One address for each machine there would be.
MACHINES = {"one": "127.0.1.1", "two": "127.0.1.2"}
DATABASES = {"first": "127.0.2.1", "second": "127.0.2.2"}
PROXY = "127.0.3.1"
USER = "ledestjernen"
#: So few connections that twelve writers have to take turns.
POOL = 5


@dataclass
class Place:
    """All of it: what runs, where it answers, and how it is told so."""

    folder: Path
    started: Started
    bins: Path
    ports: dict[str, int] = field(default_factory=dict)

    @classmethod
    def prepare(cls, folder: Path) -> "Place":
        folder.chmod(0o755)
        place = cls(folder, Started(folder), _binaries(folder))
        named = {**MACHINES, **DATABASES, "site": PROXY, "database": PROXY}
        place.ports = {name: free_port(address) for name, address in named.items()}
        place.ports |= {f"pool {name}": free_port(MACHINES[name]) for name in MACHINES}
        return place

    def direct(self) -> str:
        """The database that takes writes, past the pooler."""
        return f"postgres://{USER}@{PROXY}:{self.ports['database']}/{USER}"

    def at(self, name: str) -> str:
        """One of the databases, whichever takes writes."""
        return f"postgres://{USER}@{DATABASES[name]}:{self.ports[name]}/{USER}"

    def environment(self, machine: str = "one") -> dict[str, str]:
        """What the application is told on a machine: as at a municipality, without https."""
        pool = f"{MACHINES[machine]}:{self.ports[f'pool {machine}']}"
        own = {
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "ALLOWED_HOSTS": PROXY,
            "DATABASE_URL": f"postgres://{USER}@{pool}/{USER}",
            "DATABASE_DIRECT_URL": self.direct(),
            "EMAIL_URL": "dummymail://",
            "VAR_DIR": str(self.folder / "files"),
            "BACKUP_AT": "",
            "DEMO": "on",
            "TRUSTED_PROXIES": "1",
            "METRICS_TOKEN": "machines",
            "WEB_CONCURRENCY": "2",
        }
        return {**os.environ, **SERVER, **own}

    # --- Starting ---------------------------------------------------------------------------------

    def start_first(self) -> None:
        """The database that takes writes, with fsync as it comes."""
        data = self._data("first")
        new = ["-A", "trust", "--encoding=UTF8", "--locale=C.UTF-8", "-U", USER]
        run(as_database([self.bins / "initdb", "-D", data, *new]))
        with (data / "postgresql.conf").open("a") as file:
            file.write("wal_keep_size = '512MB'\nmax_connections = 60\n")
        with (data / "pg_hba.conf").open("a") as file:
            file.write("host all all 127.0.0.0/8 trust\nhost replication all 127.0.0.0/8 trust\n")
        self.start_database("first")
        self.ask("first", f"CREATE DATABASE {USER}", database="postgres")

    def start_second(self) -> None:
        """The standby; from now on a write is done when it lies on both disks."""
        data = self._data("second")
        reach = f"host={DATABASES['first']} port={self.ports['first']} user={USER}"
        copied = ["-d", f"{reach} application_name=second", "-D", data, "-R", "--checkpoint=fast"]
        run(as_database([self.bins / "pg_basebackup", *copied]))
        self.start_database("second")
        self.ask("first", "ALTER SYSTEM SET synchronous_standby_names = 'second'")
        self.ask("first", "SELECT pg_reload_conf()")

    def start_database(self, name: str) -> None:
        address, port = DATABASES[name], self.ports[name]
        told = [f"listen_addresses={address}", f"port={port}", "unix_socket_directories="]
        options = [word for setting in told for word in ("-c", setting)]
        command = [self.bins / "postgres", "-D", self._data(name), *options]
        self.started.start(f"postgres-{name}", command, as_database=True)
        wait_for(address, port)
        self.ask(name, "SELECT 1", database="postgres", tries=100)

    def promote(self) -> None:
        run(as_database([self.bins / "pg_ctl", "promote", "-w", "-D", self._data("second")]))

    def start_proxy(self) -> None:
        where = {
            "SITE": f"{PROXY}:{self.ports['site']}",
            "SITE_NAME": PROXY,
            "DATABASE": f"{PROXY}:{self.ports['database']}",
            **{
                f"MACHINE_{name.upper()}": f"{at}:{self.ports[name]}"
                for name, at in MACHINES.items()
            },
            **{name.upper(): f"{at}:{self.ports[name]}" for name, at in DATABASES.items()},
        }
        command = ["haproxy", "-db", "-f", DEPLOY / "haproxy.cfg"]
        self.started.start("haproxy", command, env={**os.environ, **where})
        wait_for(PROXY, self.ports["database"])

    def start_pool(self, machine: str) -> None:
        own = {
            "ledestjernen": f"host={PROXY} port={self.ports['database']} dbname={USER} user={USER}",
            "listen_addr": MACHINES[machine],
            "listen_port": str(self.ports[f"pool {machine}"]),
            "auth_type": "any",
            "default_pool_size": str(POOL),
        }
        text = (DEPLOY / "pgbouncer.ini").read_text(encoding="utf-8")
        text = re.sub(r"^auth_file.*\n", "", text, flags=re.M)
        for name, value in own.items():
            text, count = re.subn(rf"^{name} = .*", f"{name} = {value}", text, flags=re.M)
            if count != 1:
                raise RuntimeError(f"pgbouncer.ini says {name} {count} times")
        path = self.folder / f"pgbouncer-{machine}.ini"
        path.write_text(text, encoding="utf-8")
        self.started.start(f"pgbouncer-{machine}", ["pgbouncer", path], as_database=True)
        wait_for(MACHINES[machine], self.ports[f"pool {machine}"])

    def start_pages(self, machine: str) -> None:
        bound = f"{MACHINES[machine]}:{self.ports[machine]}"
        command = [sys.executable, "-m", "gunicorn", "config.wsgi", "--bind", bound]
        command += ["--config", "config/server.py"]
        self.started.start(f"pages-{machine}", command, env=self.environment(machine))

    def start_work(self, machine: str) -> None:
        command = [sys.executable, "manage.py", "work"]
        self.started.start(f"work-{machine}", command, env=self.environment(machine))

    # --- Asking -----------------------------------------------------------------------------------

    def ask(
        self, name: str, statement: str, *, database: str = USER, tries: int = 1
    ) -> list[tuple]:
        """What one of the databases answers, asked directly."""
        import time

        import psycopg2

        reach = {"host": DATABASES[name], "port": self.ports[name], "user": USER}
        for left in reversed(range(tries)):
            try:
                connection = psycopg2.connect(dbname=database, connect_timeout=3, **reach)
                break
            except psycopg2.OperationalError:
                if not left:
                    raise
                time.sleep(0.1)
        connection.autocommit = True
        try:
            cursor = connection.cursor()
            cursor.execute(statement)
            return cursor.fetchall() if cursor.description else []
        finally:
            connection.close()

    def _data(self, name: str) -> Path:
        path = self.folder / name
        if not path.exists():
            path.mkdir(mode=0o700)
            if os.geteuid() == 0:
                shutil.chown(path, "postgres", "postgres")
        return path
