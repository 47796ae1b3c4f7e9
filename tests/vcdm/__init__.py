"""The Verifiable Credentials Data Model 2.0 at large, for the official test suites.

certpress itself knows certificates, badges and status lists, and refuses everything else by their
exact shape. The suites send credentials of any kind, so what is checked here are the general rules
of https://www.w3.org/TR/vc-data-model-2.0/ and https://www.w3.org/TR/vc-data-integrity/.
Signatures, canonical forms, keys and bitstrings are the product's own.
"""
