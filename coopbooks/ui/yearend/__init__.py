"""The year end: the list of years, the six steps, the what-if board, the meeting's screen, the pay-out desk."""
