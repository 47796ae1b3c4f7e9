"""The vectors that both verifiers run, and how they are made: `python -m tests.vectors.make`."""
