"""The words of a certificate that are the same for everybody, in each language it can be set in.

Rules:
1. A language has every word or is not here.
2. Days are written out (14 January 2031), so that no reader takes the month for the day. The names
   of the months stand here, so that the same inputs give the same bytes with every library.
3. What would run the other way within a line, such as a telephone number among Arabic words, is
   set apart (U+2066 or U+2068, U+2069).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

ITS_OWN = "\N{FIRST STRONG ISOLATE}"  # the way of its first letter
LTR, END = "\N{LEFT-TO-RIGHT ISOLATE}", "\N{POP DIRECTIONAL ISOLATE}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels:
    """The words of one language. In braces stands what is filled in."""

    language: str
    rtl: bool = False
    certificate: str
    opening: str  # above the name
    joining: str  # between the name and the scheme
    edition: str  # {edition}
    born: str  # {day}
    scope: str
    conditions: str
    valid_from: str
    valid_until: str
    number: str
    authorised: str
    accreditation: str
    accredited: str  # {number}, {standard}
    unaccredited: str
    check: str
    scan: str
    ask: str  # {telephone}, {number}
    screen: str
    elsewhere: str  # on a card that has no room for the scope and the conditions
    day: str  # {day}, {month}, {year}
    months: tuple[str, ...]

    def written(self, value: date) -> str:
        """A calendar day as it is printed."""
        month = self.months[value.month - 1]
        return self.day.format(day=value.day, month=month, year=value.year)


ENGLISH: Final = Labels(
    language="en",
    certificate="Certificate",
    opening="This is to certify that",
    joining="fulfils the requirements of the certification scheme",
    edition="Edition {edition}",
    born="born {day}",
    scope="Scope of certification",
    conditions="Conditions and limitations",
    valid_from="Valid from",
    valid_until="Valid until",
    number="Certificate number",
    authorised="Authorised by",
    accreditation="Accreditation",
    accredited="No. {number}, {standard}",
    unaccredited="This certification is not accredited.",
    check="Check this certificate",
    scan="Scan the code with a telephone, or drop this file (PDF) on the page",
    ask="Or call {telephone} and ask about certificate {number}.",
    screen="The screen counts, not the paper.",
    elsewhere="Scope and conditions: scan the code",
    day="{day} {month} {year}",
    months=(
        *("January", "February", "March", "April", "May", "June", "July"),
        *("August", "September", "October", "November", "December"),
    ),
)
_GERMAN = Labels(
    language="de",
    certificate="Zertifikat",
    opening="Hiermit wird bescheinigt:",
    joining="erfüllt die Anforderungen des Zertifizierungsprogramms",
    edition="Ausgabe {edition}",
    born="geboren am {day}",
    scope="Geltungsbereich der Zertifizierung",
    conditions="Bedingungen und Einschränkungen",
    valid_from="Gültig ab",
    valid_until="Gültig bis",
    number="Zertifikatsnummer",
    authorised="Freigegeben von",
    accreditation="Akkreditierung",
    accredited="Nr. {number}, {standard}",
    unaccredited="Diese Zertifizierung ist nicht akkreditiert.",
    check="Dieses Zertifikat prüfen",
    scan="Den Code mit dem Telefon scannen oder diese Datei (PDF) auf die Seite ziehen",
    ask="Oder {telephone} anrufen und nach Zertifikat {number} fragen.",
    screen="Der Bildschirm zählt, nicht das Papier.",
    elsewhere="Geltungsbereich und Bedingungen: Code scannen",
    day="{day}. {month} {year}",
    months=(
        *("Januar", "Februar", "März", "April", "Mai", "Juni", "Juli"),
        *("August", "September", "Oktober", "November", "Dezember"),
    ),
)
_FRENCH = Labels(
    language="fr",
    certificate="Certificat",
    opening="Il est certifié que",
    joining="satisfait aux exigences du programme de certification",
    edition="Édition {edition}",
    born="date de naissance : {day}",
    scope="Portée de la certification",
    conditions="Conditions et limites",
    valid_from="Valable à partir du",
    valid_until="Valable jusqu’au",
    number="Numéro du certificat",
    authorised="Autorisé par",
    accreditation="Accréditation",
    accredited="N° {number}, {standard}",
    unaccredited="Cette certification n’est pas accréditée.",
    check="Vérifier ce certificat",
    scan="Scannez le code avec un téléphone, ou déposez ce fichier (PDF) sur la page",
    ask="Ou appelez le {telephone} et demandez le certificat {number}.",
    screen="C’est l’écran qui compte, non le papier.",
    elsewhere="Portée et conditions : scannez le code",
    day="{day} {month} {year}",
    months=(
        *("janvier", "février", "mars", "avril", "mai", "juin", "juillet"),
        *("août", "septembre", "octobre", "novembre", "décembre"),
    ),
)
_SPANISH = Labels(
    language="es",
    certificate="Certificado",
    opening="Se certifica que",
    joining="cumple los requisitos del esquema de certificación",
    edition="Edición {edition}",
    born="fecha de nacimiento: {day}",
    scope="Alcance de la certificación",
    conditions="Condiciones y limitaciones",
    valid_from="Válido desde",
    valid_until="Válido hasta",
    number="Número de certificado",
    authorised="Autorizado por",
    accreditation="Acreditación",
    accredited="N.º {number}, {standard}",
    unaccredited="Esta certificación no está acreditada.",
    check="Compruebe este certificado",
    scan="Escanee el código con un teléfono, o suelte este archivo (PDF) en la página",
    ask="O llame al {telephone} y pregunte por el certificado {number}.",
    screen="Vale la pantalla, no el papel.",
    elsewhere="Alcance y condiciones: escanee el código",
    day="{day} de {month} de {year}",
    months=(
        *("enero", "febrero", "marzo", "abril", "mayo", "junio", "julio"),
        *("agosto", "septiembre", "octubre", "noviembre", "diciembre"),
    ),
)
_ARABIC = Labels(
    language="ar",
    rtl=True,
    certificate="شهادة",
    opening="نشهد بأن الشخص المذكور أدناه",
    joining="مستوفٍ لمتطلبات برنامج منح الشهادات",
    edition=f"الطبعة {LTR}{{edition}}{END}",
    born="تاريخ الميلاد: {day}",
    scope="نطاق الشهادة",
    conditions="الشروط والقيود",
    valid_from="سارية من",
    valid_until="سارية حتى",
    number="رقم الشهادة",
    authorised="أذن بإصدارها",
    accreditation="الاعتماد",
    accredited=f"رقم {LTR}{{number}}{END}، {LTR}{{standard}}{END}",
    unaccredited="هذه الشهادة غير معتمدة.",
    check="التحقق من هذه الشهادة",
    scan="امسحوا الرمز بالهاتف، أو أفلتوا هذا الملف (PDF) على الصفحة",
    ask=f"أو اتصلوا على {LTR}{{telephone}}{END} واسألوا عن الشهادة {LTR}{{number}}{END}.",
    screen="العبرة بما على الشاشة لا بما على الورق.",
    elsewhere="النطاق والشروط: امسحوا الرمز",
    day="{day} {month} {year}",
    months=(
        *("يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو", "يوليو"),
        *("أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر"),
    ),
)
_CHINESE = Labels(
    language="zh",
    certificate="证书",
    opening="兹证明",
    joining="符合下列认证方案的要求",
    edition="版本 {edition}",
    born="出生日期：{day}",
    scope="认证范围",
    conditions="条件和限制",
    valid_from="生效日期",
    valid_until="有效期至",
    number="证书编号",
    authorised="授权人",
    accreditation="认可",
    accredited="编号 {number}，{standard}",
    unaccredited="本认证未经认可。",
    check="核验本证书",
    scan="用手机扫描二维码，或将本文件（PDF）拖放到网页",
    ask="或致电 {telephone} 查询证书 {number}。",
    screen="以屏幕显示为准，不以纸面为准。",
    elsewhere="范围和条件：请扫描二维码",
    day="{year}年{month}月{day}日",
    months=tuple(str(month) for month in range(1, 13)),
)
LANGUAGES: Final[Mapping[str, Labels]] = {
    one.language: one for one in (ENGLISH, _GERMAN, _FRENCH, _SPANISH, _ARABIC, _CHINESE)
}
