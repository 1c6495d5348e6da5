"""What scripts/benchmark.py is made of: programmes of any size, ways to evaluate them, measures, and the table."""
