"""The register: append-only decisions on certification; the only door for decisions.

Rules:
1. Nothing is certified without a recorded decision, and a recorded decision is never changed or
   removed. Each is linked to the one before it by a hash.
2. What a person holds, on any day, is what the decisions add up to. Nothing else is stored.
3. Recording is all or nothing, and so is issuing. Of two commands at once, one waits.
4. Personal data stands apart from decisions, which hold salted digests of it: erasing it after the
   retention period breaks nothing.
5. The clock and randomness are given by the caller.

| module | what it is |
|---|---|
| values | what goes in and what comes out |
| sql | tables and statements |
| database | the file, its schema version, transactions |
| chain | digests |
| rows | rows of tables, to values and back |
| state | decisions replayed: where a certification stands, status bits |
| catalogue | the scheme editions, and the calendar of intervals |
| terms | what an entry amounts to, given the state and the scheme |
| rules | what an entry must say |
| packing | signed documents, packed |
| recording, issuing, badges, checking | the things that are done to a register |
| consents, undertakings | what certified persons agreed to, and what they promised |
| book | `Register`, the door |

ISO/IEC 17024 (decision on certification; suspending, withdrawing and reducing; appeals).
"""

from certpress.register.book import Register
from certpress.register.catalogue import last_day
from certpress.register.consents import standing
from certpress.register.issuing import Overtaken, Packed, Placed, Places, Preset, made
from certpress.register.values import (
    CERTIFYING,
    FIRST,
    Certification,
    Consent,
    ConsentText,
    Decision,
    Edition,
    Entry,
    Made,
    Order,
    Recorded,
    Undertaking,
    UndertakingText,
)

__all__ = [
    "CERTIFYING",
    "FIRST",
    "Certification",
    "Consent",
    "ConsentText",
    "Decision",
    "Edition",
    "Entry",
    "Made",
    "Order",
    "Overtaken",
    "Packed",
    "Placed",
    "Places",
    "Preset",
    "Recorded",
    "Register",
    "Undertaking",
    "UndertakingText",
    "last_day",
    "made",
    "standing",
]
