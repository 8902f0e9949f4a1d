"""Invitations: a person is told that they have access, and chooses a password nobody else knows."""
