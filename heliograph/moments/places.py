"""Which zone a town or a country keeps, by its name in several languages (CLDR through Babel, and a small table)."""

from __future__ import annotations

from functools import cache
from zoneinfo import available_timezones

from babel import Locale
from babel.core import get_global

from heliograph.moments.folding import fold

_NAMED_IN = ("en", "fr", "es", "pt", "de", "it", "ar", "ru", "zh")
_CONTINENTS = ("Africa/", "America/", "Asia/", "Atlantic/", "Australia/", "Europe/", "Indian/", "Pacific/")
_LEFT_OUT = ("America/Indiana/", "America/Kentucky/", "America/North_Dakota/", "Asia/Famagusta")
_COMMON_WORDS = frozenset(
    {
        "nome",
        "center",
        "man",
        "easter",
        "troll",
        "knox",
        "wake",
        "wallis",
        "regina",
        "thunder bay",
        "marengo",
        "virgin",
        "vincennes",
        "petersburg",
        "monticello",
        "south",
        "central",
        "general",
        "louisville",
        "metlakatla",
        "sitka",
        "saint helena",
        "reunion",
        "la reunion",
        "merida",
        "santa isabel",
        "east",
        "west",
        "north",
        "pacific",
        "yukon",
        "mountain",
        "eastern",
        "newfoundland",
    }
)
_TOWNS: dict[str, str] = {
    "America/Caracas": "Maracaibo,Barquisimeto",
    "Africa/Tunis": "Sfax,Sousse,Kairouan",
    "Africa/Lome": "Sokodé,Kpalimé,Atakpamé",
    "Africa/Dakar": "Thiès,Ziguinchor",
    "Europe/Copenhagen": "Aarhus,Odense,Aalborg",
    "Europe/Oslo": "Trondheim,Stavanger",
    "Europe/Stockholm": "Gothenburg,Göteborg,Malmö,Uppsala",
    "Europe/Helsinki": "Tampere,Turku,Oulu",
    "Europe/Vilnius": "Kaunas",
    "Europe/Tallinn": "Tartu",
    "Europe/Budapest": "Debrecen,Szeged",
    "Europe/Prague": "Brno,Ostrava,Plzeň",
    "Europe/Bratislava": "Košice,Žilina",
    "Europe/Vienna": "Graz,Linz,Salzburg,Salzbourg,Salzburgo,Innsbruck,Klagenfurt",
    "Europe/Zurich": "Geneva,Genève,Ginebra,Bern,Berne,Berna,Basel,Bâle,Lausanne,Lucerne,Basilea,Fribourg,Neuchâtel",
    "Europe/Paris": "Lyon,Marseille,Strasbourg,Bordeaux,Lille,Toulouse,Nantes,Grenoble,París",
    "Europe/Berlin": "Bonn,Munich,München,Hamburg,Hambourg,Frankfurt,Francfort,Cologne,Köln,Leipzig,Dresden,Alemania",
    "Europe/Rome": "Milan,Turin,Florence,Venice,Naples,Bologna,Trieste,Milano,Torino,Venezia,Roma",
    "Europe/Madrid": "Barcelona,Sevilla,Seville,Valencia,Bilbao,Málaga,Salamanca,Santander,Granada,Zaragoza,España",
    "Europe/Amsterdam": "The Hague,La Haye,La Haya,Rotterdam,Utrecht,Holland,Eindhoven,Groningen,Maastricht",
    "Europe/Brussels": "Antwerp,Ghent,Bruges,Liège,Bruxelles,Bruselas,Namur,Anvers,Gand,Charleroi,Leuven,Louvain",
    "Europe/London": "Edinburgh,Glasgow,Manchester,Cardiff,Oxford,Cambridge,Belfast,UK,United Kingdom,Londres",
    "Europe/Istanbul": "Ankara,Izmir,Türkiye,Turkey",
    "Europe/Lisbon": "Porto,Coimbra,Portugal,Braga,Évora",
    "Europe/Moscow": "Saint Petersburg,Sochi",
    "Europe/Warsaw": "Krakow,Cracow,Gdansk,Kraków,Cracovie,Cracovia,Gdańsk,Wrocław,Poznań,Łódź,Lublin",
    "Europe/Kyiv": "Kiev,Kyiv,Ukraine,Ucrania,Lviv,Odesa",
    "Europe/Athens": "Thessaloniki,Thessalonique,Tesalónica,Patras,Heraklion",
    "Asia/Shanghai": "Beijing,Pékin,Pekín,China,Chine,Hainan,Haikou,Sanya,Hangzhou,Guangzhou,Shenzhen,Chengdu,Wuhan,"
    "Nanjing,Xi'an,"
    "Suzhou,Qingdao,Tianjin,北京,中国,上海",
    "Asia/Kolkata": "New Delhi,Delhi,Mumbai,Bangalore,Bengaluru,Chennai,Hyderabad,Calcutta,India",
    "Asia/Seoul": "Korea,Busan,Incheon,Jeju,Sejong,Corée,Corea,South Korea",
    "Asia/Tokyo": "Japan,Osaka,Kyoto,Hiroshima,Nagoya,Okayama,Sendai",
    "Asia/Karachi": "Islamabad,Lahore",
    "Asia/Ho_Chi_Minh": "Hanoi,Hanoï,Hanói,Ha Noi,Ho Chi Minh City",
    "Asia/Dhaka": "Dacca",
    "Asia/Jakarta": "Yogyakarta,Bandung",
    "Asia/Makassar": "Bali,Denpasar",
    "Asia/Kuala_Lumpur": "Penang,Malaysia,Kuala Lumpur",
    "Asia/Dubai": "Abu Dhabi,Sharjah,Abou Dabi",
    "Asia/Riyadh": "Jeddah,Mecca",
    "Asia/Kathmandu": "Kathmandu,Katmandou,Katmandú",
    "Asia/Yangon": "Yangon,Rangoon,Naypyidaw",
    "Asia/Almaty": "Astana,Nur-Sultan,Kazakhstan",
    "Asia/Tashkent": "Uzbekistan",
    "Asia/Samarkand": "Samarkand,Samarcande,Samarcanda",
    "Asia/Ulaanbaatar": "Mongolia",
    "Asia/Tel_Aviv": "",
    "Asia/Jerusalem": "Tel Aviv",
    "Africa/Lagos": "Abuja,Kano,Ibadan",
    "Africa/Douala": "Yaoundé,Yaounde",
    "Africa/Casablanca": "Rabat,Marrakech,Fes,Tangier,Fès,Fez,Tanger,Agadir,Meknès",
    "Africa/Johannesburg": "Pretoria,Cape Town,Durban,Le Cap",
    "Africa/Dar_es_Salaam": "Dodoma,Zanzibar,Arusha",
    "Africa/Nairobi": "Mombasa,Kisumu,Nakuru,Eldoret",
    "Africa/Abidjan": "Yamoussoukro,Bouaké",
    "Africa/Porto-Novo": "Cotonou",
    "Africa/Kinshasa": "DRC,RDC",
    "Africa/Cairo": "Alexandria,Le Caire,El Cairo,Caire",
    "Africa/Addis_Ababa": "Addis Ababa,Addis-Abeba,Addis Abeba,Adís Abeba",
    "Africa/Blantyre": "Lilongwe",
    "Africa/Algiers": "Oran,Constantine,Annaba,Tlemcen",
    "Indian/Antananarivo": "Tananarive",
    "Indian/Mauritius": "Port Louis,Maurice",
    "Asia/Colombo": "Kandy",
    "America/New_York": "Washington,Washington D.C.,Washington DC,Boston,Philadelphia,Miami,Atlanta,NYC,Nueva York",
    "America/Chicago": "Houston,Dallas,New Orleans,Austin",
    "America/Los_Angeles": "San Francisco,Seattle,San Diego,California",
    "America/Toronto": "Ottawa,Montreal,Montréal,Quebec,Québec,Trois-Rivières,Sherbrooke,Gatineau",
    "America/Vancouver": "Victoria BC",
    "America/Sao_Paulo": "Brasilia,Brasília,Rio de Janeiro,Brazil,Brasil,Brésil,São Paulo,Belo Horizonte,Curitiba",
    "America/Mexico_City": "Guadalajara,Puebla,Monterrey,Mexico City,Ciudad de México,CDMX,México,Mexique,Oaxaca",
    "America/Guayaquil": "Quito,Cuenca,Ecuador,Équateur",
    "America/Bogota": "Medellín,Cali,Cartagena,Colombia,Bogotá D.C.",
    "America/Lima": "Cusco,Arequipa",
    "America/Santiago": "Valparaíso,Santiago de Chile,Chile,Chili,Concepción",
    "America/Havana": "La Habana,La Havane,Havana",
    "America/Argentina/Buenos_Aires": "Argentina,Argentine,Buenos Aires,Rosario,Mar del Plata",
    "America/La_Paz": "Sucre,Cochabamba",
    "America/Costa_Rica": "San José,San Jose",
    "America/El_Salvador": "San Salvador",
    "America/Panama": "Panama City,Ciudad de Panamá",
    "America/Tegucigalpa": "Honduras",
    "America/Santo_Domingo": "Santo Domingo,Saint-Domingue,Punta Cana",
    "Australia/Sydney": "Canberra",
    "Pacific/Auckland": "Wellington,New Zealand,Nouvelle-Zélande,Nueva Zelanda,Christchurch",
    "Pacific/Fiji": "Suva",
    "Pacific/Apia": "Samoa",
    "Pacific/Port_Moresby": "Papua New Guinea",
    "UTC": "Greenwich",
    "America/Jamaica": "Kingston,Montego Bay",
    "Europe/Andorra": "Andorra la Vella,Andorre-la-Vieille",
    "Asia/Bahrain": "Manama",
    "America/Barbados": "Bridgetown",
    "America/Belize": "Belmopan",
    "Asia/Brunei": "Bandar Seri Begawan",
    "Africa/Bujumbura": "Gitega",
    "Atlantic/Cape_Verde": "Praia",
    "Indian/Comoro": "Moroni",
    "America/Dominica": "Roseau",
    "America/Grenada": "St. George's",
    "America/Guatemala": "Guatemala City,Ciudad de Guatemala,Quetzaltenango",
    "America/Guyana": "Georgetown",
    "Asia/Kuwait": "Kuwait City,Koweït",
    "Europe/Malta": "Valletta,La Valette,La Valeta",
    "Pacific/Pohnpei": "Palikir",
    "Pacific/Nauru": "Yaren",
    "Pacific/Palau": "Ngerulmud",
    "Asia/Qatar": "Doha",
    "America/St_Kitts": "Basseterre",
    "America/St_Lucia": "Castries",
    "America/St_Vincent": "Kingstown",
    "Pacific/Guadalcanal": "Honiara",
    "Pacific/Tongatapu": "Nuku'alofa",
    "Pacific/Efate": "Port Vila,Port-Vila",
    "Asia/Aden": "Sanaa,Sana'a",
    "Asia/Hebron": "Ramallah,Ramala",
}


