/** German, the holder's page. */
import type { HolderMessages } from './holder-en.ts';

const de: HolderMessages = {
  'h.title': 'Ihr Zertifikat',
  'h.question': 'Sie haben ein Zertifikat: Was nun?',
  'h.intro':
    'Wählen Sie die Datei, die Sie von uns haben. Sie sehen, was darin steht, wer es lesen kann und was Sie damit tun können. Alles bleibt auf diesem Gerät: Nichts wird hochgeladen, und niemand erfährt, wessen Zertifikat Sie ansehen.',
  'h.choose': 'Ihre Datei wählen',
  'h.hint':
    'Ihr Zertifikat als PDF oder JSON, Ihr Badge oder ein Foto des Codes. Sie können die Datei auch hierher ziehen oder einfügen.',
  'h.look': 'Zeigen',
  'h.another': 'Eine andere Datei wählen',
  'h.contents': 'Auf dieser Seite',
  'h.s.valid': 'Ihr Zertifikat ist echt und in Kraft. Sein letzter Tag ist der {until}.',
  'h.n.valid': 'Sie dürfen es zeigen und Badge und Zeichen verwenden, wie es die Regeln sagen.',
  'h.s.valid_newer':
    'Dieses Zertifikat gilt bis zum {until}, und für Sie wurde ein neueres ausgestellt.',
  'h.n.valid_newer':
    'Zeigen Sie ab seinem ersten Tag das neuere. Wenn Sie es nicht haben, fragen Sie uns.',
  'h.s.not_yet_valid': 'Ihr Zertifikat ist echt. Sein erster Tag ist der {from}.',
  'h.n.not_yet_valid': 'Verwenden Sie es nicht vor diesem Tag.',
  'h.s.expired': 'Der letzte Tag Ihres Zertifikats war der {until}.',
  'h.n.expired':
    'Verwenden Sie Zertifikat, Badge und Zeichen nicht mehr. Wenn Sie rezertifiziert wurden, verwenden Sie das neuere Zertifikat; wenn nicht, fragen Sie uns, wie Sie wieder zertifiziert werden.',
  'h.s.expired_newer':
    'Der letzte Tag dieses Zertifikats war der {until}. Für Sie wurde ein neueres ausgestellt.',
  'h.n.expired_newer':
    'Verwenden Sie nur noch das neuere. Wenn Sie es nicht haben, fragen Sie uns.',
  'h.s.suspended': 'Ihre Zertifizierung ist ausgesetzt.',
  'h.n.suspended':
    'Bis sie wiederhergestellt ist, dürfen Sie weder Zertifikat, Badge noch Zeichen verwenden und nicht sagen, dass Sie zertifiziert sind. Den Grund haben wir Ihnen mitgeteilt; sonst erfährt ihn niemand. Nach der Wiederherstellung ist dieses selbe Zertifikat wieder gültig.',
  'h.s.badge_not_in_force':
    'Ihr Badge ist echt, aber Ihre Zertifizierung ist ausgesetzt oder entzogen, oder Ihr Zertifikat wurde ersetzt. Welches davon, sagt ein Badge nicht.',
  'h.n.badge_not_in_force':
    'Wählen Sie Ihr Zertifikat: Es sagt, was zutrifft. Bis Sie es wissen, verwenden Sie weder Zertifikat, Badge noch Zeichen.',
  'h.s.withdrawn': 'Ihre Zertifizierung ist beendet.',
  'h.n.withdrawn':
    'Verwenden Sie Zertifikat, Badge und Zeichen nicht mehr, und sagen Sie nicht mehr, dass Sie zertifiziert sind. Geben Sie Zertifikate auf Papier zurück, wenn wir darum bitten. Andere sehen, dass es nicht mehr in Kraft ist, und nie, warum.',
  'h.s.replaced': 'An die Stelle dieses Zertifikats ist für Sie ein anderes getreten.',
  'h.n.replaced': 'Zeigen Sie nur noch das neuere. Wenn Sie es nicht haben, fragen Sie uns.',
  'h.s.not_genuine':
    'Das ist kein Zertifikat der Stelle {body}, oder es wurde nach der Ausstellung verändert. Nichts davon wird gezeigt.',
  'h.n.not_genuine':
    'Wählen Sie die Datei genau so, wie Sie sie von uns haben. Bleibt die Antwort gleich, fragen Sie uns: Wir können genau dieselbe Datei noch einmal erstellen.',
  'h.s.not_checked':
    'Ob das Ihr Zertifikat und ob es in Kraft ist, ließ sich jetzt nicht feststellen.',
  'h.n.not_checked':
    'Prüfen Sie die Netzverbindung und versuchen Sie es noch einmal. Hilft das nicht, fragen Sie uns.',
  'h.s.not_checked_status':
    'Ihr Zertifikat ist echt. Ob es in Kraft ist, ließ sich jetzt nicht feststellen.',
  'h.n.not_checked_status':
    'Was darin steht, sehen Sie unten. Versuchen Sie es später noch einmal oder fragen Sie uns.',
  'h.s.other_body':
    'Hier ist eine andere Stelle genannt: {host}. Nichts davon wurde geprüft: Diese Seite kann nur Zertifikate der Stelle {body} zeigen.',
  'h.n.other_body':
    'Suchen Sie Hilfe unter der Adresse, die Sie als die eigene jener Stelle kennen.',
  'h.says': 'Was darin steht',
  'h.says.badge':
    'Das ist Ihr Badge: Ihr Zertifikat in einer Form für das Web. Es sagt alles, was das Zertifikat sagt, aber nie ein Geburtsdatum.',
  'h.i.name': 'So, wie er bei der Ausstellung lautete.',
  'h.i.born':
    'Dieses Programm setzt es auf das Zertifikat. Wer das Zertifikat sieht, sieht auch das Geburtsdatum.',
  'h.i.scheme': 'Die Regeln, nach denen Sie zertifiziert wurden. Sie bleiben lesbar.',
  'h.i.edition': 'Lesen',
  'h.i.scope': 'Wann immer Sie das Zertifikat zeigen, gehört all das dazu.',
  'h.i.conditions': 'Auch sie gehören dazu. Sie dürfen sie nicht weglassen.',
  'h.none': 'Keine',
  'h.i.until': 'Beantragen Sie die Rezertifizierung rechtzeitig vorher.',
  'h.i.number': 'Sie bleibt bei einer Rezertifizierung gleich.',
  'h.i.id': 'Zufällig gezogen. Sie sagt nichts über Sie.',
  'h.computers': 'Was für Computer darin steht',
  'h.place': 'Platz in den Statuslisten',
  'h.place.value': 'Platz {index} der Liste {list}',
  'h.i.place':
    'Zufällig gezogen. Wer Ihr Zertifikat hat, kann dort nachsehen, ob es in Kraft ist; sonst weiß niemand, dass der Platz zu Ihnen gehört.',
  'h.picture': 'Bild',
  'h.i.picture': 'Dasselbe für alle mit diesem Programm und Geltungsbereich.',
  'h.i.signed': 'Unsere Signatur. Sie zeigt, dass seit der Ausstellung nichts verändert wurde.',
  'h.absent': 'Was nicht darin steht',
  'h.absent.list':
    'Ihre Anschrift, E-Mail-Adresse und Telefonnummer, Ihr Foto, Ihr Arbeitgeber, Prüfungsergebnisse und die Gründe für Entscheidungen.',
  'h.absent.born': 'Auch nicht Ihr Geburtsdatum.',
  'h.readers': 'Wer es lesen kann',
  'h.readers.all':
    'Alle, denen Sie es zeigen oder schicken, können das alles lesen und von da an sehen, ob es in Kraft ist. Was sie haben, lässt sich nicht zurückholen.',
  'h.readers.code':
    'Der Code auf dem Papier enthält dasselbe, ganz und signiert, in rund {digits} Ziffern. Wer ihn fotografiert, hat Ihr Zertifikat.',
  'h.readers.nobody':
    'Sonst niemand. Hinter dem Code steht keine Datenbank, in der man Sie nachschlagen könnte, und niemand sagt uns, wer Ihr Zertifikat prüft.',
  'h.share': 'Es zeigen',
  'h.share.not':
    'Solange das Zertifikat nicht in Kraft ist, wird hier nichts angeboten. Badge-Seiten und Badges auf Websites sagen es von selbst. Was Sie anderswo geschrieben haben, ändert sich nicht: Nehmen Sie es aus Profilen, E-Mail-Signaturen und Drucksachen heraus.',
  'h.share.unknown': 'Hier wird nichts angeboten, bis feststeht, ob das Zertifikat in Kraft ist.',
  'h.linkedin': 'Zum LinkedIn-Profil hinzufügen',
  'h.linkedin.hint':
    'Öffnet LinkedIn; Programm, Stelle, Nummer und Daten sind eingetragen. Von da an kennt LinkedIn sie.',
  'h.link': 'Link für Ihre E-Mail-Signatur',
  'h.link.hint':
    'Er öffnet die Prüfung Ihres Zertifikats. Das Zertifikat steht im Link selbst: Wer den Link hat, kann alles lesen, und jeder Browser, der ihn öffnet, behält ihn im Verlauf. Legen Sie ihn hinter Worte wie „Mein Zertifikat prüfen“.',
  'h.link.born': 'Auch Ihr Geburtsdatum steht darin.',
  'h.link.copy': 'Link kopieren',
  'h.link.open': 'Ausprobieren',
  'h.copied': 'Kopiert',
  'h.embed': 'Auf Ihrer eigenen Website',
  'h.embed.hint':
    'Legen Sie {file} auf Ihre Website, tragen Sie die Adresse der Datei in diesen Code ein und kopieren Sie ihn in Ihre Seite. Er zeigt den aktuellen Status, und „zurzeit nicht gültig“, sollte es je so weit sein.',
  'h.embed.page':
    'Kopieren Sie diesen Code in Ihre Seite. Er zeigt Ihr Badge mit dem aktuellen Status.',
  'h.embed.copy': 'Code kopieren',
  'h.files': 'Dateien',
  'h.files.hint':
    'Das digitale Zertifikat allein, für Programme, die danach fragen. Bewahren Sie es gut auf.',
  'h.files.code':
    'Aus dem Code erstellt, trägt die Datei eine von zwei Signaturen. Prüfen lässt sie sich trotzdem; besser ist die Datei, die Sie von uns haben.',
  'h.save': '{file} speichern',
  'h.badge': 'Ihr Badge',
  'h.badge.hint':
    'Bilder mit Ihrem Badge darin, für Websites und Profile. Sie entstehen auf diesem Gerät. Von unserer Website wird nur das Bild geholt, das für alle mit diesem Programm und Geltungsbereich dasselbe ist.',
  'h.badge.make': 'Die Badge-Dateien erstellen',
  'h.badge.making': 'Die Dateien werden erstellt …',
  'h.badge.done':
    'Wer eine dieser Dateien hat, kann sie prüfen: hier oder mit jedem Programm, das Open Badges 3.0 liest.',
  'h.badge.failed':
    'Das Bild des Badges war nicht zu bekommen. Prüfen Sie die Netzverbindung und versuchen Sie es noch einmal, oder fragen Sie uns.',
  'h.badge.alt': 'Das Bild Ihres Badges',
  'h.badge.ask':
    'Ein Badge ist Ihr Zertifikat als Bild für das Web, mit dem Nachweis darin. Wir erstellen es, wenn Sie darum bitten: Nennen Sie Ihre Zertifikatsnummer. Öffentlich wird dadurch nichts. Sobald Sie badge.json haben, wählen Sie die Datei hier.',
  'h.public': 'Was über Sie öffentlich ist',
  'h.public.nothing':
    'Nichts, was Sie nennt, es sei denn, Sie haben zugestimmt. Unsere Website enthält keine Liste aller zertifizierten Personen. Sie enthält Statuslisten: sehr viele Bits ohne Namen.',
  'h.directory': 'Verzeichnis',
  'h.directory.hint':
    'Das ganze Verzeichnis wird geholt und auf diesem Gerät durchsucht. Niemand erfährt, nach wem Sie suchen.',
  'h.directory.look': 'Meine Nummer suchen',
  'h.directory.in':
    'Sie stehen im Verzeichnis, mit Name, Nummer, Programm, Geltungsbereich, Bedingungen und letztem Tag.',
  'h.directory.out': 'Ihre Nummer steht nicht im Verzeichnis.',
  'h.directory.failed':
    'Das Verzeichnis konnte nicht geladen werden. Versuchen Sie es später noch einmal.',
  'h.page': 'Badge-Seite',
  'h.page.hint':
    'Wenn Sie einer zugestimmt haben, liegt sie unter einer zufälligen Adresse, die nur Sie, wir und die kennen, denen Sie sie gegeben haben. Fügen Sie sie hier ein, um zu sehen, ob sie öffentlich ist. Dabei wird unsere Website nach der Seite gefragt, wie beim Öffnen.',
  'h.page.label': 'Adresse Ihrer Badge-Seite',
  'h.page.look': 'Nachsehen',
  'h.page.public': 'Diese Seite ist öffentlich und zeigt Ihr Badge.',
  'h.page.open': 'Seite öffnen',
  'h.page.gone': 'Unter dieser Adresse ist nichts öffentlich.',
  'h.page.other':
    'Unter dieser Adresse liegt eine Badge-Seite, aber nicht die zu diesem Zertifikat.',
  'h.page.odd': 'Das ist keine Adresse einer Badge-Seite auf dieser Website.',
  'h.page.failed': 'Die Seite konnte nicht geladen werden. Versuchen Sie es später noch einmal.',
  'h.consent':
    'Sie können einer Badge-Seite und dem Verzeichnis zustimmen, jedem für sich, und das jederzeit ohne Grund zurücknehmen: Schreiben Sie uns oder rufen Sie an. Ihre Zertifizierung hängt nicht davon ab. Was öffentlich war, kann kopiert worden sein.',
  'h.guide': 'Gut zu wissen',
  'h.g.rules': 'Was Sie dürfen',
  'h.g.rules.text':
    'Zeigen Sie das Zertifikat, solange es in Kraft ist, wem Sie wollen, und immer ganz: mit Geltungsbereich, Bedingungen und Tagen. Verwenden Sie Zertifikat und Zeichen nur für das, wofür Sie zertifiziert wurden.',
  'h.g.paper': 'Auf Papier und als PDF',
  'h.g.paper.text':
    'Drucken Sie das PDF selbst, und halten Sie den Code scharf, glatt und dunkel auf weiß. Schicken Sie das PDF, wie es ist: In ein neues PDF gedruckt oder mit einem Passwort geschützt, verliert es das digitale Zertifikat. Der Code funktioniert weiterhin.',
  'h.g.name': 'Ihr Name oder etwas anderes stimmt nicht',
  'h.g.name.text':
    'Sagen Sie es uns. Nach einer Berichtigung bekommen Sie ein neues Zertifikat mit derselben Nummer und demselben letzten Tag. Beim alten heißt es dann „ersetzt“: Zeigen Sie es nicht mehr.',
  'h.g.ends': 'Es ist ausgesetzt oder beendet',
  'h.g.ends.text':
    'Verwenden Sie Zertifikat, Badge und Zeichen sofort nicht mehr, wie Sie es zugesagt haben. Prüfungen sagen „ausgesetzt“ oder „nicht mehr in Kraft“, und nie, warum. Wird die Zertifizierung nach einer Aussetzung wiederhergestellt, ist dasselbe Zertifikat wieder gültig.',
  'h.g.expiry': 'Es läuft ab',
  'h.g.expiry.text':
    'Lassen Sie sich rechtzeitig rezertifizieren: Was dafür nötig ist, steht im Programm. Sie bekommen ein neues Zertifikat mit derselben Nummer.',
  'h.g.appeal': 'Sie sind mit einer Entscheidung nicht einverstanden oder wollen sich beschweren',
  'h.g.appeal.text':
    'Gegen jede Entscheidung über Ihre Zertifizierung können Sie Einspruch erheben, und über alles andere können Sie sich beschweren. Darüber entscheiden Personen, die nicht beteiligt waren.',
  'h.g.data': 'Ihre Daten',
  'h.g.data.text':
    'Sie können fragen, was wir über Sie gespeichert haben, und es berichtigen lassen. Unsere Datenschutzhinweise sagen, wie lange wir was aufbewahren und wo Sie sich beschweren können.',
  'h.g.lost': 'Sie haben es verloren',
  'h.g.lost.text':
    'Fragen Sie uns: Wir können genau dieselben Dateien noch einmal erstellen. Wer Ihr Zertifikat findet, kann es nicht für sich verwenden, denn beim Prüfen wird der Name mit einem Ausweis verglichen.',
  'h.l.use-of-certificates': 'Regeln für Zertifikat und Zeichen',
  'h.l.appeals': 'Einsprüche',
  'h.l.complaints': 'Beschwerden',
  'h.l.privacy': 'Datenschutzhinweise',
  'h.l.schemes': 'Zertifizierungsprogramme',
  'h.l.directory': 'Verzeichnis zertifizierter Personen',
  'h.privacy':
    'Kein Konto, keine Cookies, kein Tracking. Was Sie hier wählen, wird auf diesem Gerät gelesen und an niemanden gesendet. Sobald diese Seite geschlossen ist, ist es vergessen.',
};

export default de;
