"""Whoever loads the demo in a later year sees strategies that still hold, and say so."""

import datetime

import pytest
import time_machine

from demo.strategy import prolong
from tests.factories import StrategyFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("year", [2026, 2027, 2028, 2031])
def test_a_strategy_of_the_demo_covers_the_years_its_title_names(year):
    with time_machine.travel(datetime.datetime(year, 3, 1, 12, tzinfo=datetime.UTC), tick=False):
        strategies = [
            StrategyFactory(title=title, from_year=2024, to_year=2027, stage="draft")
            for title in ("Vision 2024-2027", "Vision 2024 – 2027 for alle", "Vi bygger 2027 huse")
        ]
        prolong()

        for strategy in strategies:
            strategy.refresh_from_db()
        last = max(year, 2027)
        assert [strategy.to_year for strategy in strategies] == [last] * 3
        assert [strategy.title for strategy in strategies] == [
            f"Vision 2024-{last}",
            f"Vision 2024 – {last} for alle",
            "Vi bygger 2027 huse",
        ]
