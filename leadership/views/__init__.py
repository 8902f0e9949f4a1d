"""The pages of leadership, and what leaders and heads of area do there."""
