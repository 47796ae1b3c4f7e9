/**
 * English: the first language, and the list of keys that every other one has to have.
 *
 * Keys: `o.` the word of an outcome, `s.` its sentence, `n.` what to do next, `c.` what a check
 * found (its code), `p.` why evidence could not be read, `f.` the label of a fact. `{…}` is filled in.
 */
import type { Code } from '../types.ts';

const checks: Record<`c.${Code}`, string> = {
  'c.compact.malformed': 'The code is damaged, incomplete or was changed.',
  'c.compact.format_unknown':
    'The code was written by a newer release than this page knows, or it is damaged or incomplete. Reload the page, and scan the code again.',
  'c.compact.dictionary_unavailable':
    'A part that is needed to read the code could not be loaded, or the code is damaged or incomplete.',
  'c.shape.json': 'This is not a readable digital certificate.',
  'c.shape.context':
    'The document does not say what its words mean in the way that certificates of this body do.',
  'c.shape.profile': 'The document does not have the form of this body’s certificates.',
  'c.shape.valid': 'The document has the form of a certificate.',
  'c.issuer.recognised': 'It names this certification body as its issuer.',
  'c.issuer.other': 'It names another body as its issuer.',
  'c.key.unavailable': 'The list of the body’s keys could not be loaded.',
  'c.key.controller_invalid': 'The list of the body’s keys is broken.',
  'c.key.controller_stale':
    'The copy of the body’s keys on this device is too old. Connect to the network.',
  'c.key.not_found': 'It was signed with a key that is not the body’s.',
  'c.key.relationship': 'It was signed with a key that may not be used for statements.',
  'c.key.role': 'It was signed with a key that is not for certificates.',
  'c.key.revoked': 'It was signed with a key that the body has revoked.',
  'c.key.expired': 'It was signed after its key had expired.',
  'c.key.point_invalid': 'It was signed with a key that is not a safe one.',
  'c.key.valid': 'It was signed with a key of the body that is for certificates.',
  'c.proof.valid': 'The signature holds: nothing has been changed since it was issued.',
  'c.proof.signature_invalid': 'The signature does not hold: it was changed, or is not the body’s.',
  'c.proof.suite_unknown': 'It carries a further signature of a kind that this page does not know.',
  'c.proof.none_known': 'It carries no signature of a kind that this page knows.',
  'c.proof.repeated': 'It carries the same kind of signature twice.',
  'c.proof.unavailable': 'A part that is needed to check a signature could not be loaded.',
  'c.dates.not_yet_valid': 'Its first day has not come yet.',
  'c.dates.expired': 'Its last day has passed.',
  'c.dates.current': 'Today is between its first and its last day.',
  'c.status.mismatch': 'A status list is not the one that the certificate names.',
  'c.status.unavailable': 'A status list could not be loaded.',
  'c.status.malformed': 'A status list is broken.',
  'c.status.signature_invalid': 'The signature of a status list does not hold.',
  'c.status.not_yet_valid':
    'A status list is dated in the future. Is the clock of this device right?',
  'c.status.expired':
    'A status list is too old. If the clock of this device is right, the body has to renew it.',
  'c.status.older_than_seen': 'A status list is older than one that this device has seen before.',
  'c.status.index_out_of_range': 'The certificate’s place is not in the status list.',
  'c.status.not_revoked': 'It has not been withdrawn or replaced.',
  'c.status.revoked': 'It has been withdrawn or replaced.',
  'c.status.not_suspended': 'It is not suspended.',
  'c.status.suspended': 'It is suspended.',
  'c.status.badge_in_force': 'It is not suspended, withdrawn or replaced.',
  'c.status.badge_not_in_force': 'It is suspended, withdrawn or replaced.',
  'c.status.no_newer': 'No newer certificate has been issued.',
  'c.status.newer_exists': 'A newer certificate has been issued.',
  'c.edition.published': 'The edition of the scheme is published, and unchanged.',
  'c.edition.unavailable': 'The list of published editions of the schemes could not be loaded.',
  'c.edition.not_published': 'The edition of the scheme is not the one that was published.',
};

