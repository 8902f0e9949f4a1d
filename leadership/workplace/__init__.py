"""The attractive workplace: talks, figures with a rhythm, actions on themes, and what is shared."""
