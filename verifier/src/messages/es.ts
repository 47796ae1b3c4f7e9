/** Spanish. */
import type { Messages } from './en.ts';

const es: Messages = {
  'c.compact.malformed': 'El código está dañado, incompleto o ha sido modificado.',
  'c.compact.format_unknown':
    'El código procede de una versión más reciente que la que conoce esta página, o está dañado o incompleto. Vuelva a cargar la página y lea el código otra vez.',
  'c.compact.dictionary_unavailable':
    'No se pudo cargar una parte necesaria para leer el código, o el código está dañado o incompleto.',
  'c.shape.json': 'Esto no es un certificado digital legible.',
  'c.shape.context':
    'El documento no define sus términos como lo hacen los certificados de este organismo.',
  'c.shape.profile': 'El documento no tiene la forma de los certificados de este organismo.',
  'c.shape.valid': 'El documento tiene la forma de un certificado.',
  'c.issuer.recognised': 'Nombra como emisor a este organismo de certificación.',
  'c.issuer.other': 'Nombra como emisor a otro organismo.',
  'c.key.unavailable': 'No se pudo cargar la lista de claves del organismo.',
  'c.key.controller_invalid': 'La lista de claves del organismo es defectuosa.',
  'c.key.controller_stale':
    'La copia de las claves del organismo en este dispositivo es demasiado antigua. Conéctese a la red.',
  'c.key.not_found': 'Se firmó con una clave que no es del organismo.',
  'c.key.relationship': 'Se firmó con una clave que no puede usarse para declaraciones.',
  'c.key.role': 'Se firmó con una clave que no es para certificados.',
  'c.key.revoked': 'Se firmó con una clave que el organismo ha revocado.',
  'c.key.expired': 'Se firmó después de que caducara su clave.',
  'c.key.point_invalid': 'Se firmó con una clave que no es segura.',
  'c.key.valid': 'Se firmó con una clave del organismo destinada a certificados.',
  'c.proof.valid': 'La firma es correcta: nada ha cambiado desde su emisión.',
  'c.proof.signature_invalid': 'La firma no es correcta: ha sido modificado o no es del organismo.',
  'c.proof.suite_unknown': 'Lleva otra firma de un tipo que esta página no conoce.',
  'c.proof.none_known': 'No lleva ninguna firma de un tipo que esta página conozca.',
  'c.proof.repeated': 'Lleva dos veces el mismo tipo de firma.',
  'c.proof.unavailable': 'No se pudo cargar una parte necesaria para comprobar una firma.',
  'c.dates.not_yet_valid': 'Su primer día de validez aún no ha llegado.',
  'c.dates.expired': 'Su último día de validez ya ha pasado.',
  'c.dates.current': 'El día de hoy está entre su primer y su último día.',
  'c.status.mismatch': 'Una lista de estado no es la que nombra el certificado.',
  'c.status.unavailable': 'No se pudo cargar una lista de estado.',
  'c.status.malformed': 'Una lista de estado es defectuosa.',
  'c.status.signature_invalid': 'La firma de una lista de estado no es correcta.',
  'c.status.not_yet_valid':
    'Una lista de estado lleva una fecha futura. ¿Está en hora el reloj de este dispositivo?',
  'c.status.expired':
    'Una lista de estado es demasiado antigua. Si el reloj de este dispositivo está en hora, el organismo tiene que renovarla.',
  'c.status.older_than_seen':
    'Una lista de estado es más antigua que otra que este dispositivo ya ha visto.',
  'c.status.index_out_of_range': 'El lugar del certificado no está en la lista de estado.',
  'c.status.not_revoked': 'No ha sido retirado ni sustituido.',
  'c.status.revoked': 'Ha sido retirado o sustituido.',
  'c.status.not_suspended': 'No está suspendido.',
  'c.status.suspended': 'Está suspendido.',
  'c.status.badge_in_force': 'No está suspendido, retirado ni sustituido.',
  'c.status.badge_not_in_force': 'Está suspendido, retirado o sustituido.',
  'c.status.no_newer': 'No se ha emitido un certificado más reciente.',
  'c.status.newer_exists': 'Se ha emitido un certificado más reciente.',
  'c.edition.published': 'La edición del esquema está publicada y no ha cambiado.',
  'c.edition.unavailable': 'No se pudo cargar la lista de ediciones publicadas de los esquemas.',
  'c.edition.not_published': 'La edición del esquema no es la que se publicó.',
  title: 'Comprobar un certificado',
  intro:
    'Escanee el código del certificado, o elija un archivo o una foto de él. Se comprueba en su propio dispositivo: esta página no dice a nadie qué comprueba usted.',
  'scan.open': 'Escanear con la cámara',
  'scan.close': 'Cerrar la cámara',
  'scan.which': 'Cámara',
  'scan.aim': 'Mantenga el código dentro del marco.',
  'scan.starting': 'Iniciando la cámara…',
  'scan.none': 'No se encontró ninguna cámara. Elija en su lugar una foto del código.',
  'scan.refused':
    'No se permite usar la cámara. Permítalo en los ajustes del navegador, o elija una foto del código.',
  'scan.busy': 'Otro programa está usando la cámara. Ciérrelo, o elija una foto del código.',
  'scan.insecure':
    'La cámara necesita una dirección segura (https). Elija en su lugar una foto del código.',
  'scan.failed': 'No se pudo cargar el lector. Compruebe la red e inténtelo de nuevo.',
  'file.choose': 'Elegir un archivo o una foto',
  'file.hint': 'PDF, imagen, insignia o JSON. También puede soltarlo aquí o pegarlo.',
  'paste.label': 'O pegue el texto o el enlace del código',
  'paste.check': 'Comprobar',
  another: 'Comprobar otro certificado',
  checking: 'Comprobando…',
  reading: 'Buscando un código en la imagen…',
  language: 'Idioma',
  ask: 'Pregúntenos',
  'p.empty': 'No hay nada que comprobar.',
  'p.too_large': 'El archivo es demasiado grande para ser un certificado.',
  'p.unknown':
    'No se encontró ningún certificado en esto. Elija el PDF, la imagen o el archivo JSON de un certificado.',
  'p.pdf_none':
    'Este PDF no lleva ningún certificado digital. Escanee en su lugar el código impreso en él.',
  'p.pdf_several': 'Este PDF lleva más de un certificado digital. Elija uno que lleve solo uno.',
  'p.pdf_encrypted':
    'Este PDF está protegido con una contraseña. Escanee en su lugar el código impreso en él.',
  'p.picture_none':
    'No se encontró ningún código en esta imagen. Tómela de nuevo: más cerca, nítida, con luz uniforme y el código entero a la vista.',
  'p.picture_time':
    'Examinar esta imagen ha tardado más de lo habitual, y hasta ahora no se ha encontrado ningún código.',
  'p.longer': 'Buscar más tiempo',
  'p.picture_broken': 'No se pudo leer esta imagen.',
  'p.picture_large': 'Esta imagen es demasiado grande. Haga una foto solo del código.',
  'p.badge_several':
    'Esta imagen lleva más de un certificado digital. Elija una que lleve solo uno.',
  'p.other_code': 'Este código no es el de un certificado.',
  'p.other_site':
    'Este código lleva a otro sitio, {host}, no a este. Si es otro organismo de certificación, compruebe el certificado en la dirección que usted sepa que es la suya.',
  'o.valid': 'Válido',
  'o.not_yet_valid': 'Aún no válido',
  'o.expired': 'Caducado',
  'o.suspended': 'Suspendido',
  'o.badge_not_in_force': 'No válido actualmente',
  'o.withdrawn': 'Ya no está en vigor',
  'o.replaced': 'Sustituido',
  'o.not_genuine': 'No auténtico',
  'o.not_checked': 'No se pudo comprobar',
  's.valid': 'El certificado es auténtico y está en vigor.',
  's.valid_newer': 'El certificado es auténtico y está en vigor. Se ha emitido uno más reciente.',
  's.not_yet_valid': 'El certificado es auténtico, pero su primer día de validez es el {from}.',
  's.expired': 'El certificado es auténtico, pero su último día de validez fue el {until}.',
  's.expired_newer':
    'El último día de validez de este certificado fue el {until}. Se ha emitido uno más reciente.',
  's.suspended':
    'El organismo de certificación ha suspendido esta certificación. La persona no puede usarla hasta que se restablezca.',
  's.badge_not_in_force':
    'La insignia es auténtica, pero la certificación correspondiente está suspendida o retirada, o el certificado fue sustituido. Una insignia no indica cuál de los casos es.',
  's.withdrawn':
    'El certificado es auténtico, pero la certificación ha terminado. El organismo no publica el motivo.',
  's.replaced':
    'El certificado es auténtico, pero se emitió otro en su lugar, por ejemplo con el nombre corregido o un alcance menor.',
  's.not_genuine':
    'Esto no es un certificado del organismo {body}, o se modificó después de su emisión.',
  's.not_checked': 'No se pudo averiguar ahora si este certificado está en vigor.',
  's.not_checked_status':
    'El certificado se emitió realmente, pero no se pudo averiguar ahora si sigue en vigor. Lo que la firma prueba por sí sola figura más abajo.',
  's.other_body':
    'Como emisor se nombra a otro organismo, {host}. Nada de ello se ha comprobado: esta página solo puede comprobar los certificados del organismo {body}.',
  'n.valid': 'Compare el nombre con un documento de identidad con foto.',
  'n.valid_newer':
    'Pida a la persona el certificado más reciente: su alcance o sus fechas pueden ser otros.',
  'n.not_yet_valid': 'No confíe en él antes de ese día.',
  'n.expired': 'No confíe en él. Pregunte a la persona si la certificación se ha renovado.',
  'n.expired_newer':
    'No confíe en este. Pida a la persona el certificado más reciente y compruébelo.',
  'n.suspended':
    'No confíe en él por ahora. Una suspensión puede levantarse: compruébelo más adelante.',
  'n.badge_not_in_force':
    'No confíe en ella. Pida a la persona el propio certificado y compruébelo: indica de cuál se trata.',
  'n.withdrawn': 'No confíe en él.',
  'n.replaced': 'No confíe en este. Pida a la persona el certificado más reciente y compruébelo.',
  'n.not_genuine':
    'No confíe en él. Si el código puede estar dañado, escanéelo otra vez; si la respuesta es la misma, díganoslo, por favor.',
  'n.not_checked': 'Esto no significa «válido». Inténtelo más tarde, o pregúntenos.',
  'n.other_body':
    'El enlace de abajo procede del propio código o archivo. Parta mejor de una dirección que usted sepa que es la de ese organismo.',
  'n.contact': '¿Alguna pregunta? Diríjase a {body}:',
  'other.link': 'Ir a {host}',
  'proves.title': 'Lo que la firma prueba por sí sola',
  'last.known': 'Último estado conocido, del {when} ({age}): {status}',
  'last.none': 'En este dispositivo no se conoce ningún estado anterior.',
  'last.valid': 'en vigor',
  'last.newer': 'en vigor, emitido uno más reciente',
  'why.title': 'Por qué',
  'f.name': 'Persona certificada',
  'f.latin': 'En caracteres latinos',
  'f.born': 'Fecha de nacimiento',
  'f.scheme': 'Esquema de certificación',
  'f.edition': 'edición {edition}',
  'f.scope': 'Alcance de la certificación',
  'f.conditions': 'Condiciones y limitaciones',
  'f.from': 'Válido desde',
  'f.until': 'Válido hasta',
  'f.number': 'Número de certificado',
  'f.issuer': 'Organismo de certificación',
  'f.authorised': 'Autorizado por',
  'f.accreditation': 'Acreditación',
  'f.accredited': 'Emitido bajo la acreditación de {body}, número {number}',
  'f.not_accredited': 'No acreditado: emitido fuera del alcance de toda acreditación',
  'f.status': 'Información de estado',
  'f.status_of': 'del {when} ({age})',
  'f.status_none': 'no disponible',
  'note.identity': 'Compare el nombre con un documento de identidad con foto.',
  'note.screen': 'Lo que cuenta es esta pantalla, no el papel.',
  'note.employer':
    'Un certificado no es la autorización de un empleador para hacer un trabajo determinado.',
  'note.origin':
    'Esta página se hizo para la dirección {base}, pero se muestra desde {origin}. Confíe en ella solo si sabe por qué.',
  'note.demonstration':
    'Demostración: este organismo, sus certificados y las personas que figuran en ellos son inventados.',
  'checks.title': 'Qué se comprobó',
  'r.pass': 'Superado',
  'r.fail': 'No superado',
  'r.unknown': 'Desconocido',
  'receipt.print': 'Imprimir',
  'receipt.save': 'Guardar constancia de esta comprobación',
  'receipt.title': 'Constancia de esta comprobación',
  'receipt.time': 'Comprobado el',
  'receipt.at': 'Comprobado en',
  'receipt.id': 'Identificador del certificado',
  'receipt.digest': 'Huella del certificado (SHA-256)',
  'receipt.key': 'Firmado con',
  'receipt.list': 'Lista de estado',
  'receipt.list_of': '{address} del {when}',
  'receipt.list_none': '{address}: no disponible',
  'offline.title': 'Comprobar sin red',
  'offline.hint':
    'Instale esta página o manténgala abierta, y escanee dentro de ella: la aplicación de cámara del teléfono abre un navegador que quizá nunca haya visto esta página.',
  'offline.prepare': 'Preparar para usar sin red',
  'offline.preparing': 'Preparando…',
  'offline.until': 'Listo: esta página puede prescindir de la red hasta el {when}.',
  'offline.failed': 'No se pudo cargar todo. Compruebe la red e inténtelo de nuevo.',
  'offline.insecure': 'El uso sin red necesita una dirección segura (https).',
  'offline.install': 'Instalar esta página',
  'offline.now':
    'Ahora no hay red. Los certificados se comprueban con lo que este dispositivo ha guardado.',
  privacy:
    'Sin cuenta, sin cookies, sin seguimiento. Esta página no envía a nadie nada sobre el certificado. Un código abierto con una aplicación de cámara queda en el historial de este navegador; escanear dentro de esta página no deja rastro en él.',
};

export default es;
