from typing import Any

from crispy_forms.bootstrap import FormActions
from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from config.django_private import ValidatesAlso
from config.forms import field_of_rows
from config.others_words import KeepsOthersWords
from institutions.querysets import ClusterQuerySet
from strategy.form_parts import button
from strategy.models import Method


class MethodForm(ValidatesAlso, KeepsOthersWords, forms.ModelForm[Method]):
    """A way of working that others may take up. clusters: those it may belong to."""

    # The name must be unique in the cluster, whether this was asked or went without saying.
    validates_also = frozenset({"cluster"})

    class Meta:
        model = Method
        fields = ["name", "description", "when_it_works", "contact", "cluster"]
        widgets = {
            "description": forms.Textarea(attrs={"rows": 4}),
            "when_it_works": forms.Textarea(attrs={"rows": 3}),
        }
        help_texts = {
            "description": _("What do you do, step by step?"),
            "when_it_works": _("For whom, in which situations, and what does it take?"),
            "contact": _("A role and a place, such as the language teacher at Solsikken."),
        }

    def __init__(
        self, *args: Any, clusters: ClusterQuerySet, may_be_everybodys: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        cluster = field_of_rows(self, "cluster")
        cluster.queryset = clusters
        cluster.required = not may_be_everybodys
        cluster.empty_label = _("All clusters") if may_be_everybodys else None
        only = clusters[0] if len(clusters) == 1 and not may_be_everybodys else None
        if only:
            self.instance.cluster = only
            del self.fields["cluster"]
        self.helper = FormHelper()
        self.helper.layout = Layout(*self.fields, FormActions(button(_("Save the method"))))
