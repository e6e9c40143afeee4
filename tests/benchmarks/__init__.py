"""How fast it is, always as a ratio to a floor measured in the same run. `python -m tests.benchmarks` runs everything."""
