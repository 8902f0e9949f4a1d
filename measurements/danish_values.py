from spreadsheets.danish_values import *  # noqa: F403
