"""What floors above add to the pages of leadership."""

from config.slots import Slot, SlotPart
from institutions.access import Reader
from leadership.models import DevelopmentPlan

#: The hearings of a team's development plan, and the way to one.
plan_hearings: Slot[[DevelopmentPlan, Reader], SlotPart | None] = Slot("hearings of a plan")
