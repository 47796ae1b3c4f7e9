/** Spanish, the holder's page. */
import type { HolderMessages } from './holder-en.ts';

const es: HolderMessages = {
  'h.title': 'Su certificado',
  'h.question': 'Tiene un certificado: ¿y ahora qué?',
  'h.intro':
    'Elija el archivo que le enviamos. Verá qué contiene, quién puede leerlo y qué puede hacer con él. Todo se queda en este dispositivo: no se sube nada y nadie se entera de qué certificado está viendo.',
  'h.choose': 'Elegir su archivo',
  'h.hint':
    'Su certificado en PDF o JSON, su insignia o una foto del código. También puede soltarlo aquí o pegarlo.',
  'h.look': 'Mostrar',
  'h.another': 'Elegir otro archivo',
  'h.contents': 'En esta página',
  'h.s.valid': 'Su certificado es auténtico y está en vigor. Su último día es el {until}.',
  'h.n.valid': 'Puede mostrarlo, y usar la insignia y la marca según las normas.',
  'h.s.valid_newer':
    'Este certificado está en vigor hasta el {until}, y se le ha emitido uno más reciente.',
  'h.n.valid_newer': 'Muestre el más reciente desde su primer día. Si no lo tiene, pregúntenos.',
  'h.s.not_yet_valid': 'Su certificado es auténtico. Su primer día es el {from}.',
  'h.n.not_yet_valid': 'No lo use antes de ese día.',
  'h.s.expired': 'El último día de su certificado fue el {until}.',
  'h.n.expired':
    'Deje de usar el certificado, la insignia y la marca. Si se ha recertificado, use el certificado más reciente; si no, pregúntenos cómo volver a certificarse.',
  'h.s.expired_newer':
    'El último día de este certificado fue el {until}. Se le ha emitido uno más reciente.',
  'h.n.expired_newer': 'Use solo el más reciente. Si no lo tiene, pregúntenos.',
  'h.s.suspended': 'Su certificación está suspendida.',
  'h.n.suspended':
    'Hasta que se restablezca no puede usar el certificado, la insignia ni la marca, ni decir que tiene la certificación. Le comunicamos el motivo y no se lo decimos a nadie más. Cuando se restablezca, este mismo certificado volverá a ser válido.',
  'h.s.badge_not_in_force':
    'Su insignia es auténtica, pero su certificación está suspendida o retirada, o su certificado fue sustituido. Una insignia no indica cuál de los casos es.',
  'h.n.badge_not_in_force':
    'Elija su certificado: indica de cuál se trata. Mientras no lo sepa, no use el certificado, la insignia ni la marca.',
  'h.s.withdrawn': 'Su certificación ha terminado.',
  'h.n.withdrawn':
    'Deje de usar el certificado, la insignia y la marca, y de decir que tiene la certificación. Devuelva los certificados en papel si se lo pedimos. Los demás ven que ya no está en vigor, y nunca el motivo.',
  'h.s.replaced': 'Se le ha emitido otro certificado en lugar de este.',
  'h.n.replaced': 'Muestre solo el más reciente. Si no lo tiene, pregúntenos.',
  'h.s.not_genuine':
    'Esto no es un certificado del organismo {body}, o se modificó después de su emisión. No se muestra nada de él.',
  'h.n.not_genuine':
    'Elija el archivo tal como se lo enviamos. Si la respuesta es la misma, pregúntenos: podemos hacer otra vez exactamente el mismo archivo.',
  'h.s.not_checked': 'No se pudo averiguar ahora si este es su certificado y si está en vigor.',
  'h.n.not_checked': 'Compruebe la red e inténtelo de nuevo. Si no sirve, pregúntenos.',
  'h.s.not_checked_status':
    'Su certificado es auténtico. No se pudo averiguar ahora si está en vigor.',
  'h.n.not_checked_status': 'Lo que dice figura más abajo. Inténtelo más tarde, o pregúntenos.',
  'h.s.other_body':
    'Aquí se nombra a otro organismo, {host}. Nada de ello se ha comprobado: esta página solo puede mostrar certificados del organismo {body}.',
  'h.n.other_body': 'Busque ayuda en la dirección que usted sepa que es la de ese organismo.',
  'h.says': 'Qué contiene',
  'h.says.badge':
    'Esta es su insignia: su certificado en una forma para la web. Dice todo lo que dice el certificado, pero nunca una fecha de nacimiento.',
  'h.i.name': 'Tal como era cuando se emitió el certificado.',
  'h.i.born': 'Este esquema la pone en el certificado. Quien ve el certificado, la ve.',
  'h.i.scheme': 'Las reglas según las que se certificó. Siguen pudiéndose leer.',
  'h.i.edition': 'Leerlas',
  'h.i.scope': 'Siempre que muestre el certificado, todos estos puntos forman parte de él.',
  'h.i.conditions': 'También forman parte de él. No puede omitirlas.',
  'h.none': 'Ninguna',
  'h.i.until': 'Solicite la recertificación con antelación suficiente.',
  'h.i.number': 'Sigue siendo el mismo cuando se recertifica.',
  'h.i.id': 'Elegido al azar. No dice nada sobre usted.',
  'h.computers': 'Lo que contiene para los ordenadores',
  'h.place': 'Lugar en las listas de estado',
  'h.place.value': 'posición {index} de la lista {list}',
  'h.i.place':
    'Elegido al azar. Quien tiene su certificado puede ver allí si está en vigor; nadie más sabe que ese lugar es el suyo.',
  'h.picture': 'Imagen',
  'h.i.picture': 'La misma para todas las personas con este esquema y alcance.',
  'h.i.signed': 'Nuestra firma. Muestra que nada ha cambiado desde la emisión del certificado.',
  'h.absent': 'Qué no contiene',
  'h.absent.list':
    'Su dirección, su correo y su teléfono, su fotografía, su empleador, resultados de exámenes y los motivos de cualquier decisión.',
  'h.absent.born': 'Tampoco su fecha de nacimiento.',
  'h.readers': 'Quién puede leerlo',
  'h.readers.all':
    'Todas las personas a quienes lo muestre o envíe pueden leer todo esto y ver desde entonces si está en vigor. Lo que tienen no puede recuperarse.',
  'h.readers.code':
    'El código en papel contiene lo mismo, completo y firmado, en unas {digits} cifras. Quien le hace una foto tiene su certificado.',
  'h.readers.nobody':
    'Nadie más. Detrás del código no hay ninguna base de datos en la que buscarle, y nadie nos dice quién comprueba su certificado.',
  'h.share': 'Mostrarlo',
  'h.share.not':
    'Aquí no se ofrece nada mientras el certificado no esté en vigor. Las páginas de insignia y las insignias en sitios web lo dicen por sí solas. Lo que usted escribió en otros lugares no cambia: quítelo de perfiles, firmas de correo e impresos.',
  'h.share.unknown': 'Aquí no se ofrece nada hasta que se sepa si el certificado está en vigor.',
  'h.linkedin': 'Añadir al perfil de LinkedIn',
  'h.linkedin.hint':
    'Abre LinkedIn con el esquema, el organismo, el número y las fechas ya escritos. Desde entonces LinkedIn los conoce.',
  'h.link': 'Enlace para su firma de correo',
  'h.link.hint':
    'Abre la comprobación de su certificado. El certificado está en el propio enlace: quien tiene el enlace puede leerlo todo, y cada navegador que lo abre lo guarda en su historial. Póngalo detrás de palabras como «Comprobar mi certificado».',
  'h.link.born': 'También contiene su fecha de nacimiento.',
  'h.link.copy': 'Copiar enlace',
  'h.link.open': 'Probarlo',
  'h.copied': 'Copiado',
  'h.embed': 'En su propio sitio web',
  'h.embed.hint':
    'Ponga {file} en su sitio web, escriba su dirección en este código y copie el código en su página. Muestra el estado actual, y «no válido actualmente» si alguna vez fuera así.',
  'h.embed.page': 'Copie este código en su página. Muestra su insignia con su estado actual.',
  'h.embed.copy': 'Copiar código',
  'h.files': 'Archivos',
  'h.files.hint': 'El certificado digital solo, para programas que lo pidan. Guárdelo bien.',
  'h.files.code':
    'Hecho a partir del código, el archivo lleva una de dos firmas. Se puede comprobar igualmente; es mejor el archivo que le enviamos.',
  'h.save': 'Guardar {file}',
  'h.badge': 'Su insignia',
  'h.badge.hint':
    'Imágenes con su insignia dentro, para sitios web y perfiles. Se hacen en este dispositivo. A nuestro sitio solo se le pide la imagen, que es la misma para todas las personas con este esquema y alcance.',
  'h.badge.make': 'Hacer los archivos de la insignia',
  'h.badge.making': 'Haciendo los archivos …',
  'h.badge.done':
    'Quien tenga uno de estos archivos puede comprobarlo: aquí, o con cualquier programa que lea Open Badges 3.0.',
  'h.badge.failed':
    'No se pudo obtener la imagen de la insignia. Compruebe la red e inténtelo de nuevo, o pregúntenos.',
  'h.badge.alt': 'La imagen de su insignia',
  'h.badge.ask':
    'Una insignia es su certificado como imagen para la web, con la prueba dentro. La hacemos cuando usted la pide: indique su número de certificado. Con ello nada se hace público. Cuando tenga badge.json, elíjalo aquí.',
  'h.public': 'Qué es público sobre usted',
  'h.public.nothing':
    'Nada que le nombre, salvo que usted lo haya consentido. Nuestro sitio no contiene ninguna lista de todas las personas certificadas. Contiene listas de estado: muchísimos bits sin nombres.',
  'h.directory': 'Directorio',
  'h.directory.hint':
    'Se descarga el directorio entero y se busca en este dispositivo. Nadie se entera de a quién busca.',
  'h.directory.look': 'Buscar mi número',
  'h.directory.in':
    'Usted figura en el directorio, con nombre, número, esquema, alcance, condiciones y último día.',
  'h.directory.out': 'Su número no figura en el directorio.',
  'h.directory.failed': 'No se pudo cargar el directorio. Inténtelo más tarde.',
  'h.page': 'Página de la insignia',
  'h.page.hint':
    'Si la ha consentido, está en una dirección elegida al azar que solo conocen usted, nosotros y aquellos a quienes se la dio. Péguela aquí para ver si es pública. Al mirar se pide esa página a nuestro sitio, igual que al abrirla.',
  'h.page.label': 'Dirección de su página de insignia',
  'h.page.look': 'Mirar',
  'h.page.public': 'Esta página es pública y muestra su insignia.',
  'h.page.open': 'Abrir la página',
  'h.page.gone': 'En esta dirección no hay nada público.',
  'h.page.other':
    'En esta dirección hay una página de insignia, pero no es la de este certificado.',
  'h.page.odd': 'Esta no es la dirección de una página de insignia de este sitio.',
  'h.page.failed': 'No se pudo cargar la página. Inténtelo más tarde.',
  'h.consent':
    'Puede consentir una página de insignia y el directorio, cada cosa por separado, y retirarlo en cualquier momento sin dar motivos: escríbanos o llámenos. Su certificación no depende de ello. Lo que fue público puede haberse copiado.',
  'h.guide': 'Conviene saber',
  'h.g.rules': 'Qué puede hacer',
  'h.g.rules.text':
    'Muestre el certificado a quien quiera mientras esté en vigor, y entero: con alcance, condiciones y fechas. Use el certificado y la marca solo para aquello en lo que se certificó.',
  'h.g.paper': 'En papel y como PDF',
  'h.g.paper.text':
    'Imprima el propio PDF y mantenga el código nítido, liso y oscuro sobre blanco. Envíe el PDF tal como está: impreso en un PDF nuevo o protegido con contraseña, pierde el certificado digital. El código sigue funcionando.',
  'h.g.name': 'Su nombre u otra cosa está mal',
  'h.g.name.text':
    'Díganoslo. Tras una corrección recibe un certificado nuevo con el mismo número y el mismo último día. El antiguo pasa a decir «sustituido»: no lo muestre más.',
  'h.g.ends': 'Está suspendido o ha terminado',
  'h.g.ends.text':
    'Deje de usar de inmediato el certificado, la insignia y la marca, como se comprometió a hacer. Las comprobaciones dicen «suspendido» o «ya no está en vigor», y nunca el motivo. Si tras una suspensión se restablece la certificación, el mismo certificado vuelve a ser válido.',
  'h.g.expiry': 'Va a caducar',
  'h.g.expiry.text':
    'Recertifíquese a tiempo: lo que hace falta figura en el esquema. Recibe un certificado nuevo con el mismo número.',
  'h.g.appeal': 'No está de acuerdo con una decisión, o quiere quejarse',
  'h.g.appeal.text':
    'Puede apelar contra toda decisión sobre su certificación y quejarse de cualquier otra cosa. Deciden personas que no participaron en ello.',
  'h.g.data': 'Sus datos',
  'h.g.data.text':
    'Puede preguntar qué guardamos sobre usted y hacer que se corrija. Nuestro aviso de privacidad dice cuánto tiempo guardamos qué, y dónde reclamar.',
  'h.g.lost': 'Lo ha perdido',
  'h.g.lost.text':
    'Pregúntenos: podemos hacer otra vez exactamente los mismos archivos. Quien encuentre su certificado no puede usarlo como propio, porque al comprobarlo se compara el nombre con un documento de identidad.',
  'h.l.use-of-certificates': 'Normas para el certificado y la marca',
  'h.l.appeals': 'Apelaciones',
  'h.l.complaints': 'Quejas',
  'h.l.privacy': 'Aviso de privacidad',
  'h.l.schemes': 'Esquemas de certificación',
  'h.l.directory': 'Directorio de personas certificadas',
  'h.privacy':
    'Sin cuenta, sin cookies, sin seguimiento. Lo que elija aquí se lee en este dispositivo y no se envía a nadie. Al cerrar esta página, se olvida.',
};

export default es;
