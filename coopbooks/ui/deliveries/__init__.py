"""Deliveries: the day sheet."""