def _english_towns() -> dict[str, str]:
    towns: dict[str, str] = {}
    for zone in sorted(available_timezones()):
        if zone.startswith(_CONTINENTS) and not zone.startswith(_LEFT_OUT):
            towns.setdefault(fold(zone.rsplit("/", 1)[1].replace("_", " ")), zone)
    return towns


def _translated_towns(language: str) -> dict[str, str]:
    names = Locale(language).time_zones
    return {
        fold(data["city"]): zone for zone, data in names.items() if data.get("city") and zone.startswith(_CONTINENTS)
    }


def _countries(language: str) -> dict[str, str]:
    zones = get_global("territory_zones")
    names = Locale(language).territories
    return {fold(name): zones[code][0] for code, name in names.items() if len(zones.get(code, ())) == 1}


@cache
def index() -> dict[str, str]:
    """Folded name of a town or a country of one zone to the IANA name of that zone."""
    found: dict[str, str] = {}
    for language in _NAMED_IN:
        found |= _countries(language)
    found |= _english_towns()
    for language in _NAMED_IN:
        found |= _translated_towns(language)
    for zone, names in _TOWNS.items():
        found |= {fold(name): zone for name in names.split(",") if name}
    known = available_timezones()
    return {name: zone for name, zone in found.items() if zone in known and name not in _COMMON_WORDS and len(name) > 1}


def zone_of(place: str) -> str | None:
    """The zone that a town or a country keeps; None where the name is not known."""
    return index().get(fold(place.strip()))
