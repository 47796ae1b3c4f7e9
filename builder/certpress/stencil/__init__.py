"""Stencils: documents that are alike, canonicalised and signed near the limit that Ed25519 sets.

All certificates of one scheme edition with the same optional members and as many scope items differ
in a few texts. For such documents the canonical bytes differ in those texts alone, in the names of
blank nodes, and in the order of lines. So they are worked out once, with the texts cut out.

Why what is filled in is right, that is, the very bytes that `canonical` gives:

1. **The quads.** JSON-LD looks at names of members, types, contexts, and the beginnings of
   identifiers; it does not look into a text that becomes a literal. A document is filled in only if
   it agrees with the first one in all of these (`outline`, `slots`), so its quads are those of the
   first one with the texts replaced. Markers in the places of the texts show which these are, and
   have to come back whole (`graph`). Identifiers that become equal make two nodes one, in JSON-LD
   as in a set of quads; quads that become equal are one quad, see 6.
2. **The texts.** In RDFC-1.0 a literal is written with five escapes once control characters are
   refused, and RFC 8785 has the same five. Identifiers are written as they are (`slots`).
3. **The names of blank nodes.** RDFC-1.0 names a node by its first-degree hash alone when no other
   node has the same hash. That hash is over the node's own quads: it is constant, or computed for
   each document. Should two be equal, the stencil does not decide (`cut`).
4. **The order of lines** is that of their UTF-8 bytes, which is that of their code points. It is
   proved when the stencil is cut, or the lines are sorted each time (`sheet`).
5. **JCS.** Members are sorted by their names, which are constant, so the texts keep their places.
6. **What the argument does not cover goes elsewhere**: equal hashes, lines that become equal, a
   text outside its domain, a number where a text stood, other members. These documents go through
   RDFC-1.0 in full (`labels`), or through `canonical`. None is refused that `canonical` takes.

Besides, what was made from a document is used for others only if it gave for that document what
`canonical` gave; and the tests compare with `canonical` and with another implementation.

Rules:
1. `Series` signs, `Checker` checks, `Rack` keeps what both share. A rack of None switches all of
   this off, and the bytes are the same.
2. A rack belongs to one process. Nothing in it is secret, nothing of it is stored.

Sources: https://www.w3.org/TR/rdf-canon/, https://www.w3.org/TR/json-ld11-api/, RFC 8785.
"""

from certpress.stencil.checking import Checker
from certpress.stencil.rack import Canonical, Counts, Rack
from certpress.stencil.series import Draft, Series, Signed

__all__ = ["Canonical", "Checker", "Counts", "Draft", "Rack", "Series", "Signed"]
