"""How books of earlier versions become books of this one. A revision is final once released and never imports today's rules."""
