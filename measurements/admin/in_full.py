"""Topics and steps chosen from a list, told with what they belong to."""

from typing import Any

from django import forms

from config.admin_site import told_in_full
from measurements.models import ScaleStep, Topic

#: What a topic and a step need to be told in full.
IN_FULL_TOPIC = ["version__instrument", "version__scale", "scale"]
IN_FULL_STEP = ["scale"]


class TopicsInFull(forms.ModelMultipleChoiceField[Topic]):
    def label_from_instance(self, obj: Any) -> str:
        return told_in_full(obj)


class StepInFull(forms.ModelChoiceField[ScaleStep]):
    def label_from_instance(self, obj: Any) -> str:
        return told_in_full(obj)
