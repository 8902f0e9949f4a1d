from typing import Any

from django.core.management.base import BaseCommand

from programmes.feeding import feed_where_a_survey_is_over


class Command(BaseCommand):
    help = "Let indicators use the results of surveys whose last day has passed; for every night."

    def handle(self, **options: Any) -> None:
        self.stdout.write(f"measurements: {feed_where_a_survey_is_over()}")
