"""What an import means for the indicators: computed before anything is saved."""

from django.db import IntegrityError, transaction

from measurements.importing.plan import Plan
from indicators.imports.effects import (Effect, Standings)
from measurements.importing.writing import Busy, in_turn, wait_for_other_imports, write


def effects(plan: Plan) -> list[Effect]:
    """Every whole indicator of the clusters that the file is about, before and after.

    The plan is carried out in a transaction that is always rolled back. Empty for a plan with
    faults, for one that changes nothing or holds local goals, for very large files, and when
    somebody else is reading in the same at this moment: confirming will be refused then.
    """
    standings = Standings.of(plan)
    if standings is None:
        return []
    try:
        with in_turn(), transaction.atomic():
            wait_for_other_imports()
            write(plan)
            found = standings.effects()
            transaction.set_rollback(True)
    except (Busy, IntegrityError):
        return []
    return found
