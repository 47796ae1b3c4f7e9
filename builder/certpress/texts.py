"""The sentences of the verification report, one for each code, in English.

The page's own words for laypeople, in all its languages, are in `verifier/src/messages/`.
"""

from __future__ import annotations

from collections.abc import Mapping

from certpress.report import Outcome

TEXTS: Mapping[str, str] = {
    "evidence.none_found": "there is no certificate in it",
    "evidence.several": "there is more than one certificate in it",
    "evidence.too_large": "it is larger than a certificate can be",
    "evidence.unreadable": "it cannot be read: it is damaged or protected by a password",
    "evidence.unavailable": "it cannot be fetched",
    "compact.malformed": "the code is damaged or was altered",
    "compact.format_unknown": "the code is of a form that this release does not know",
    "compact.dictionary_unavailable": "the dictionary that the code needs cannot be had",
    "shape.json": "the document is not JSON as certificates are written",
    "shape.context": "the document is not written in the vocabulary of certificates",
    "shape.profile": "the document does not have the form of a certificate",
    "shape.valid": "the document has the form of a certificate",
    "issuer.recognised": "it names this certification body as its issuer",
    "issuer.other": "it names another certification body as its issuer",
    "key.unavailable": "the body's list of keys cannot be had",
    "key.controller_invalid": "the body's list of keys is damaged",
    "key.controller_stale": "the kept copy of the body's list of keys is too old",
    "key.not_found": "the key is not one of the body's",
    "key.relationship": "the body does not let this key sign certificates",
    "key.role": "the key is not for this kind of document",
    "key.revoked": "the body has revoked the key",
    "key.expired": "the key had expired when the document was signed",
    "key.point_invalid": "the key is not a sound one",
    "key.valid": "the key is the body's, and for this purpose",
    "proof.valid": "the signature holds",
    "proof.signature_invalid": "the signature does not hold: the document was altered or forged",
    "proof.suite_unknown": "a signature of a kind that this release does not know",
    "proof.unavailable": "the part of the verifier that this signature needs cannot be had",
    "proof.none_known": "there is no signature of a kind that is accepted",
    "proof.repeated": "there are two signatures of one kind",
    "dates.current": "today is within its period of validity",
    "dates.not_yet_valid": "its period of validity has not begun",
    "dates.expired": "its period of validity is over",
    "status.not_revoked": "it was not withdrawn",
    "status.revoked": "it is no longer in force",
    "status.not_suspended": "it is not suspended",
    "status.suspended": "it is suspended",
    "status.badge_in_force": "it is not suspended, withdrawn or replaced",
    "status.badge_not_in_force": "it is suspended, withdrawn or replaced",
    "status.no_newer": "there is no newer certificate of this number",
    "status.newer_exists": "a newer certificate of this number was issued",
    "status.mismatch": "the status list is not the one that the certificate means",
    "status.unavailable": "the status list cannot be had",
    "status.malformed": "the status list is damaged",
    "status.signature_invalid": "the status list's signature does not hold",
    "status.not_yet_valid": "the status list is from the future: check this device's clock",
    "status.expired": "the status list is out of date",
    "status.older_than_seen": "the status list is older than one that was seen before",
    "status.index_out_of_range": "the status list does not reach this certificate",
    "edition.published": "the scheme edition is published, unchanged since the decision",
    "edition.unavailable": "the list of scheme editions cannot be had",
    "audit.place_used_twice": "another certificate has the same place in the status lists",
    "audit.not_its_row": "it does not say what its row in the register says",
    "audit.bits_differ": "the published status lists say something else than the register",
    "audit.code_differs": "its code is that of another certificate",
    "audit.damaged": "its document in the register is damaged: restore it from a backup",
    "audit.picture_missing": "its picture is not published",
    "edition.not_published": "the scheme edition is not published as the certificate names it",
}

BADGE_NOT_IN_FORCE = "not currently valid: suspended, withdrawn or replaced"  # said of a badge

OUTCOMES: Mapping[Outcome, str] = {
    Outcome.VALID: "valid",
    Outcome.NOT_YET_VALID: "not yet valid",
    Outcome.EXPIRED: "expired",
    Outcome.SUSPENDED: "suspended",
    Outcome.WITHDRAWN: "no longer in force",
    Outcome.REPLACED: "replaced: ask for the newer certificate",
    Outcome.NOT_GENUINE: "not genuine",
    Outcome.NOT_CHECKED: "could not be checked",
}
