from spreadsheets import *  # noqa: F403
