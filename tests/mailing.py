"""Mail in the tests: the worker's part of it, and a search for mail that goes round the queue."""

import ast
from unittest.mock import patch

from django.core.management import call_command

#: What may be taken from django.core.mail: what a message is made of, and nothing that sends.
MESSAGES = {"EmailMessage", "EmailMultiAlternatives"}
SENDING = {"send_messages", "email_user", "send_mail", "send_mass_mail", "mail_admins"}
LIBRARIES = {"smtplib", "aiosmtplib"}


def deliver_mail() -> None:
    """Do what the worker has to do by now; the connection is the test's, and stays open."""
    with patch("django_tasks_db.management.commands.db_worker.close_old_connections"):
        call_command("db_worker", batch=True, interval=0, startup_delay=False, verbosity=0)


def sent_past_the_queue(source: str) -> list[int]:
    """The lines of a module that send mail, or take from somewhere what sends it."""
    return sorted({node.lineno for node in ast.walk(ast.parse(source)) if _sends(node)})


def _sends(node: ast.AST) -> bool:
    if isinstance(node, ast.ImportFrom):
        return _imports_a_sender(node)
    if isinstance(node, ast.Import):
        names = [alias.name for alias in node.names]
        return any(name in LIBRARIES or name.startswith("django.core.mail") for name in names)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        if (
            node.func.attr == "send"
        ):  # a signal is sent by a sender, and a generator is sent something
            words = {keyword.arg for keyword in node.keywords}
            return not node.args and "sender" not in words
        return node.func.attr in SENDING and not _is_of_a_form(node)
    return False


def _imports_a_sender(node: ast.ImportFrom) -> bool:
    module, names = node.module or "", {alias.name for alias in node.names}
    if module.split(".")[0] in LIBRARIES or module.startswith("django.core.mail."):
        return True
    if module == "django.core.mail":
        return not names <= MESSAGES
    return module == "django.core" and "mail" in names


def _is_of_a_form(node: ast.Call) -> bool:
    """Django's form for a new password calls its own method `send_mail`, which ours puts right."""
    function = node.func
    return isinstance(function, ast.Attribute) and ast.unparse(function.value) in {
        "self",
        "super()",
    }
