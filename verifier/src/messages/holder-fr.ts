/** French, the holder's page. */
import type { HolderMessages } from './holder-en.ts';

const fr: HolderMessages = {
  'h.title': 'Votre certificat',
  'h.question': 'Vous avez un certificat : et maintenant ?',
  'h.intro':
    'Choisissez le fichier que nous vous avons envoyé. Vous voyez ce qu’il contient, qui peut le lire et ce que vous pouvez en faire. Tout reste sur cet appareil : rien n’est téléversé, et personne n’apprend quel certificat vous regardez.',
  'h.choose': 'Choisir votre fichier',
  'h.hint':
    'Votre certificat en PDF ou JSON, votre badge ou une photo du code. Vous pouvez aussi le déposer ici ou le coller.',
  'h.look': 'Afficher',
  'h.another': 'Choisir un autre fichier',
  'h.contents': 'Sur cette page',
  'h.s.valid': 'Votre certificat est authentique et en vigueur. Son dernier jour est le {until}.',
  'h.n.valid': 'Vous pouvez le montrer, et utiliser le badge et la marque selon les règles.',
  'h.s.valid_newer':
    'Ce certificat est en vigueur jusqu’au {until}, et un certificat plus récent vous a été délivré.',
  'h.n.valid_newer':
    'Montrez le plus récent à partir de son premier jour. Si vous ne l’avez pas, contactez-nous.',
  'h.s.not_yet_valid': 'Votre certificat est authentique. Son premier jour est le {from}.',
  'h.n.not_yet_valid': 'Ne l’utilisez pas avant ce jour.',
  'h.s.expired': 'Le dernier jour de votre certificat était le {until}.',
  'h.n.expired':
    'Cessez d’utiliser le certificat, le badge et la marque. Si vous avez été recertifié, utilisez le certificat plus récent ; sinon, demandez-nous comment être certifié de nouveau.',
  'h.s.expired_newer':
    'Le dernier jour de ce certificat était le {until}. Un certificat plus récent vous a été délivré.',
  'h.n.expired_newer': 'N’utilisez que le plus récent. Si vous ne l’avez pas, contactez-nous.',
  'h.s.suspended': 'Votre certification est suspendue.',
  'h.n.suspended':
    'Tant qu’elle n’est pas rétablie, vous ne pouvez utiliser ni le certificat, ni le badge, ni la marque, ni dire que vous êtes certifié. Nous vous en avons donné la raison et ne la disons à personne d’autre. Une fois la certification rétablie, ce même certificat est de nouveau valide.',
  'h.s.badge_not_in_force':
    'Votre badge est authentique, mais votre certification est suspendue ou retirée, ou votre certificat a été remplacé. Un badge ne dit pas lequel de ces cas s’applique.',
  'h.n.badge_not_in_force':
    'Choisissez votre certificat : il dit ce qu’il en est. D’ici là, n’utilisez ni le certificat, ni le badge, ni la marque.',
  'h.s.withdrawn': 'Votre certification a pris fin.',
  'h.n.withdrawn':
    'Cessez d’utiliser le certificat, le badge et la marque, et de dire que vous êtes certifié. Rendez les certificats en papier si nous les demandons. Les autres voient qu’il n’est plus en vigueur, et jamais pourquoi.',
  'h.s.replaced': 'Un autre certificat vous a été délivré à la place de celui-ci.',
  'h.n.replaced': 'Ne montrez que le plus récent. Si vous ne l’avez pas, contactez-nous.',
  'h.s.not_genuine':
    'Ce n’est pas un certificat de l’organisme {body}, ou il a été modifié après sa délivrance. Rien n’en est montré.',
  'h.n.not_genuine':
    'Choisissez le fichier exactement tel que nous l’avons envoyé. Si la réponse reste la même, contactez-nous : nous pouvons refaire exactement le même fichier.',
  'h.s.not_checked':
    'Il n’a pas été possible de savoir maintenant si c’est votre certificat et s’il est en vigueur.',
  'h.n.not_checked': 'Vérifiez le réseau et réessayez. Si cela n’aide pas, contactez-nous.',
  'h.s.not_checked_status':
    'Votre certificat est authentique. Il n’a pas été possible de savoir maintenant s’il est en vigueur.',
  'h.n.not_checked_status': 'Ce qu’il dit figure plus bas. Réessayez plus tard, ou contactez-nous.',
  'h.s.other_body':
    'Un autre organisme est désigné ici, {host}. Rien n’en a été vérifié : cette page ne peut montrer que les certificats de l’organisme {body}.',
  'h.n.other_body': 'Cherchez de l’aide à l’adresse que vous savez être celle de cet organisme.',
  'h.says': 'Ce qu’il contient',
  'h.says.badge':
    'C’est votre badge : votre certificat sous une forme faite pour le web. Il dit tout ce que dit le certificat, mais jamais une date de naissance.',
  'h.i.name': 'Tel qu’il était à la délivrance du certificat.',
  'h.i.born': 'Ce programme la met sur le certificat. Qui voit le certificat la voit.',
  'h.i.scheme': 'Les règles selon lesquelles vous avez été certifié. Elles restent lisibles.',
  'h.i.edition': 'Les lire',
  'h.i.scope': 'Chaque fois que vous montrez le certificat, tous ces éléments en font partie.',
  'h.i.conditions': 'Elles en font partie aussi. Vous ne pouvez pas les omettre.',
  'h.none': 'Aucune',
  'h.i.until': 'Demandez la recertification suffisamment tôt.',
  'h.i.number': 'Il reste le même lors d’une recertification.',
  'h.i.id': 'Tiré au hasard. Il ne dit rien de vous.',
  'h.computers': 'Ce qu’il contient pour les ordinateurs',
  'h.place': 'Place dans les listes d’état',
  'h.place.value': 'position {index} de la liste {list}',
  'h.i.place':
    'Tirée au hasard. Qui a votre certificat peut y voir s’il est en vigueur ; personne d’autre ne sait que cette place est la vôtre.',
  'h.picture': 'Image',
  'h.i.picture': 'La même pour toutes les personnes ayant ce programme et cette portée.',
  'h.i.signed':
    'Notre signature. Elle montre que rien n’a été modifié depuis la délivrance du certificat.',
  'h.absent': 'Ce qu’il ne contient pas',
  'h.absent.list':
    'Votre adresse, votre courriel et votre téléphone, votre photo, votre employeur, des résultats d’examens et les raisons d’une décision.',
  'h.absent.born': 'Ni votre date de naissance.',
  'h.readers': 'Qui peut le lire',
  'h.readers.all':
    'Toutes les personnes à qui vous le montrez ou l’envoyez peuvent lire tout cela, et voir dès lors s’il est en vigueur. Ce qu’elles ont ne peut pas être repris.',
  'h.readers.code':
    'Le code sur papier contient la même chose, entière et signée, en environ {digits} chiffres. Qui le photographie a votre certificat.',
  'h.readers.nobody':
    'Personne d’autre. Il n’y a derrière le code aucune base de données où l’on pourrait vous chercher, et personne ne nous dit qui vérifie votre certificat.',
  'h.share': 'Le montrer',
  'h.share.not':
    'Rien n’est proposé ici tant que le certificat n’est pas en vigueur. Les pages de badge et les badges sur des sites web le disent d’eux-mêmes. Ce que vous avez écrit ailleurs ne change pas : retirez-le des profils, des signatures de courriel et des imprimés.',
  'h.share.unknown':
    'Rien n’est proposé ici tant qu’on ne sait pas si le certificat est en vigueur.',
  'h.linkedin': 'Ajouter au profil LinkedIn',
  'h.linkedin.hint':
    'Ouvre LinkedIn, où programme, organisme, numéro et dates sont déjà inscrits. Dès lors, LinkedIn les connaît.',
  'h.link': 'Lien pour votre signature de courriel',
  'h.link.hint':
    'Il ouvre la vérification de votre certificat. Le certificat est dans le lien lui-même : qui a le lien peut tout lire, et chaque navigateur qui l’ouvre le garde dans son historique. Placez-le derrière des mots tels que « Vérifier mon certificat ».',
  'h.link.born': 'Votre date de naissance y figure aussi.',
  'h.link.copy': 'Copier le lien',
  'h.link.open': 'L’essayer',
  'h.copied': 'Copié',
  'h.embed': 'Sur votre propre site web',
  'h.embed.hint':
    'Placez {file} sur votre site, écrivez son adresse dans ce code et copiez le code dans votre page. Il montre l’état actuel, et « non valable actuellement » si cela devait arriver.',
  'h.embed.page': 'Copiez ce code dans votre page. Il montre votre badge avec son état actuel.',
  'h.embed.copy': 'Copier le code',
  'h.files': 'Fichiers',
  'h.files.hint':
    'Le certificat numérique seul, pour les logiciels qui le demandent. Conservez-le bien.',
  'h.files.code':
    'Fait à partir du code, le fichier porte une signature sur deux. On peut le vérifier tout de même ; mieux vaut le fichier que nous vous avons envoyé.',
  'h.save': 'Enregistrer {file}',
  'h.badge': 'Votre badge',
  'h.badge.hint':
    'Des images avec votre badge à l’intérieur, pour des sites web et des profils. Elles sont faites sur cet appareil. Seule l’image est demandée à notre site ; elle est la même pour toutes les personnes ayant ce programme et cette portée.',
  'h.badge.make': 'Faire les fichiers du badge',
  'h.badge.making': 'Les fichiers sont en préparation …',
  'h.badge.done':
    'Qui a l’un de ces fichiers peut le vérifier : ici, ou avec tout logiciel qui lit Open Badges 3.0.',
  'h.badge.failed':
    'L’image du badge n’a pas pu être obtenue. Vérifiez le réseau et réessayez, ou contactez-nous.',
  'h.badge.alt': 'L’image de votre badge',
  'h.badge.ask':
    'Un badge est votre certificat sous forme d’image pour le web, avec la preuve à l’intérieur. Nous le faisons quand vous le demandez : indiquez votre numéro de certificat. Rien ne devient public de ce fait. Dès que vous avez badge.json, choisissez-le ici.',
  'h.public': 'Ce qui est public à votre sujet',
  'h.public.nothing':
    'Rien qui vous nomme, sauf si vous y avez consenti. Notre site ne contient aucune liste de toutes les personnes certifiées. Il contient des listes d’état : un très grand nombre de bits sans noms.',
  'h.directory': 'Annuaire',
  'h.directory.hint':
    'L’annuaire entier est chargé, et la recherche se fait sur cet appareil. Personne n’apprend qui vous cherchez.',
  'h.directory.look': 'Chercher mon numéro',
  'h.directory.in':
    'Vous figurez dans l’annuaire, avec nom, numéro, programme, portée, conditions et dernier jour.',
  'h.directory.out': 'Votre numéro ne figure pas dans l’annuaire.',
  'h.directory.failed': 'L’annuaire n’a pas pu être chargé. Réessayez plus tard.',
  'h.page': 'Page de badge',
  'h.page.hint':
    'Si vous y avez consenti, elle se trouve à une adresse tirée au hasard, connue seulement de vous, de nous et de ceux à qui vous l’avez donnée. Collez-la ici pour voir si elle est publique. Cela demande cette page à notre site, comme quand on l’ouvre.',
  'h.page.label': 'Adresse de votre page de badge',
  'h.page.look': 'Regarder',
  'h.page.public': 'Cette page est publique et montre votre badge.',
  'h.page.open': 'Ouvrir la page',
  'h.page.gone': 'Rien n’est public à cette adresse.',
  'h.page.other':
    'Il y a une page de badge à cette adresse, mais ce n’est pas celle de ce certificat.',
  'h.page.odd': 'Ce n’est pas l’adresse d’une page de badge de ce site.',
  'h.page.failed': 'La page n’a pas pu être chargée. Réessayez plus tard.',
  'h.consent':
    'Vous pouvez consentir à une page de badge et à l’annuaire, séparément, et revenir là-dessus à tout moment sans raison : écrivez-nous ou appelez-nous. Votre certification n’en dépend pas. Ce qui a été public a pu être copié.',
  'h.guide': 'Bon à savoir',
  'h.g.rules': 'Ce que vous pouvez faire',
  'h.g.rules.text':
    'Montrez le certificat à qui vous voulez tant qu’il est en vigueur, et entier : avec portée, conditions et dates. N’utilisez le certificat et la marque que pour ce pour quoi vous avez été certifié.',
  'h.g.paper': 'Sur papier et en PDF',
  'h.g.paper.text':
    'Imprimez le PDF lui-même et gardez le code net, plat et sombre sur blanc. Envoyez le PDF tel quel : imprimé dans un nouveau PDF ou protégé par un mot de passe, il perd le certificat numérique. Le code fonctionne toujours.',
  'h.g.name': 'Votre nom ou autre chose est faux',
  'h.g.name.text':
    'Dites-le-nous. Après une correction, vous recevez un nouveau certificat avec le même numéro et le même dernier jour. L’ancien indique alors « remplacé » : ne le montrez plus.',
  'h.g.ends': 'Il est suspendu, ou a pris fin',
  'h.g.ends.text':
    'Cessez aussitôt d’utiliser le certificat, le badge et la marque, comme vous vous y êtes engagé. Les vérifications disent « suspendu » ou « n’est plus en vigueur », et jamais pourquoi. Si la certification est rétablie après une suspension, le même certificat est de nouveau valide.',
  'h.g.expiry': 'Il arrive à échéance',
  'h.g.expiry.text':
    'Faites-vous recertifier à temps : ce qu’il faut pour cela figure dans le programme. Vous recevez un nouveau certificat avec le même numéro.',
  'h.g.appeal': 'Vous contestez une décision, ou voulez vous plaindre',
  'h.g.appeal.text':
    'Vous pouvez faire appel de toute décision sur votre certification, et vous plaindre de toute autre chose. Des personnes qui n’y ont pas pris part en décident.',
  'h.g.data': 'Vos données',
  'h.g.data.text':
    'Vous pouvez demander ce que nous détenons à votre sujet et le faire corriger. Notre avis de confidentialité dit combien de temps nous gardons quoi, et où se plaindre.',
  'h.g.lost': 'Vous l’avez perdu',
  'h.g.lost.text':
    'Contactez-nous : nous pouvons refaire exactement les mêmes fichiers. Qui trouve votre certificat ne peut pas s’en servir pour soi, car la vérification compare le nom avec une pièce d’identité.',
  'h.l.use-of-certificates': 'Règles pour le certificat et la marque',
  'h.l.appeals': 'Appels',
  'h.l.complaints': 'Plaintes',
  'h.l.privacy': 'Avis de confidentialité',
  'h.l.schemes': 'Programmes de certification',
  'h.l.directory': 'Annuaire des personnes certifiées',
  'h.privacy':
    'Ni compte, ni cookies, ni mesure d’audience. Ce que vous choisissez ici est lu sur cet appareil et n’est envoyé à personne. Une fois cette page fermée, c’est oublié.',
};

export default fr;
