"""What the suites' documents may name: four contexts, and the digests of their published bytes.

Rules:
1. A context comes from the bundled copies, or is the one line of the W3C's examples.
2. Any other address is refused: nothing is ever fetched.
3. Digests are those of the files as published; the bundled copies are equal as JSON, not as bytes.

Source: https://www.w3.org/TR/vc-data-model-2.0/#base-context.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from certpress import contexts

CREDENTIALS_V1 = "https://www.w3.org/2018/credentials/v1"
CREDENTIALS_V2 = contexts.CREDENTIALS_V2
DATA_INTEGRITY_V2 = "https://w3id.org/security/data-integrity/v2"
EXAMPLES_V2 = "https://www.w3.org/ns/credentials/examples/v2"

_BUNDLED = (CREDENTIALS_V1, CREDENTIALS_V2, DATA_INTEGRITY_V2)
_EXAMPLES = {"@context": {"@vocab": "https://www.w3.org/ns/credentials/examples#"}}

# address → algorithm → digest of the published file, in base64 as SRI writes it
DIGESTS: Mapping[str, Mapping[str, str]] = {
    CREDENTIALS_V1: {
        "sha256": "q03dmlMXWIB6eaW0UFENYa6NFH6rlmzJogDAcJWwzcw=",
        "sha384": "gsOz6rhjdUu/0rnxfY1tufYRafMBy/CwXh/EvrX1xR3U0uiIwnT0nD+7JAj2H67R",
        "sha512": "U2pAs5DdqUqeORlsAAkPYmaOgYT+PIwCxKIshWZuaL9uhdPcfy26hbK2Lvldl94k"
        "EyVo2FBNtD8snILS6IQY0g==",
    },
    CREDENTIALS_V2: {
        "sha256": "WZVc7WaX1h4D8rJVb+vlMIqxaEKEb1tYbX8fet7JJzQ=",
        "sha384": "l/HrjlBCNWyAX91hr6LFV2Y3heB5Tcr6IeE4/Tje8YyzYBM8IhqjHWiWpr8+ZbYU",
        "sha512": "XVVFK9Lc+KKfWikEc+skKxxft31OaPGgqoe6pNuiaUhS1l7GPUisBKmdlW+fcVO5"
        "QG+E0tBMdIabAsI5odgTBQ==",
    },
    DATA_INTEGRITY_V2: {
        "sha256": "Z/IebjOmwU5cz9L8eGX3R0+3GgSvfpQTbLOZ36yK6PQ=",
        "sha384": "DuLXYmcX+LB81Em1JdXitx/icgn8meUwieAWndKUTXk/7qRSb8YLucyhzZZRI5H2",
        "sha512": "Oc16mkBHt0uFJGQP41Yz6B6ChtFL27fnfQ4I2FCwDWo1sBhdXeNcR5uu2yOheYnZ"
        "9iislVMf3XnAxaD2Mtn6lQ==",
    },
    EXAMPLES_V2: {
        "sha256": "Vzk/vGnW77m5tdyctrmICwlENgq/4ur0WcnljPInnXw=",
        "sha384": "zNNbQTWCSUSi0bbz7dbua+RcENv7C6FvlmYJ1Y+I727HsPOHdzwELMYO9Mz68M26",
        "sha512": "jVYwl+qxI5Zr1/uIolZtGfs2kRLav96brf1VPAThAb6yMJGPWPW5J4gfezLRYEX4"
        "rA9gG0V07rCVIb+/nlOWaQ==",
    },
}


def load(address: str, options: Mapping[str, Any]) -> dict[str, Any]:
    """A document loader in PyLD's form; raises contexts.UnknownContext for any other address."""
    if address in _BUNDLED:
        return contexts.load(address, options)
    if address != EXAMPLES_V2:
        raise contexts.UnknownContext(
            "@context", f"the context {address!r} is not one that is loaded here"
        )
    return {
        "contentType": "application/ld+json",
        "contextUrl": None,
        "documentUrl": address,
        "document": _EXAMPLES,
    }
