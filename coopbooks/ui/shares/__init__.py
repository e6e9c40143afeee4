"""Shares: the share payment form."""
