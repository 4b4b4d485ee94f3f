"""The words with which people head their columns, in English, French, Spanish and Arabic. Data, no text of a page."""

from __future__ import annotations

from collections.abc import Mapping

from heliograph.network.states import SheetKind

_SHARED = {
    "email": (
        "e-mail", "email", "e-mail address", "email address", "mail", "courriel", "adresse e-mail", "adresse courriel",
        "adresse électronique", "correo", "correo electrónico", "dirección de correo", "البريد الإلكتروني", "بريد",
        "البريد", "school email", "contact email",
    ),
    "country": (
        "country", "country code", "country name", "pays", "code pays", "nom du pays", "país", "código de país",
        "nombre del país", "الدولة", "البلد", "بلد", "رمز البلد", "iso", "iso2", "iso3", "nation", "état",
    ),
    "zone": (
        "time zone", "timezone", "tz", "fuseau horaire", "fuseau", "zona horaria", "huso horario",
        "المنطقة الزمنية", "التوقيت",
    ),
}  # fmt: skip
ORGANIZATIONS: Mapping[str, tuple[str, ...]] = {
    **_SHARED,
    "identifier": (
        "identifier", "id", "number", "no", "code", "school id", "school code", "membership number", "member number",
        "reference", "identifiant", "numéro", "matricule", "code école", "code établissement", "identificador",
        "número", "código", "código del centro", "المعرف", "الرقم", "رقم", "رقم المدرسة", "رمز المدرسة",
    ),
    "kind": (
        "kind", "type", "kind of organization", "organization type", "type of school", "type of institution",
        "category", "type d'organisation", "type d'établissement", "catégorie", "tipo", "tipo de organización",
        "tipo de centro", "categoría", "النوع", "نوع المؤسسة",
    ),
    "name": (
        "name", "school", "school name", "name of school", "name of the school", "institution", "institution name",
        "name of institution", "name of the institution", "organization", "organisation", "organization name", "title",
        "nom", "école", "nom de l'école", "établissement", "nom de l'établissement", "nom établissement", "nombre",
        "escuela", "nombre de la escuela", "centro", "nombre del centro", "institución", "nombre de la institución",
        "الاسم", "اسم", "المدرسة", "اسم المدرسة", "المؤسسة", "اسم المؤسسة",
    ),
    "name_language": (
        "language of the name", "name language", "langue du nom", "idioma del nombre", "لغة الاسم",
    ),
    "name_en": (
        "name in english", "english name", "name (english)", "name en", "nom en anglais", "nom anglais",
        "nombre en inglés", "nombre inglés", "الاسم بالإنجليزية", "الاسم الإنجليزي",
    ),
    "web": (
        "web", "website", "web site", "web address", "url", "homepage", "site", "site web", "site internet",
        "adresse web", "sitio web", "página web", "web oficial", "الموقع الإلكتروني", "الموقع",
    ),
    "city": (
        "city", "town", "place", "locality", "municipality", "city/town", "ville", "localité", "commune", "lieu",
        "ciudad", "localidad", "municipio", "المدينة", "مدينة", "البلدة",
    ),
    "latitude": ("latitude", "lat", "latitud", "خط العرض", "y"),
    "longitude": ("longitude", "lon", "lng", "long", "longitud", "خط الطول", "x"),
    "levels": (
        "levels", "level", "school level", "education level", "level of education", "niveau", "niveaux",
        "niveau d'enseignement", "niveaux d'enseignement", "cycle", "nivel", "niveles", "nivel educativo",
        "niveles educativos", "المستوى", "المستويات", "المرحلة", "المراحل", "المرحلة التعليمية",
    ),
    "languages": (
        "languages", "language", "teaching languages", "teaching language", "language of instruction",
        "languages of instruction", "langue", "langues", "langue d'enseignement", "langues d'enseignement", "idioma",
        "idiomas", "lengua", "lenguas", "lengua de enseñanza", "lenguas de enseñanza", "idiomas de enseñanza",
        "اللغة", "اللغات", "لغة التدريس", "لغات التدريس",
    ),
    "themes": (
        "themes", "theme", "topics", "thematic areas", "thème", "thèmes", "thématiques", "tema", "temas", "الموضوع",
        "الموضوعات", "المواضيع",
    ),
    "correspondence": (
        "correspondence", "language of correspondence", "correspondence language", "contact language",
        "langue de correspondance", "idioma de correspondencia", "لغة المراسلة", "لغة المراسلات",
    ),
    "learners": (
        "learners", "students", "pupils", "number of learners", "number of students", "number of pupils", "enrolment",
        "enrollment", "élèves", "effectif", "effectifs", "nombre d'élèves", "apprenants", "alumnos", "estudiantes",
        "número de alumnos", "número de estudiantes", "matrícula", "الطلاب", "التلاميذ", "عدد الطلاب", "عدد التلاميذ",
    ),
    "visibility": (
        "visibility", "shown to everybody", "public", "visibilité", "visible", "publique", "visibilidad", "público",
        "الظهور", "عام",
    ),
    "membership": (
        "membership", "membership status", "status", "member", "adhésion", "statut", "statut d'adhésion", "membre",
        "membresía", "estado", "afiliación", "miembro", "العضوية", "حالة العضوية", "الحالة",
    ),
    "member_since": (
        "member since", "since", "year of membership", "membership year", "joined", "year joined", "membre depuis",
        "année d'adhésion", "depuis", "miembro desde", "año de ingreso", "año de afiliación", "desde", "عضو منذ",
        "سنة الانضمام", "سنة العضوية",
    ),
    "confirmed_on": (
        "confirmed on", "last confirmed on", "last confirmed", "confirmed", "updated", "confirmé le", "confirmation",
        "dernière confirmation", "confirmado el", "última confirmación", "تاريخ التأكيد", "آخر تأكيد",
    ),
}  # fmt: skip
PEOPLE: Mapping[str, tuple[str, ...]] = {
    **_SHARED,
    "name": (
        "name", "full name", "person", "contact", "contact name", "contact person", "nom", "nom complet",
        "nom et prénom", "personne", "nombre", "nombre completo", "nombre y apellidos", "persona", "contacto", "الاسم",
        "الاسم الكامل", "اسم", "الشخص",
    ),
    "languages": (
        "languages", "language", "preferred language", "preferred languages", "langue", "langues", "langue préférée",
        "idioma", "idiomas", "lengua", "lenguas", "idioma preferido", "اللغة", "اللغات", "اللغة المفضلة",
    ),
    "role": (
        "role", "function", "position", "title", "rôle", "fonction", "poste", "rol", "función", "cargo", "الدور",
        "الوظيفة", "المنصب", "الصفة",
    ),
    "organization": (
        "organization", "organisation", "organization identifier", "identifier of the organization", "identifier",
        "school", "school id", "school code", "school identifier", "institution", "école", "établissement",
        "code école", "code établissement", "identifiant", "identifiant de l'organisation", "organización", "escuela",
        "centro", "código del centro", "identificador", "identificador de la organización", "المؤسسة", "المدرسة",
        "رمز المدرسة", "معرف المؤسسة",
    ),
    "region": ("region", "région", "región", "المنطقة", "الإقليم"),
    "from": (
        "from", "begins", "start", "start date", "since", "de", "du", "début", "date de début", "depuis", "desde",
        "inicio", "fecha de inicio", "من", "ابتداء من", "تاريخ البدء",
    ),
    "until": (
        "until", "to", "ends", "end", "end date", "au", "jusqu'au", "fin", "date de fin", "hasta", "fecha de fin",
        "إلى", "حتى", "تاريخ الانتهاء",
    ),
}  # fmt: skip


def header_words(kind: str) -> Mapping[str, tuple[str, ...]]:
    """By column of a kind of sheet, the words that head it."""
    return ORGANIZATIONS if kind == SheetKind.ORGANIZATIONS else PEOPLE
