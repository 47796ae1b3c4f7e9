"""Certificates checked again, many at a time, as anybody would check them.

Rules:
1. What certificates share is looked at once, by the functions of `verify`: the keys, each status
   list, the editions, the dictionaries.
2. Each certificate: strict JSON of the profile's shape that agrees with itself; this issuer; both
   signatures, by keys that may sign; a code that unpacks to the same certificate; a published
   edition; identifier, number and place as its row in the register has them; status bits as the
   register has them; a place of its own. Each badge: the same, but it has one signature, no code,
   and a picture that is published.
3. Whatever does not pass, and a random sample, goes through `verify` in full, document and code.
   There, and only there, it is decided what is wrong. No outcome is better than that of `verify`.
4. No private key is needed.
"""

from certpress.audit.checking import Audit
from certpress.audit.values import Fault, Places, Sample, Tally

__all__ = ["Audit", "Fault", "Places", "Sample", "Tally"]
