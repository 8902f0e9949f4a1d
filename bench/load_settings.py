"""A server's settings, with an empty page and a header that tells what an answer took."""

from config.settings import *  # noqa: F403
from config.settings import MIDDLEWARE as OURS

MIDDLEWARE = ["bench.load_hooks.tell_work", *OURS]
ROOT_URLCONF = "bench.empty_page"
