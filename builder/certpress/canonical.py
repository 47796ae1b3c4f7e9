"""Documents to canonical bytes, the two forms that are signed: JCS and RDFC-1.0.

Rules:
1. JCS is RFC 8785; RDFC-1.0 is https://www.w3.org/TR/rdf-canon/.
2. Whatever PyLD would lose or write differently is refused before the bytes are made: undefined
   terms, relative identifiers, control characters, U+FFFE and U+FFFF, lone surrogates.
3. Work is bounded: a graph whose blank nodes cannot be told apart with little effort is refused.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator, Mapping
from typing import Any

import rfc8785
from pyld.canon import URDNA2015
from pyld.context_resolver import ContextResolver
from pyld.jsonld import JsonLdError, JsonLdProcessor

from certpress import contexts
from certpress.errors import CertpressError

CONTROL = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]"
)  # what PyLD writes unescaped
_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]*")
MOST_ALIKE = 5  # blank nodes with equal hashes at one step: 5! orders are tried at most
MOST_STEPS = 500  # calls of Hash N-Degree Quads; the hardest of the W3C's graphs needs 468
_MOST_CONTEXTS = 500  # known by their identity; the bundled ones hold about 100


class NotCanonical(CertpressError):
    """The document has no canonical form that all verifiers would agree on."""


def jcs(document: Any) -> bytes:
    """The JSON Canonicalization Scheme's bytes (RFC 8785) of a JSON value; raises NotCanonical."""
    try:
        return rfc8785.dumps(document)
    except (rfc8785.CanonicalizationError, UnicodeEncodeError, RecursionError) as cause:
        raise NotCanonical("", f"not a JSON value with a canonical form: {cause}") from cause


def rdfc(document: Mapping[str, Any], load: contexts.Load = contexts.load) -> bytes:
    """The RDFC-1.0 N-Quads (UTF-8) of a JSON-LD document, with the bundled contexts.

    Another `load` (a test suite has contexts of its own) takes their place. Raises NotCanonical for
    undefined terms, relative identifiers, control characters, and graphs that would take too long;
    contexts.UnknownContext for a context that is not bundled.
    """
    with _in_our_words():
        return quads(_dataset(document, load))


def dataset(
    document: Mapping[str, Any], load: contexts.Load = contexts.load
) -> Mapping[str, list[Any]]:
    """The RDF dataset of a JSON-LD document in PyLD's form: quads by the name of their graph.

    Raises as `rdfc` does.
    """
    with _in_our_words():
        return _dataset(document, load)


def _dataset(document: Mapping[str, Any], load: contexts.Load) -> Mapping[str, list[Any]]:
    processor = _Strict(on_property_dropped=_refuse_dropped)
    options: dict[str, Any] = {"documentLoader": load, "base": None}  # "" would be example.org
    if load is contexts.load:
        options["contextResolver"] = _RESOLVER
    _refuse_control_characters(document)
    made: Mapping[str, list[Any]] = processor.to_rdf(document, options)
    return made


@contextlib.contextmanager
def _in_our_words() -> Iterator[None]:
    """What PyLD raises, as NotCanonical."""
    try:
        yield
    except JsonLdError as error:
        raise _cause(error) from error
    except RecursionError as error:
        raise NotCanonical("", "the document is nested too deeply") from error
    except (TypeError, ValueError, AttributeError, KeyError) as error:  # PyLD's, on odd documents
        raise NotCanonical("", f"not a JSON-LD document: {error}") from error


def quads(dataset: Mapping[str, Any]) -> bytes:
    """The RDFC-1.0 N-Quads (UTF-8) of an RDF dataset in PyLD's form.

    Raises NotCanonical for graphs that would take too long.
    """
    return str(_Bounded().main(dataset, {"format": "application/n-quads"})).encode("utf-8")


def _cause(error: BaseException) -> CertpressError:
    """The CertpressError that PyLD wrapped, or a NotCanonical in PyLD's words."""
    inner: BaseException | None = error
    while inner is not None:
        if isinstance(inner, CertpressError):
            return inner
        inner = inner.__cause__
    return NotCanonical("", f"not a JSON-LD document: {error.args[0] if error.args else error}")


