"""What takes personal data away when they have been kept long enough: docs/privacy.md in code.

Each app adds its own in its AppConfig, `retention.KINDS["security log"] = …`, by the name that
docs/privacy.md has for it. It is called without arguments, takes away what is older than the
settings say, and answers how much that was. So what tells of people goes before the people do.
"""

from collections.abc import Callable

KINDS: dict[str, Callable[[], int]] = {}
