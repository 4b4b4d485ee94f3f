"""Towns that are known by name: capitals and the seats of United Nations bodies, in English, French and Spanish.

Countries are not here: their names come from CLDR.
"""

from __future__ import annotations

TOWNS = frozenset(
    """
    Abidjan|Abou Dabi|Abu Dhabi|Abuja|Accra|Addis-Abeba|Addis Ababa|Addis Abeba|Adís Abeba|Alger|Algiers|
    Argel|Almaty|Amman|Amán|Ammán|Amsterdam|Ámsterdam|Ankara|Antananarivo|Apia|Arusha|Asmara|Astana|
    Asunción|Athènes|Athens|Atenas|Bagdad|Baghdad|Bakou|Baku|Bamako|Bandar Seri Begawan|Bangkok|Bangui|
    Banjul|Barcelona|Barcelone|Basseterre|Beijing|Beirut|Beyrouth|Belfast|Belgrade|Belgrado|Belmopan|Berlin|
    Berlín|Berne|Bern|Berna|Bichkek|Bishkek|Bissau|Bogota|Bogotá|Bonn|Brasilia|Brasília|Bratislava|
    Brazzaville|Bridgetown|Brussels|Bruxelles|Bruselas|Bucharest|Bucarest|Budapest|Buenos Aires|Bujumbura|
    Cairo|Le Caire|Caire|El Cairo|Canberra|Cape Town|Le Cap|Ciudad del Cabo|Caracas|Casablanca|Castries|Chisinau|
    Chişinău|Colombo|Conakry|Copenhagen|Copenhague|Cotonou|Dakar|Damascus|Damas|Damasco|Dar es Salaam|Dhaka|
    Dacca|Dili|Djibouti|Dodoma|Doha|Douala|Dubai|Doubaï|Dubái|Dublin|Dublín|Dushanbe|Douchanbé|Durban|
    Edinburgh|Florence|Freetown|Funafuti|Gaborone|Gaza|Geneva|Genève|Ginebra|Georgetown|Gitega|
    Guatemala City|Guayaquil|Hainan|Haikou|Hamburg|Hambourg|Hangzhou|Hanoi|Hanoï|Harare|Havana|La Havane|
    La Habana|Helsinki|Hong Kong|Honiara|Incheon|Islamabad|Istanbul|Estambul|Jakarta|Djakarta|Yakarta|
    Jerusalem|Jérusalem|Jerusalén|Johannesburg|Juba|Kabul|Kaboul|Kampala|Kathmandu|Katmandou|Katmandú|
    Khartoum|Kigali|Kingston|Kingstown|Kinshasa|Kuala Lumpur|Kuwait City|Kyiv|Kiev|Kyoto|Lagos|La Paz|
    Libreville|Lilongwe|Lima|Lisbon|Lisbonne|Lisboa|Ljubljana|Lomé|London|Londres|Luanda|Lusaka|Luxembourg|
    Madrid|Malabo|Malé|Managua|Manama|Manila|Manille|Maputo|Marrakech|Marrakesh|Maseru|Mascate|Muscat|
    Mbabane|Medellín|Melbourne|Mexico City|Ciudad de México|Milan|Milano|Milán|Minsk|Mogadishu|Monrovia|
    Montevideo|Montreal|Montréal|Moroni|Moscow|Moscou|Moscú|Mumbai|Munich|Múnich|Nagoya|Nairobi|Nassau|
    Naypyidaw|N'Djamena|N’Djamena|New Delhi|New York|Nueva York|Niamey|Nicosia|Nicosie|Nouakchott|Nouméa|
    Nuku'alofa|Nur-Sultan|Oslo|Ottawa|Ouagadougou|Palikir|Panama City|Paramaribo|Paris|París|Phnom Penh|
    Podgorica|Port-au-Prince|Port Louis|Port Moresby|Port of Spain|Port Vila|Porto-Novo|Prague|Praga|Praia|
    Pretoria|Pristina|Pyongyang|Quito|Rabat|Ramallah|Reykjavik|Riga|Rio de Janeiro|Riyadh|Riyad|Riad|Rome|
    Roma|Roseau|Samarkand|Samarcande|Samarcanda|Sanaa|San José|San Salvador|Santiago|Santo Domingo|
    São Paulo|São Tomé|Saint-Domingue|Sarajevo|Seoul|Séoul|Seúl|Seville|Sevilla|Shanghai|Sharjah|Shenzhen|
    Singapore|Singapour|Singapur|Skopje|Sofia|Sofía|Stockholm|Estocolmo|Strasbourg|Estrasburgo|Sucre|Suva|
    Sydney|Sídney|Taipei|Tallinn|Tallin|Tarawa|Tashkent|Tachkent|Taskent|Tbilisi|Tbilissi|Tegucigalpa|
    Tehran|Téhéran|Teherán|Tel Aviv|The Hague|La Haye|La Haya|Thimphu|Tirana|Tokyo|Tokio|Toronto|Tripoli|
    Trípoli|Tunis|Túnez capital|Ulaanbaatar|Oulan-Bator|Ulan Bator|Vaduz|Valletta|La Valette|La Valeta|
    Valparaíso|Vancouver|Venice|Venise|Venecia|Victoria|Vienna|Vienne|Viena|Vientiane|Vilnius|Warsaw|
    Varsovie|Varsovia|Washington|Wellington|Windhoek|Yamoussoukro|Yangon|Yaoundé|Yaounde|Yaundé|Yerevan|
    Erevan|Ereván|Zagreb|Zurich|Zürich|Cartagena|Cartagena de Indias|Cusco|Cuzco|Lyon|Marseille|Marsella|
    Nantes|Bordeaux|Toulouse|Turin|Torino|Geneve|Osaka|Busan|Chengdu|Guangzhou|Xi'an|Fès|Fez|Tanger|Tangier|
    Saint-Louis|Bandung|Bali|Chiang Mai|Penang|Guadalajara|Monterrey|Rosario|Córdoba|Valencia|Bilbao|
    Granada|Malaga|Málaga|Porto|Oporto|Kraków|Cracow|Cracovie|Cracovia
    """.replace("\n", "")
    .replace("    ", "")
    .split("|")
)