def _refuse_control_characters(value: Any) -> None:
    if isinstance(value, str):
        if CONTROL.search(value):
            raise NotCanonical("", f"a control character or noncharacter in {value!r}", "remove it")
    elif isinstance(value, Mapping):
        for name, member in value.items():
            _refuse_control_characters(name)
            _refuse_control_characters(member)
    elif isinstance(value, (list, tuple)):
        for item in value:
            _refuse_control_characters(item)


def _refuse_dropped(name: str | None) -> None:
    raise NotCanonical(
        str(name), "a term that no context defines", "it would not be signed; remove it"
    )


class _Strict(JsonLdProcessor):  # type: ignore[misc]  # PyLD has no types
    """PyLD's processor, which refuses relative identifiers instead of dropping them."""

    def expand(self, input_: Any, options: Any) -> Any:
        expanded = super().expand(input_, options)
        _refuse_relative(expanded)
        return expanded


class _Resolver(ContextResolver):  # type: ignore[misc]  # PyLD has no types
    """PyLD's resolver of contexts, kept from one document to the next.

    It knows a part of a bundled context again by its identity, where PyLD writes the part out as
    canonical JSON each time; that was a third of the time of a signature.
    """

    def __init__(self) -> None:
        super().__init__({}, contexts.load)
        self._known: dict[int, tuple[Any, Any]] = {}

    def resolve(self, active_ctx: Any, context: Any, base: Any, cycles: Any = None) -> Any:
        if not isinstance(context, dict):
            return super().resolve(active_ctx, context, base, cycles)
        if id(context) not in self._known:
            self._forget_beyond(_MOST_CONTEXTS)
            resolved = super().resolve(active_ctx, context, base, cycles)
            self._known[id(context)] = (context, resolved)  # held, so that its id stays its own
        return self._known[id(context)][1]

    def _forget_beyond(self, most: int) -> None:
        """Contexts written into documents would fill the memory in time."""
        if len(self._known) >= most:
            for kept in (self._known, self.per_op_cache, self.shared_cache):
                kept.clear()


_RESOLVER = _Resolver()


def _refuse_relative(node: Any) -> None:
    if isinstance(node, list):
        for item in node:
            _refuse_relative(item)
    elif isinstance(node, dict):
        if "@value" in node:
            identifiers = [node["@type"]] if node.get("@type", "@json") != "@json" else []
        else:
            identifiers = [*_listed(node.get("@id", [])), *_listed(node.get("@type", []))]
        for identifier in identifiers:
            text = str(identifier)  # None stands where PyLD found something like a keyword
            if not text.startswith("_:") and not _ABSOLUTE.fullmatch(text):
                raise NotCanonical(text, "not an absolute identifier", "write a whole URL")
        for name, member in node.items():
            if name not in ("@value", "@id", "@type"):
                _refuse_relative(member)


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


class _Bounded(URDNA2015):  # type: ignore[misc]  # PyLD has no types
    """RDFC-1.0's labelling with an end: poison graphs are refused, not waited for.

    And a quad that holds a blank node twice counts once for it, where PyLD counts it twice.
    """

    def __init__(self) -> None:
        super().__init__()
        self._steps = 0

    def hash_first_degree_quads(self, id_: str) -> Any:
        info = self.blank_node_info[id_]
        info["quads"] = list({id(quad): quad for quad in info["quads"]}.values())
        return super().hash_first_degree_quads(id_)

    def hash_n_degree_quads(self, id_: str, issuer: Any) -> Any:
        self._steps += 1
        if self._steps > MOST_STEPS:
            raise NotCanonical("", "too many blank nodes that look alike")
        return super().hash_n_degree_quads(id_, issuer)

    def create_hash_to_related(self, id_: str, issuer: Any) -> Any:
        related = super().create_hash_to_related(id_, issuer)
        if any(len(nodes) > MOST_ALIKE for nodes in related.values()):
            raise NotCanonical("", "too many blank nodes that look alike")
        return related
