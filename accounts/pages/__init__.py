"""The pages of one's own account, and the security log."""
