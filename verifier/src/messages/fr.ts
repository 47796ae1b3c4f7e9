/** French. */
import type { Messages } from './en.ts';

const fr: Messages = {
  'c.compact.malformed': 'Le code est endommagé, incomplet ou a été modifié.',
  'c.compact.format_unknown':
    'Le code provient d’une version plus récente que celle que connaît cette page, ou il est endommagé ou incomplet. Rechargez la page et lisez le code à nouveau.',
  'c.compact.dictionary_unavailable':
    'Un élément nécessaire à la lecture du code n’a pas pu être chargé, ou le code est endommagé ou incomplet.',
  'c.shape.json': 'Ce n’est pas un certificat numérique lisible.',
  'c.shape.context':
    'Le document ne définit pas ses termes comme le font les certificats de cet organisme.',
  'c.shape.profile': 'Le document n’a pas la forme des certificats de cet organisme.',
  'c.shape.valid': 'Le document a la forme d’un certificat.',
  'c.issuer.recognised': 'Il désigne cet organisme de certification comme émetteur.',
  'c.issuer.other': 'Il désigne un autre organisme comme émetteur.',
  'c.key.unavailable': 'La liste des clés de l’organisme n’a pas pu être chargée.',
  'c.key.controller_invalid': 'La liste des clés de l’organisme est défectueuse.',
  'c.key.controller_stale':
    'La copie des clés de l’organisme sur cet appareil est trop ancienne. Connectez-vous au réseau.',
  'c.key.not_found': 'Il a été signé avec une clé qui n’est pas celle de l’organisme.',
  'c.key.relationship': 'Il a été signé avec une clé qui ne peut pas servir à des déclarations.',
  'c.key.role': 'Il a été signé avec une clé qui n’est pas destinée aux certificats.',
  'c.key.revoked': 'Il a été signé avec une clé que l’organisme a révoquée.',
  'c.key.expired': 'Il a été signé après l’expiration de sa clé.',
  'c.key.point_invalid': 'Il a été signé avec une clé qui n’est pas sûre.',
  'c.key.valid': 'Il a été signé avec une clé de l’organisme destinée aux certificats.',
  'c.proof.valid': 'La signature est correcte : rien n’a été modifié depuis la délivrance.',
  'c.proof.signature_invalid':
    'La signature n’est pas correcte : il a été modifié ou ne vient pas de l’organisme.',
  'c.proof.suite_unknown': 'Il porte une autre signature d’un type que cette page ne connaît pas.',
  'c.proof.none_known': 'Il ne porte aucune signature d’un type que cette page connaît.',
  'c.proof.repeated': 'Il porte deux fois le même type de signature.',
  'c.proof.unavailable':
    'Un élément nécessaire à la vérification d’une signature n’a pas pu être chargé.',
  'c.dates.not_yet_valid': 'Son premier jour de validité n’est pas encore venu.',
  'c.dates.expired': 'Son dernier jour de validité est passé.',
  'c.dates.current': 'Le jour présent est compris entre son premier et son dernier jour.',
  'c.status.mismatch': 'Une liste d’état n’est pas celle que nomme le certificat.',
  'c.status.unavailable': 'Une liste d’état n’a pas pu être chargée.',
  'c.status.malformed': 'Une liste d’état est défectueuse.',
  'c.status.signature_invalid': 'La signature d’une liste d’état n’est pas correcte.',
  'c.status.not_yet_valid':
    'Une liste d’état porte une date future. L’horloge de cet appareil est-elle à l’heure ?',
  'c.status.expired':
    'Une liste d’état est trop ancienne. Si l’horloge de cet appareil est à l’heure, l’organisme doit la renouveler.',
  'c.status.older_than_seen':
    'Une liste d’état est plus ancienne qu’une autre déjà vue par cet appareil.',
  'c.status.index_out_of_range': 'La place du certificat n’est pas dans la liste d’état.',
  'c.status.not_revoked': 'Il n’a été ni retiré ni remplacé.',
  'c.status.revoked': 'Il a été retiré ou remplacé.',
  'c.status.not_suspended': 'Il n’est pas suspendu.',
  'c.status.suspended': 'Il est suspendu.',
  'c.status.badge_in_force': 'Il n’est ni suspendu, ni retiré, ni remplacé.',
  'c.status.badge_not_in_force': 'Il est suspendu, retiré ou remplacé.',
  'c.status.no_newer': 'Aucun certificat plus récent n’a été délivré.',
  'c.status.newer_exists': 'Un certificat plus récent a été délivré.',
  'c.edition.published': 'L’édition du programme est publiée et inchangée.',
  'c.edition.unavailable': 'La liste des éditions publiées des programmes n’a pas pu être chargée.',
  'c.edition.not_published': 'L’édition du programme n’est pas celle qui a été publiée.',
  title: 'Vérifier un certificat',
  intro:
    'Scannez le code figurant sur le certificat, ou choisissez-en un fichier ou une photo. La vérification a lieu sur votre appareil : cette page ne dit à personne ce que vous vérifiez.',
  'scan.open': 'Scanner avec l’appareil photo',
  'scan.close': 'Fermer l’appareil photo',
  'scan.which': 'Appareil photo',
  'scan.aim': 'Placez le code dans le cadre.',
  'scan.starting': 'Mise en marche de l’appareil photo…',
  'scan.none': 'Aucun appareil photo n’a été trouvé. Choisissez plutôt une photo du code.',
  'scan.refused':
    'L’appareil photo ne peut pas être utilisé. Autorisez-le dans les réglages du navigateur, ou choisissez une photo du code.',
  'scan.busy':
    'L’appareil photo est utilisé par un autre programme. Fermez-le, ou choisissez une photo du code.',
  'scan.insecure':
    'L’appareil photo exige une adresse sécurisée (https). Choisissez plutôt une photo du code.',
  'scan.failed': 'Le lecteur n’a pas pu être chargé. Vérifiez le réseau et réessayez.',
  'file.choose': 'Choisir un fichier ou une photo',
  'file.hint': 'PDF, image, badge ou JSON. Vous pouvez aussi le déposer ici ou le coller.',
  'paste.label': 'Ou collez le texte ou le lien du code',
  'paste.check': 'Vérifier',
  another: 'Vérifier un autre certificat',
  checking: 'Vérification en cours…',
  reading: 'Recherche d’un code dans l’image…',
  language: 'Langue',
  ask: 'Nous contacter',
  'p.empty': 'Il n’y a rien à vérifier.',
  'p.too_large': 'Le fichier est trop grand pour être un certificat.',
  'p.unknown':
    'Aucun certificat n’y a été trouvé. Choisissez le PDF, l’image ou le fichier JSON d’un certificat.',
  'p.pdf_none':
    'Ce PDF ne contient pas de certificat numérique. Scannez plutôt le code imprimé dessus.',
  'p.pdf_several':
    'Ce PDF contient plus d’un certificat numérique. Choisissez-en un qui n’en contient qu’un.',
  'p.pdf_encrypted':
    'Ce PDF est protégé par un mot de passe. Scannez plutôt le code imprimé dessus.',
  'p.picture_none':
    'Aucun code n’a été trouvé dans cette image. Reprenez-la : plus près, nette, bien éclairée, le code entier visible.',
  'p.picture_time':
    'L’examen de cette image a pris plus de temps que d’habitude, et aucun code n’a encore été trouvé.',
  'p.longer': 'Chercher plus longtemps',
  'p.picture_broken': 'Cette image n’a pas pu être lue.',
  'p.picture_large': 'Cette image est trop grande. Photographiez uniquement le code.',
  'p.badge_several':
    'Cette image contient plus d’un certificat numérique. Choisissez-en une qui n’en contient qu’un.',
  'p.other_code': 'Ce code n’est pas celui d’un certificat.',
  'p.other_site':
    'Ce code mène à un autre site, {host}, et non à celui-ci. S’il s’agit d’un autre organisme de certification, vérifiez le certificat à l’adresse que vous savez être la sienne.',
  'o.valid': 'Valide',
  'o.not_yet_valid': 'Pas encore valide',
  'o.expired': 'Expiré',
  'o.suspended': 'Suspendu',
  'o.badge_not_in_force': 'Non valable actuellement',
  'o.withdrawn': 'N’est plus en vigueur',
  'o.replaced': 'Remplacé',
  'o.not_genuine': 'Non authentique',
  'o.not_checked': 'N’a pas pu être vérifié',
  's.valid': 'Le certificat est authentique et en vigueur.',
  's.valid_newer':
    'Le certificat est authentique et en vigueur. Un certificat plus récent a été délivré.',
  's.not_yet_valid':
    'Le certificat est authentique, mais son premier jour de validité est le {from}.',
  's.expired': 'Le certificat est authentique, mais son dernier jour de validité était le {until}.',
  's.expired_newer':
    'Le dernier jour de validité de ce certificat était le {until}. Un certificat plus récent a été délivré.',
  's.suspended':
    'L’organisme de certification a suspendu cette certification. La personne ne peut pas s’en prévaloir tant qu’elle n’est pas rétablie.',
  's.badge_not_in_force':
    'Le badge est authentique, mais la certification correspondante est suspendue ou retirée, ou le certificat a été remplacé. Un badge ne dit pas lequel de ces cas s’applique.',
  's.withdrawn':
    'Le certificat est authentique, mais la certification a pris fin. L’organisme n’en publie pas la raison.',
  's.replaced':
    'Le certificat est authentique, mais un autre a été délivré à sa place, par exemple avec un nom corrigé ou une portée réduite.',
  's.not_genuine':
    'Ce n’est pas un certificat de l’organisme {body}, ou il a été modifié après sa délivrance.',
  's.not_checked': 'Il n’a pas été possible de savoir maintenant si ce certificat est en vigueur.',
  's.not_checked_status':
    'Le certificat a bien été délivré, mais il n’a pas été possible de savoir maintenant s’il est encore en vigueur. Ce que la signature prouve à elle seule figure plus bas.',
  's.other_body':
    'Un autre organisme est désigné comme émetteur, {host}. Rien n’en a été vérifié : cette page ne peut vérifier que les certificats de l’organisme {body}.',
  'n.valid': 'Comparez le nom avec une pièce d’identité avec photo.',
  'n.valid_newer':
    'Demandez à la personne le certificat plus récent : sa portée ou ses dates peuvent être différentes.',
  'n.not_yet_valid': 'Ne vous y fiez pas avant ce jour.',
  'n.expired': 'Ne vous y fiez pas. Demandez à la personne si la certification a été renouvelée.',
  'n.expired_newer':
    'Ne vous fiez pas à celui-ci. Demandez à la personne le certificat plus récent et vérifiez-le.',
  'n.suspended':
    'Ne vous y fiez pas pour le moment. Une suspension peut être levée : vérifiez de nouveau plus tard.',
  'n.badge_not_in_force':
    'Ne vous y fiez pas. Demandez à la personne le certificat lui-même et vérifiez-le : il dit ce qu’il en est.',
  'n.withdrawn': 'Ne vous y fiez pas.',
  'n.replaced':
    'Ne vous fiez pas à celui-ci. Demandez à la personne le certificat plus récent et vérifiez-le.',
  'n.not_genuine':
    'Ne vous y fiez pas. Si le code peut être endommagé, scannez-le encore une fois ; si la réponse reste la même, merci de nous le signaler.',
  'n.not_checked': 'Cela ne veut pas dire « valide ». Réessayez plus tard, ou contactez-nous.',
  'n.other_body':
    'Le lien ci-dessous provient du code ou du fichier lui-même. Partez plutôt d’une adresse que vous savez être celle de cet organisme.',
  'n.contact': 'Des questions ? Contactez {body} :',
  'other.link': 'Aller à {host}',
  'proves.title': 'Ce que la signature prouve à elle seule',
  'last.known': 'Dernier état connu, du {when} ({age}) : {status}',
  'last.none': 'Aucun état antérieur n’est connu sur cet appareil.',
  'last.valid': 'en vigueur',
  'last.newer': 'en vigueur, un plus récent délivré',
  'why.title': 'Pourquoi',
  'f.name': 'Personne certifiée',
  'f.latin': 'En caractères latins',
  'f.born': 'Date de naissance',
  'f.scheme': 'Programme de certification',
  'f.edition': 'édition {edition}',
  'f.scope': 'Portée de la certification',
  'f.conditions': 'Conditions et limitations',
  'f.from': 'Valable à partir du',
  'f.until': 'Valable jusqu’au',
  'f.number': 'Numéro du certificat',
  'f.issuer': 'Organisme de certification',
  'f.authorised': 'Autorisé par',
  'f.accreditation': 'Accréditation',
  'f.accredited': 'Délivré sous l’accréditation de {body}, numéro {number}',
  'f.not_accredited': 'Non accrédité : délivré hors de la portée de toute accréditation',
  'f.status': 'Information sur l’état',
  'f.status_of': 'du {when} ({age})',
  'f.status_none': 'non disponible',
  'note.identity': 'Comparez le nom avec une pièce d’identité avec photo.',
  'note.screen': 'C’est cet écran qui fait foi, pas le papier.',
  'note.employer':
    'Un certificat n’est pas l’autorisation d’un employeur d’effectuer un travail donné.',
  'note.origin':
    'Cette page a été faite pour l’adresse {base}, mais elle est affichée depuis {origin}. Ne vous y fiez que si vous savez pourquoi.',
  'note.demonstration':
    'Démonstration : cet organisme, ses certificats et les personnes qui y figurent sont inventés.',
  'checks.title': 'Ce qui a été vérifié',
  'r.pass': 'Réussi',
  'r.fail': 'Échoué',
  'r.unknown': 'Inconnu',
  'receipt.print': 'Imprimer',
  'receipt.save': 'Enregistrer un compte rendu de cette vérification',
  'receipt.title': 'Compte rendu de cette vérification',
  'receipt.time': 'Vérifié le',
  'receipt.at': 'Vérifié à l’adresse',
  'receipt.id': 'Identifiant du certificat',
  'receipt.digest': 'Empreinte du certificat (SHA-256)',
  'receipt.key': 'Signé avec',
  'receipt.list': 'Liste d’état',
  'receipt.list_of': '{address} du {when}',
  'receipt.list_none': '{address} : non disponible',
  'offline.title': 'Vérifier sans réseau',
  'offline.hint':
    'Installez cette page ou gardez-la ouverte, et scannez depuis elle : l’appareil photo du téléphone ouvre un navigateur qui n’a peut-être jamais vu cette page.',
  'offline.prepare': 'Préparer l’utilisation sans réseau',
  'offline.preparing': 'Préparation en cours…',
  'offline.until': 'Prêt : cette page peut se passer de réseau jusqu’au {when}.',
  'offline.failed': 'Tout n’a pas pu être chargé. Vérifiez le réseau et réessayez.',
  'offline.insecure': 'L’utilisation sans réseau exige une adresse sécurisée (https).',
  'offline.install': 'Installer cette page',
  'offline.now':
    'Il n’y a pas de réseau en ce moment. Les certificats sont vérifiés avec ce que cet appareil a gardé.',
  privacy:
    'Ni compte, ni cookies, ni mesure d’audience. Cette page n’envoie à personne quoi que ce soit sur le certificat. Un code ouvert par une application photo reste dans l’historique de ce navigateur ; scanner dans cette page n’y laisse aucune trace.',
};

export default fr;
