/** German. */
import type { Messages } from './en.ts';

const de: Messages = {
  'c.compact.malformed': 'Der Code ist beschädigt, unvollständig oder wurde verändert.',
  'c.compact.format_unknown':
    'Der Code stammt von einer neueren Fassung, als diese Seite sie kennt, oder er ist beschädigt oder unvollständig. Laden Sie die Seite neu und scannen Sie den Code noch einmal.',
  'c.compact.dictionary_unavailable':
    'Ein Teil, der zum Lesen des Codes nötig ist, konnte nicht geladen werden, oder der Code ist beschädigt oder unvollständig.',
  'c.shape.json': 'Das ist kein lesbares digitales Zertifikat.',
  'c.shape.context':
    'Das Dokument erklärt seine Begriffe nicht so, wie es die Zertifikate dieser Stelle tun.',
  'c.shape.profile': 'Das Dokument hat nicht die Form der Zertifikate dieser Stelle.',
  'c.shape.valid': 'Das Dokument hat die Form eines Zertifikats.',
  'c.issuer.recognised': 'Als Aussteller nennt es diese Zertifizierungsstelle.',
  'c.issuer.other': 'Als Aussteller nennt es eine andere Stelle.',
  'c.key.unavailable': 'Das Verzeichnis der Schlüssel der Stelle konnte nicht geladen werden.',
  'c.key.controller_invalid': 'Das Verzeichnis der Schlüssel der Stelle ist fehlerhaft.',
  'c.key.controller_stale':
    'Die Kopie der Schlüssel auf diesem Gerät ist zu alt. Stellen Sie eine Netzverbindung her.',
  'c.key.not_found': 'Es wurde mit einem Schlüssel signiert, der nicht der Stelle gehört.',
  'c.key.relationship':
    'Es wurde mit einem Schlüssel signiert, der nicht für Aussagen verwendet werden darf.',
  'c.key.role': 'Es wurde mit einem Schlüssel signiert, der nicht für Zertifikate bestimmt ist.',
  'c.key.revoked': 'Es wurde mit einem Schlüssel signiert, den die Stelle widerrufen hat.',
  'c.key.expired': 'Es wurde nach Ablauf des Schlüssels signiert.',
  'c.key.point_invalid': 'Es wurde mit einem unsicheren Schlüssel signiert.',
  'c.key.valid':
    'Es wurde mit einem Schlüssel der Stelle signiert, der für Zertifikate bestimmt ist.',
  'c.proof.valid': 'Die Signatur stimmt: Seit der Ausstellung wurde nichts verändert.',
  'c.proof.signature_invalid':
    'Die Signatur stimmt nicht: Es wurde verändert oder stammt nicht von der Stelle.',
  'c.proof.suite_unknown': 'Es trägt eine weitere Signatur, deren Art diese Seite nicht kennt.',
  'c.proof.none_known': 'Es trägt keine Signatur einer Art, die diese Seite kennt.',
  'c.proof.repeated': 'Es trägt zweimal dieselbe Art von Signatur.',
  'c.proof.unavailable':
    'Ein Teil, der zum Prüfen einer Signatur nötig ist, konnte nicht geladen werden.',
  'c.dates.not_yet_valid': 'Der erste Tag der Gültigkeit steht noch bevor.',
  'c.dates.expired': 'Der letzte Tag der Gültigkeit ist vorbei.',
  'c.dates.current':
    'Der heutige Tag liegt zwischen dem ersten und dem letzten Tag der Gültigkeit.',
  'c.status.mismatch': 'Eine Statusliste ist nicht die, die das Zertifikat nennt.',
  'c.status.unavailable': 'Eine Statusliste konnte nicht geladen werden.',
  'c.status.malformed': 'Eine Statusliste ist fehlerhaft.',
  'c.status.signature_invalid': 'Die Signatur einer Statusliste stimmt nicht.',
  'c.status.not_yet_valid':
    'Eine Statusliste trägt ein Datum in der Zukunft. Geht die Uhr dieses Geräts richtig?',
  'c.status.expired':
    'Eine Statusliste ist zu alt. Wenn die Uhr dieses Geräts richtig geht, muss die Stelle sie erneuern.',
  'c.status.older_than_seen':
    'Eine Statusliste ist älter als eine, die dieses Gerät schon gesehen hat.',
  'c.status.index_out_of_range': 'Der Platz des Zertifikats liegt nicht in der Statusliste.',
  'c.status.not_revoked': 'Es wurde weder entzogen noch ersetzt.',
  'c.status.revoked': 'Es wurde entzogen oder ersetzt.',
  'c.status.not_suspended': 'Es ist nicht ausgesetzt.',
  'c.status.suspended': 'Es ist ausgesetzt.',
  'c.status.badge_in_force': 'Es ist weder ausgesetzt noch entzogen noch ersetzt.',
  'c.status.badge_not_in_force': 'Es ist ausgesetzt, entzogen oder ersetzt.',
  'c.status.no_newer': 'Es wurde kein neueres Zertifikat ausgestellt.',
  'c.status.newer_exists': 'Es wurde ein neueres Zertifikat ausgestellt.',
  'c.edition.published': 'Die Ausgabe des Programms ist veröffentlicht und unverändert.',
  'c.edition.unavailable':
    'Das Verzeichnis der veröffentlichten Ausgaben der Programme konnte nicht geladen werden.',
  'c.edition.not_published': 'Die Ausgabe des Programms ist nicht die veröffentlichte.',
  title: 'Zertifikat prüfen',
  intro:
    'Scannen Sie den Code auf dem Zertifikat oder wählen Sie eine Datei oder ein Foto davon. Geprüft wird auf Ihrem Gerät: Diese Seite verrät niemandem, was Sie prüfen.',
  'scan.open': 'Mit der Kamera scannen',
  'scan.close': 'Kamera schließen',
  'scan.which': 'Kamera',
  'scan.aim': 'Halten Sie den Code in den Rahmen.',
  'scan.starting': 'Die Kamera wird gestartet …',
  'scan.none': 'Es wurde keine Kamera gefunden. Wählen Sie stattdessen ein Foto des Codes.',
  'scan.refused':
    'Die Kamera darf nicht benutzt werden. Erlauben Sie es in den Einstellungen des Browsers oder wählen Sie ein Foto des Codes.',
  'scan.busy':
    'Ein anderes Programm benutzt die Kamera. Schließen Sie es oder wählen Sie ein Foto des Codes.',
  'scan.insecure':
    'Die Kamera braucht eine sichere Adresse (https). Wählen Sie stattdessen ein Foto des Codes.',
  'scan.failed':
    'Der Scanner konnte nicht geladen werden. Prüfen Sie die Netzverbindung und versuchen Sie es noch einmal.',
  'file.choose': 'Datei oder Foto wählen',
  'file.hint':
    'PDF, Bild, Badge oder JSON. Sie können die Datei auch hierher ziehen oder einfügen.',
  'paste.label': 'Oder fügen Sie den Text oder Link des Codes ein',
  'paste.check': 'Prüfen',
  another: 'Ein anderes Zertifikat prüfen',
  checking: 'Wird geprüft …',
  reading: 'Im Bild wird ein Code gesucht …',
  language: 'Sprache',
  ask: 'Fragen Sie uns',
  'p.empty': 'Es gibt nichts zu prüfen.',
  'p.too_large': 'Die Datei ist zu groß für ein Zertifikat.',
  'p.unknown':
    'Darin wurde kein Zertifikat gefunden. Wählen Sie das PDF, das Bild oder die JSON-Datei eines Zertifikats.',
  'p.pdf_none':
    'Dieses PDF enthält kein digitales Zertifikat. Scannen Sie stattdessen den aufgedruckten Code.',
  'p.pdf_several':
    'Dieses PDF enthält mehr als ein digitales Zertifikat. Wählen Sie eines, das genau eines enthält.',
  'p.pdf_encrypted':
    'Dieses PDF ist durch ein Passwort geschützt. Scannen Sie stattdessen den aufgedruckten Code.',
  'p.picture_none':
    'In diesem Bild wurde kein Code gefunden. Nehmen Sie es noch einmal auf: näher, scharf, gleichmäßig beleuchtet, der ganze Code im Bild.',
  'p.picture_time':
    'Dieses Bild zu durchsuchen hat länger gedauert als üblich, und bis dahin wurde kein Code gefunden.',
  'p.longer': 'Länger suchen',
  'p.picture_broken': 'Dieses Bild konnte nicht gelesen werden.',
  'p.picture_large': 'Dieses Bild ist zu groß. Fotografieren Sie nur den Code.',
  'p.badge_several':
    'Dieses Bild enthält mehr als ein digitales Zertifikat. Wählen Sie eines, das genau eines enthält.',
  'p.other_code': 'Dieser Code ist nicht der eines Zertifikats.',
  'p.other_site':
    'Dieser Code führt zu einer anderen Website, {host}, nicht zu dieser. Wenn das eine andere Zertifizierungsstelle ist, prüfen Sie das Zertifikat unter der Adresse, die Sie als deren eigene kennen.',
  'o.valid': 'Gültig',
  'o.not_yet_valid': 'Noch nicht gültig',
  'o.expired': 'Abgelaufen',
  'o.suspended': 'Ausgesetzt',
  'o.badge_not_in_force': 'Zurzeit nicht gültig',
  'o.withdrawn': 'Nicht mehr in Kraft',
  'o.replaced': 'Ersetzt',
  'o.not_genuine': 'Nicht echt',
  'o.not_checked': 'Konnte nicht geprüft werden',
  's.valid': 'Das Zertifikat ist echt und in Kraft.',
  's.valid_newer': 'Das Zertifikat ist echt und in Kraft. Ein neueres wurde ausgestellt.',
  's.not_yet_valid': 'Das Zertifikat ist echt, gilt aber erst ab dem {from}.',
  's.expired': 'Das Zertifikat ist echt, sein letzter Tag war aber der {until}.',
  's.expired_newer':
    'Der letzte Tag dieses Zertifikats war der {until}. Ein neueres wurde ausgestellt.',
  's.suspended':
    'Die Zertifizierungsstelle hat diese Zertifizierung ausgesetzt. Bis zur Wiederherstellung darf die Person sie nicht verwenden.',
  's.badge_not_in_force':
    'Das Badge ist echt, doch die Zertifizierung dahinter ist ausgesetzt oder entzogen, oder das Zertifikat wurde ersetzt. Welches davon, sagt ein Badge nicht.',
  's.withdrawn':
    'Das Zertifikat ist echt, die Zertifizierung ist aber beendet. Warum, veröffentlicht die Stelle nicht.',
  's.replaced':
    'Das Zertifikat ist echt, doch an seine Stelle ist ein anderes getreten, zum Beispiel mit berichtigtem Namen oder kleinerem Geltungsbereich.',
  's.not_genuine':
    'Das ist kein Zertifikat der Stelle {body}, oder es wurde nach der Ausstellung verändert.',
  's.not_checked': 'Ob dieses Zertifikat in Kraft ist, ließ sich jetzt nicht feststellen.',
  's.not_checked_status':
    'Das Zertifikat wurde tatsächlich ausgestellt; ob es noch in Kraft ist, ließ sich jetzt aber nicht feststellen. Was allein die Signatur beweist, steht unten.',
  's.other_body':
    'Als Aussteller ist eine andere Stelle genannt: {host}. Nichts davon wurde geprüft: Diese Seite kann nur die Zertifikate der Stelle {body} prüfen.',
  'n.valid': 'Vergleichen Sie den Namen mit einem Lichtbildausweis.',
  'n.valid_newer':
    'Lassen Sie sich das neuere Zertifikat zeigen: Geltungsbereich oder Daten können abweichen.',
  'n.not_yet_valid': 'Verlassen Sie sich vor diesem Tag nicht darauf.',
  'n.expired':
    'Verlassen Sie sich nicht darauf. Fragen Sie die Person, ob die Zertifizierung erneuert wurde.',
  'n.expired_newer':
    'Verlassen Sie sich nicht auf dieses. Lassen Sie sich das neuere Zertifikat zeigen und prüfen Sie es.',
  'n.suspended':
    'Verlassen Sie sich vorerst nicht darauf. Eine Aussetzung kann aufgehoben werden: Prüfen Sie später noch einmal.',
  'n.badge_not_in_force':
    'Verlassen Sie sich nicht darauf. Lassen Sie sich das Zertifikat selbst zeigen und prüfen Sie es: Es sagt, was davon zutrifft.',
  'n.withdrawn': 'Verlassen Sie sich nicht darauf.',
  'n.replaced':
    'Verlassen Sie sich nicht auf dieses. Lassen Sie sich das neuere Zertifikat zeigen und prüfen Sie es.',
  'n.not_genuine':
    'Verlassen Sie sich nicht darauf. Wenn der Code beschädigt sein könnte, scannen Sie ihn noch einmal; bleibt die Antwort gleich, sagen Sie es uns bitte.',
  'n.not_checked':
    'Das heißt nicht „gültig“. Versuchen Sie es später noch einmal oder fragen Sie uns.',
  'n.other_body':
    'Der Link unten stammt aus dem Code oder der Datei selbst. Gehen Sie besser von einer Adresse aus, die Sie als die eigene jener Stelle kennen.',
  'n.contact': 'Fragen? Wenden Sie sich an {body}:',
  'other.link': 'Zu {host} gehen',
  'proves.title': 'Was allein die Signatur beweist',
  'last.known': 'Letzter bekannter Status, vom {when} ({age}): {status}',
  'last.none': 'Auf diesem Gerät ist kein früherer Status bekannt.',
  'last.valid': 'in Kraft',
  'last.newer': 'in Kraft, ein neueres ausgestellt',
  'why.title': 'Warum',
  'f.name': 'Zertifizierte Person',
  'f.latin': 'In lateinischer Schrift',
  'f.born': 'Geburtsdatum',
  'f.scheme': 'Zertifizierungsprogramm',
  'f.edition': 'Ausgabe {edition}',
  'f.scope': 'Geltungsbereich der Zertifizierung',
  'f.conditions': 'Bedingungen und Einschränkungen',
  'f.from': 'Gültig ab',
  'f.until': 'Gültig bis',
  'f.number': 'Zertifikatsnummer',
  'f.issuer': 'Zertifizierungsstelle',
  'f.authorised': 'Freigegeben von',
  'f.accreditation': 'Akkreditierung',
  'f.accredited': 'Ausgestellt unter der Akkreditierung durch {body}, Nummer {number}',
  'f.not_accredited':
    'Nicht akkreditiert: außerhalb des Geltungsbereichs einer Akkreditierung ausgestellt',
  'f.status': 'Statusinformation',
  'f.status_of': 'vom {when} ({age})',
  'f.status_none': 'nicht verfügbar',
  'note.identity': 'Vergleichen Sie den Namen mit einem Lichtbildausweis.',
  'note.screen': 'Maßgeblich ist dieser Bildschirm, nicht das Papier.',
  'note.employer':
    'Ein Zertifikat ersetzt nicht die Erlaubnis des Arbeitgebers, eine bestimmte Arbeit auszuführen.',
  'note.origin':
    'Diese Seite wurde für die Adresse {base} erstellt, kommt aber von {origin}. Verlassen Sie sich nur darauf, wenn Sie wissen, warum.',
  'note.demonstration':
    'Demonstration: Diese Stelle, ihre Zertifikate und die Personen darauf sind erfunden.',
  'checks.title': 'Was geprüft wurde',
  'r.pass': 'Bestanden',
  'r.fail': 'Nicht bestanden',
  'r.unknown': 'Unbekannt',
  'receipt.print': 'Drucken',
  'receipt.save': 'Nachweis dieser Prüfung speichern',
  'receipt.title': 'Nachweis dieser Prüfung',
  'receipt.time': 'Geprüft am',
  'receipt.at': 'Geprüft unter',
  'receipt.id': 'Kennung des Zertifikats',
  'receipt.digest': 'Prüfsumme des Zertifikats (SHA-256)',
  'receipt.key': 'Signiert mit',
  'receipt.list': 'Statusliste',
  'receipt.list_of': '{address} vom {when}',
  'receipt.list_none': '{address}: nicht verfügbar',
  'offline.title': 'Ohne Netz prüfen',
  'offline.hint':
    'Installieren Sie diese Seite oder lassen Sie sie offen, und scannen Sie in ihr: Die Kamera-App des Telefons öffnet einen Browser, der diese Seite vielleicht noch nie gesehen hat.',
  'offline.prepare': 'Für den Gebrauch ohne Netz vorbereiten',
  'offline.preparing': 'Wird vorbereitet …',
  'offline.until': 'Bereit: Diese Seite kommt bis zum {when} ohne Netz aus.',
  'offline.failed':
    'Nicht alles konnte geladen werden. Prüfen Sie die Netzverbindung und versuchen Sie es noch einmal.',
  'offline.insecure': 'Der Gebrauch ohne Netz braucht eine sichere Adresse (https).',
  'offline.install': 'Diese Seite installieren',
  'offline.now':
    'Zurzeit gibt es kein Netz. Zertifikate werden mit dem geprüft, was dieses Gerät aufbewahrt hat.',
  privacy:
    'Kein Konto, keine Cookies, kein Tracking. Diese Seite sendet niemandem etwas über das Zertifikat. Ein Code, den eine Kamera-App geöffnet hat, bleibt im Verlauf dieses Browsers; wer in dieser Seite scannt, hinterlässt dort keine Spur.',
};

export default de;
