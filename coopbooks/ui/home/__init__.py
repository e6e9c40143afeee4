"""Home: tasks, the money there is, what waits to be done, the latest papers."""
