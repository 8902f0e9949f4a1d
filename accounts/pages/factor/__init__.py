"""The pages of the second factor: at sign-in, one's own, and of passkeys."""
