"""Times, memory and sizes: `python -m tests.bench` measures and prints them.

Rules:
1. Each subject is a module with `tables(place)`, which yields its tables as they are measured.
2. A command is measured as a process of its own, as its user would start it.
3. Machines are noisy: what is short is repeated, and the quickest is told, or the median too.
4. With `--write`, the tables of docs/developers/performance.md are written again.
5. Where a public library does the same work, it runs in turns with ours, and the ratio is told.
"""