export const en = {
  ...checks,
  title: 'Check a certificate',
  intro:
    'Scan the code on the certificate, or choose a file or photo of it. It is checked on your own device: this page tells nobody what you check.',
  'scan.open': 'Scan with the camera',
  'scan.close': 'Close the camera',
  'scan.which': 'Camera',
  'scan.aim': 'Hold the code inside the frame.',
  'scan.starting': 'Starting the camera …',
  'scan.none': 'No camera was found. Choose a photo of the code instead.',
  'scan.refused':
    'The camera may not be used. Allow it in the settings of the browser, or choose a photo of the code.',
  'scan.busy':
    'The camera is in use by another program. Close that, or choose a photo of the code.',
  'scan.insecure': 'The camera needs a secure address (https). Choose a photo of the code instead.',
  'scan.failed': 'The scanner could not be loaded. Check the network and try again.',
  'file.choose': 'Choose a file or photo',
  'file.hint': 'PDF, picture, badge or JSON. You can also drop it here or paste it.',
  'paste.label': 'Or paste the text or link of the code',
  'paste.check': 'Check',
  another: 'Check another certificate',
  checking: 'Checking …',
  reading: 'Looking for a code in the picture …',
  language: 'Language',
  ask: 'Ask us',
  'p.empty': 'There is nothing to check.',
  'p.too_large': 'The file is too large to be a certificate.',
  'p.unknown':
    'No certificate was found in this. Choose the PDF, the picture or the JSON file of a certificate.',
  'p.pdf_none': 'This PDF carries no digital certificate. Scan the code printed on it instead.',
  'p.pdf_several':
    'This PDF carries more than one digital certificate. Choose one that carries exactly one.',
  'p.pdf_encrypted': 'This PDF is protected by a password. Scan the code printed on it instead.',
  'p.picture_none':
    'No code was found in this picture. Take it again: closer, sharp, evenly lit, the whole code in view.',
  'p.picture_time':
    'This picture took longer to look at than usual, and no code was found until then.',
  'p.longer': 'Look longer',
  'p.picture_broken': 'This picture could not be read.',
  'p.picture_large': 'This picture is too large. Take a photo of the code alone.',
  'p.badge_several':
    'This picture carries more than one digital certificate. Choose one that carries exactly one.',
  'p.other_code': 'This code is not that of a certificate.',
  'p.other_site':
    'This code leads to another site, {host}, not to this one. If that is another certification body, check the certificate at the address that you know to be its own.',
  'o.valid': 'Valid',
  'o.not_yet_valid': 'Not yet valid',
  'o.expired': 'Expired',
  'o.suspended': 'Suspended',
  'o.badge_not_in_force': 'Not currently valid',
  'o.withdrawn': 'No longer in force',
  'o.replaced': 'Replaced',
  'o.not_genuine': 'Not genuine',
  'o.not_checked': 'Could not be checked',
  's.valid': 'The certificate is genuine and in force.',
  's.valid_newer': 'The certificate is genuine and in force. A newer one has been issued.',
  's.not_yet_valid': 'The certificate is genuine, but its first day is {from}.',
  's.expired': 'The certificate is genuine, but its last day was {until}.',
  's.expired_newer': 'The last day of this certificate was {until}. A newer one has been issued.',
  's.suspended':
    'The certification body has suspended this certification. The person may not use it until it is reinstated.',
  's.badge_not_in_force':
    'The badge is genuine, but the certification behind it is suspended or withdrawn, or the certificate was replaced. A badge does not tell which.',
  's.withdrawn':
    'The certificate is genuine, but the certification has ended. The body does not publish why.',
  's.replaced':
    'The certificate is genuine, but another one was issued in its place, for example with a corrected name or a smaller scope.',
  's.not_genuine': 'This is not a certificate of {body}, or it was changed after it was issued.',
  's.not_checked': 'Whether this certificate is in force could not be found out now.',
  's.not_checked_status':
    'The certificate was genuinely issued, but whether it is still in force could not be found out now. What the signature alone proves is below.',
  's.other_body':
    'This names another body as its issuer, {host}. Nothing of it was checked: this page can check only certificates of {body}.',
  'n.valid': 'Compare the name with a photo identity document.',
  'n.valid_newer': 'Ask the person for the newer certificate: its scope or dates may differ.',
  'n.not_yet_valid': 'Do not rely on it before that day.',
  'n.expired': 'Do not rely on it. Ask the person whether the certification was renewed.',
  'n.expired_newer':
    'Do not rely on this one. Ask the person for the newer certificate and check that.',
  'n.suspended': 'Do not rely on it for now. A suspension can be lifted: check again later.',
  'n.badge_not_in_force':
    'Do not rely on it. Ask the person for the certificate itself, and check that: it tells which.',
  'n.withdrawn': 'Do not rely on it.',
  'n.replaced': 'Do not rely on this one. Ask the person for the newer certificate and check that.',
  'n.not_genuine':
    'Do not rely on it. If the code may be damaged, scan it once more; if the answer stays the same, please tell us.',
  'n.not_checked': 'This is not a “valid”. Try again later, or ask us.',
  'n.other_body':
    'The link below comes from the code or file itself. Start rather from an address that you know to be that body’s own.',
  'n.contact': 'Questions? Ask {body}:',
  'other.link': 'Go to {host}',
  'proves.title': 'What the signature alone proves',
  'last.known': 'Last known status, from {when} ({age}): {status}',
  'last.none': 'No earlier status is known on this device.',
  'last.valid': 'in force',
  'last.newer': 'in force, a newer one issued',
  'why.title': 'Why',
  'f.name': 'Certified person',
  'f.latin': 'In Latin letters',
  'f.born': 'Date of birth',
  'f.scheme': 'Certification scheme',
  'f.edition': 'edition {edition}',
  'f.scope': 'Scope of certification',
  'f.conditions': 'Conditions and limitations',
  'f.from': 'Valid from',
  'f.until': 'Valid until',
  'f.number': 'Certificate number',
  'f.issuer': 'Certification body',
  'f.authorised': 'Authorised by',
  'f.accreditation': 'Accreditation',
  'f.accredited': 'Issued under the accreditation by {body}, number {number}',
  'f.not_accredited': 'Not accredited: issued outside the scope of any accreditation',
  'f.status': 'Status information',
  'f.status_of': 'as of {when} ({age})',
  'f.status_none': 'not available',
  'note.identity': 'Compare the name with a photo identity document.',
  'note.screen': 'What counts is this screen, not the paper.',
  'note.employer': 'A certificate is not an employer’s authorisation to do a particular job.',
  'note.origin':
    'This page was made for the address {base}, but is shown from {origin}. Rely on it only if you know why.',
  'note.demonstration':
    'Demonstration: this body, its certificates and the persons on them are invented.',
  'checks.title': 'What was checked',
  'r.pass': 'Passed',
  'r.fail': 'Failed',
  'r.unknown': 'Unknown',
  'receipt.print': 'Print',
  'receipt.save': 'Save a record of this check',
  'receipt.title': 'Record of this check',
  'receipt.time': 'Checked on',
  'receipt.at': 'Checked at',
  'receipt.id': 'Certificate identifier',
  'receipt.digest': 'Certificate digest (SHA-256)',
  'receipt.key': 'Signed with',
  'receipt.list': 'Status list',
  'receipt.list_of': '{address} of {when}',
  'receipt.list_none': '{address}: not available',
  'offline.title': 'Where there is no network',
  'offline.hint':
    'Install this page or keep it open, and scan inside it: the phone’s own camera app opens a browser that may never have seen this page.',
  'offline.prepare': 'Prepare for use without a network',
  'offline.preparing': 'Preparing …',
  'offline.until': 'Ready: this page will do without a network until {when}.',
  'offline.failed': 'Not everything could be loaded. Check the network and try again.',
  'offline.insecure': 'Use without a network needs a secure address (https).',
  'offline.install': 'Install this page',
  'offline.now':
    'There is no network now. Certificates are checked against what this device has kept.',
  privacy:
    'No account, no cookies, no analytics. This page sends nothing about the certificate to anybody. A code opened by a camera app stays in this browser’s history; scanning inside this page leaves no trace there.',
};

export type Key = keyof typeof en;
export type Messages = Readonly<Record<Key, string>>;
