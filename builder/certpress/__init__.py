"""certpress: publish, issue and verify certifications of persons as a static site.

The rooms of this package stand in one order, and each imports only what stands above it
(`docs/developers/architecture.md`; `tests/test_architecture.py` holds the rule).
"""

__version__ = "0.1.0"
