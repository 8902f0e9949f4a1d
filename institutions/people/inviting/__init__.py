"""Asking people in: who is to be invited, who has not answered, and somebody new by hand."""
