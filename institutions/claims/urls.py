"""Addresses below /roller/: rules by which the municipality's login gives roles."""

from django.urls import path

from institutions.claims import views

urlpatterns = [
    path("", views.claim_rules, name="claim_rules"),
    path("ny/", views.claim_rule_add, name="claim_rule_add"),
    path("<int:pk>/", views.claim_rule_change, name="claim_rule_change"),
    path("<int:pk>/fjern/", views.claim_rule_remove, name="claim_rule_remove"),
]
