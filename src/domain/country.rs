//! Which country a free text means: `United States of America`, `California, US`, `Paris, France`,
//! `USA` with its flag, in English, German, French, Spanish and the country's own language. Limits
//! of a law and guesses of a time zone rest on it.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use chrono_tz::Tz;
use deunicode::deunicode;

/// A country.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Country {
    /// Its two letters of ISO 3166.
    pub code: &'static str,
    /// The zone most of its people live in.
    pub zone: Tz,
}

/// The country a text means; none where it names no country that is known, or may mean two.
/// Of several it is the first: `EU + US` is the United States; in `Lisbon, Portugal` the last word
/// counts.
pub fn find(text: &str) -> Option<Country> {
    if let Some(country) = flag(text) {
        return Some(country);
    }
    let groups = text.split(['+', '/', ';', '&', '|', '·']);
    groups
        .filter_map(|group| {
            let parts: Vec<String> = group
                .split([',', '(', ')', '–', '—'])
                .map(fold)
                .filter(|part| !part.is_empty())
                .collect();
            // `Los Angeles, CA`: a state after a city of that country, not Canada.
            let american = parts.iter().any(|part| is_american(part));
            let last = parts.iter().rev().find_map(|part| of_part(part, american));
            last.or_else(|| american.then(|| by_code("us")).flatten())
        })
        .next()
}

/// The country one part of a text means.
fn of_part(part: &str, american: bool) -> Option<Country> {
    let words: Vec<&str> = part.split(' ').collect();
    let is_zip = |word: &&str| word.len() == 5 && word.chars().all(|c| c.is_ascii_digit());
    let zip = words.last().is_some_and(is_zip);
    let first = words.first().copied().unwrap_or_default();
    let alone = words.len() == 1 || (words.len() == 2 && zip);
    let state = STATES.split(' ').any(|code| code == first);
    let before = words.len().checked_sub(2).and_then(|at| words.get(at));
    if zip && before.is_some_and(|word| STATES.split(' ').any(|code| code == *word)) {
        return by_code("us");
    }
    // `Austin, TX`, `Los Angeles, CA 90001`, `California`.
    if alone && (state || zip || american && first.len() == 2) || is_american(part) {
        return by_code("us");
    }
    // `Paris France`, `Northern Spain`.
    let named = |at: usize| {
        let rest = words.get(at..)?.join(" ");
        by_name(&rest).or_else(|| is_american(&rest).then(|| by_code("us")).flatten())
    };
    by_code(part).or_else(|| (0..words.len()).find_map(named))
}

fn row(at: usize) -> Option<Country> {
    let (code, _, zone) = *COUNTRIES.get(at)?;
    Some(Country { code, zone })
}

fn by_code(code: &str) -> Option<Country> {
    let at = COUNTRIES
        .iter()
        .position(|(iso, ..)| iso.eq_ignore_ascii_case(code))?;
    row(at)
}

fn by_name(folded: &str) -> Option<Country> {
    row(*NAMES.get(folded)?)
}

/// Whether a state or a large city of the United States is named.
fn is_american(folded: &str) -> bool {
    PLACES.contains(folded)
}

/// Places of countries in the list, by each of their names.
static NAMES: LazyLock<HashMap<String, usize>> = LazyLock::new(|| {
    let rows = COUNTRIES.iter().enumerate();
    rows.flat_map(|(at, (_, names, _))| names.split('|').map(move |name| (fold(name), at)))
        .collect()
});

static PLACES: LazyLock<HashSet<String>> =
    LazyLock::new(|| AMERICAN.split('|').map(fold).collect());

/// Lower case, without accents, dots and whatever is no letter or digit.
fn fold(text: &str) -> String {
    let plain = deunicode(&text.replace(['.', '\'', '’'], "")).to_lowercase();
    let words: Vec<&str> = plain
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    words.join(" ")
}

/// The country of the first flag in a text.
fn flag(text: &str) -> Option<Country> {
    let letters: Vec<char> = text
        .chars()
        .filter_map(|c| {
            let letter = u32::from(c).checked_sub(0x1F1E6).filter(|n| *n < 26)?;
            char::from_u32(u32::from(b'A') + letter)
        })
        .take(2)
        .collect();
    (letters.len() == 2)
        .then(|| by_code(&letters.iter().collect::<String>()))
        .flatten()
}

/// States and large cities of the United States, which people write instead of the country.
const AMERICAN: &str = "Alabama|Alaska|Arizona|Arkansas|California|Colorado|Connecticut|Delaware|Florida|Hawaii|Idaho|Illinois|Indiana|Iowa|Kansas|Kentucky|Louisiana|Maine|Maryland|Massachusetts|Michigan|Minnesota|Mississippi|Missouri|Montana|Nebraska|Nevada|Ohio|Oklahoma|Oregon|Pennsylvania|Tennessee|Texas|Utah|Vermont|Virginia|Washington|Wisconsin|Wyoming|New Hampshire|New Jersey|New Mexico|New York|North Carolina|North Dakota|Rhode Island|South Carolina|South Dakota|West Virginia|District of Columbia|Washington DC|New England|New York City|NYC|Los Angeles|San Francisco|San Diego|Chicago|Houston|Austin|Dallas|Miami|Seattle|Boston|Atlanta|Denver|Phoenix|Nashville|Philadelphia|Las Vegas|Brooklyn";

/// Letters of states that are those of no country.
const STATES: &str =
    "ak az ct fl hi ia ks mi mn ms nh nj nm nv ny oh ok or ri tx ut vt wa wi wv wy dc";

/// ISO code, names in use, and the zone of most of its people.
#[rustfmt::skip]
const COUNTRIES: &[(&str, &str, Tz)] = &[
    ("AE", "United Arab Emirates|UAE|Dubai|Vereinigte Arabische Emirate|Émirats arabes unis|Emiratos Árabes Unidos|Abu Dhabi", Tz::Asia__Dubai),
    ("AL", "Albania|Albanien|Albanie", Tz::Europe__Tirane),
    ("AR", "Argentina|Argentinien|Argentine", Tz::America__Argentina__Buenos_Aires),
    ("AT", "Austria|Österreich|Autriche", Tz::Europe__Vienna),
    ("AU", "Australia|Australien|Australie", Tz::Australia__Sydney),
    ("BA", "Bosnia and Herzegovina|Bosnia|Bosnien und Herzegowina|Bosnien|Bosnie|Bosnia y Herzegovina", Tz::Europe__Sarajevo),
    ("BD", "Bangladesh|Bangladesch", Tz::Asia__Dhaka),
    ("BE", "Belgium|België|Belgique|Belgien|Bélgica", Tz::Europe__Brussels),
    ("BG", "Bulgaria|Bulgarien|Bulgarie", Tz::Europe__Sofia),
    ("BO", "Bolivia|Bolivien|Bolivie", Tz::America__La_Paz),
    ("BR", "Brazil|Brasil|Brasilien|Brésil", Tz::America__Sao_Paulo),
    ("BY", "Belarus|Weißrussland|Biélorussie|Bielorrusia", Tz::Europe__Minsk),
    ("CA", "Canada|Kanada|Canadá", Tz::America__Toronto),
    ("CH", "Switzerland|Schweiz|Suisse|Svizzera|Suiza", Tz::Europe__Zurich),
    ("CL", "Chile|Chili", Tz::America__Santiago),
    ("CN", "China|Volksrepublik China|Chine|PRC", Tz::Asia__Shanghai),
    ("CO", "Colombia|Kolumbien|Colombie", Tz::America__Bogota),
    ("CR", "Costa Rica", Tz::America__Costa_Rica),
    ("CU", "Cuba|Kuba", Tz::America__Havana),
    ("CY", "Cyprus|Zypern|Chypre|Chipre", Tz::Asia__Nicosia),
    ("CZ", "Czechia|Czech Republic|Tschechien|Tschechische Republik|Tchéquie|République tchèque|Chequia|República Checa", Tz::Europe__Prague),
    ("DE", "Germany|Deutschland|DACH|Allemagne|Alemania|BRD", Tz::Europe__Berlin),
    ("DK", "Denmark|Danmark|Dänemark|Danemark|Dinamarca", Tz::Europe__Copenhagen),
    ("DO", "Dominican Republic|Dominikanische Republik|République dominicaine|República Dominicana", Tz::America__Santo_Domingo),
    ("DZ", "Algeria|Algerien|Algérie|Argelia", Tz::Africa__Algiers),
    ("EC", "Ecuador|Équateur", Tz::America__Guayaquil),
    ("EE", "Estonia|Estland|Estonie", Tz::Europe__Tallinn),
    ("EG", "Egypt|Ägypten|Égypte|Egipto", Tz::Africa__Cairo),
    ("ES", "Spain|España|Spanien|Espagne", Tz::Europe__Madrid),
    ("ET", "Ethiopia|Äthiopien|Éthiopie|Etiopía", Tz::Africa__Addis_Ababa),
    ("FI", "Finland|Suomi|Finnland|Finlande|Finlandia", Tz::Europe__Helsinki),
    ("FR", "France|Frankreich|Francia|FRA", Tz::Europe__Paris),
    ("GB", "United Kingdom|UK|England|Scotland|Wales|Northern Ireland|Great Britain|Vereinigtes Königreich|Großbritannien|Royaume-Uni|Angleterre|Reino Unido|Inglaterra|Schottland|Écosse|Escocia|U.K.|GBR", Tz::Europe__London),
    ("GE", "Georgia|Georgien|Géorgie", Tz::Asia__Tbilisi),
    ("GH", "Ghana", Tz::Africa__Accra),
    ("GR", "Greece|Griechenland|Grèce|Grecia|Hellas", Tz::Europe__Athens),
    ("GT", "Guatemala", Tz::America__Guatemala),
    ("HK", "Hong Kong|Hongkong", Tz::Asia__Hong_Kong),
    ("HR", "Croatia|Hrvatska|Kroatien|Croatie|Croacia", Tz::Europe__Zagreb),
    ("HU", "Hungary|Ungarn|Hongrie|Hungría", Tz::Europe__Budapest),
    ("ID", "Indonesia|Indonesien|Indonésie", Tz::Asia__Jakarta),
    ("IE", "Ireland|Irland|Irlande|Irlanda|Republic of Ireland", Tz::Europe__Dublin),
    ("IL", "Israel", Tz::Asia__Jerusalem),
    ("IN", "India|Indien|Inde", Tz::Asia__Kolkata),
    ("IQ", "Iraq|Irak", Tz::Asia__Baghdad),
    ("IR", "Iran", Tz::Asia__Tehran),
    ("IS", "Iceland|Island|Islande|Islandia", Tz::Atlantic__Reykjavik),
    ("IT", "Italy|Italia|Italien|Italie", Tz::Europe__Rome),
    ("JM", "Jamaica|Jamaika|Jamaïque", Tz::America__Jamaica),
    ("JO", "Jordan|Jordanien|Jordanie|Jordania", Tz::Asia__Amman),
    ("JP", "Japan|Japon|Japón", Tz::Asia__Tokyo),
    ("KE", "Kenya|Kenia", Tz::Africa__Nairobi),
    ("KR", "South Korea|Korea|Südkorea|Corée du Sud|Corea del Sur|Republic of Korea", Tz::Asia__Seoul),
    ("KW", "Kuwait", Tz::Asia__Kuwait),
    ("KZ", "Kazakhstan|Kasachstan|Kazajistán", Tz::Asia__Almaty),
    ("LB", "Lebanon|Libanon|Liban|Líbano", Tz::Asia__Beirut),
    ("LK", "Sri Lanka", Tz::Asia__Colombo),
    ("LT", "Lithuania|Litauen|Lituanie|Lituania", Tz::Europe__Vilnius),
    ("LU", "Luxembourg|Luxemburg|Luxemburgo", Tz::Europe__Luxembourg),
    ("LV", "Latvia|Lettland|Lettonie|Letonia", Tz::Europe__Riga),
    ("MA", "Morocco|Marokko|Maroc|Marruecos", Tz::Africa__Casablanca),
    ("MD", "Moldova|Moldawien|Moldavie", Tz::Europe__Chisinau),
    ("ME", "Montenegro|Monténégro", Tz::Europe__Podgorica),
    ("MK", "North Macedonia|Nordmazedonien|Macédoine du Nord|Macedonia del Norte", Tz::Europe__Skopje),
    ("MT", "Malta|Malte", Tz::Europe__Malta),
    ("MX", "Mexico|México|Mexiko|Mexique|Méjico", Tz::America__Mexico_City),
    ("MY", "Malaysia|Malaisie|Malasia", Tz::Asia__Kuala_Lumpur),
    ("NG", "Nigeria", Tz::Africa__Lagos),
    ("NL", "Netherlands|The Netherlands|Holland|Niederlande|Die Niederlande|Pays-Bas|Países Bajos|Nederland", Tz::Europe__Amsterdam),
    ("NO", "Norway|Norge|Norwegen|Norvège|Noruega", Tz::Europe__Oslo),
    ("NP", "Nepal", Tz::Asia__Kathmandu),
    ("NZ", "New Zealand|Neuseeland|Nouvelle-Zélande|Nueva Zelanda|Aotearoa", Tz::Pacific__Auckland),
    ("PA", "Panama", Tz::America__Panama),
    ("PE", "Peru|Perú|Pérou", Tz::America__Lima),
    ("PH", "Philippines|Philippinen|Filipinas", Tz::Asia__Manila),
    ("PK", "Pakistan", Tz::Asia__Karachi),
    ("PL", "Poland|Polska|Polen|Pologne|Polonia", Tz::Europe__Warsaw),
    ("PR", "Puerto Rico", Tz::America__Puerto_Rico),
    ("PT", "Portugal", Tz::Europe__Lisbon),
    ("PY", "Paraguay", Tz::America__Asuncion),
    ("QA", "Qatar", Tz::Asia__Qatar),
    ("RO", "Romania|Rumänien|Roumanie|Rumania|Rumanía", Tz::Europe__Bucharest),
    ("RS", "Serbia|Serbien|Serbie", Tz::Europe__Belgrade),
    ("RU", "Russia|Russland|Russie|Rusia|Russian Federation", Tz::Europe__Moscow),
    ("SA", "Saudi Arabia|KSA|Saudi-Arabien|Arabie saoudite|Arabia Saudita", Tz::Asia__Riyadh),
    ("SE", "Sweden|Sverige|Schweden|Suède|Suecia", Tz::Europe__Stockholm),
    ("SG", "Singapore|Singapur|Singapour", Tz::Asia__Singapore),
    ("SI", "Slovenia|Slowenien|Slovénie|Eslovenia", Tz::Europe__Ljubljana),
    ("SK", "Slovakia|Slowakei|Slovaquie|Eslovaquia", Tz::Europe__Bratislava),
    ("SN", "Senegal", Tz::Africa__Dakar),
    ("SV", "El Salvador", Tz::America__El_Salvador),
    ("TH", "Thailand|Thaïlande|Tailandia", Tz::Asia__Bangkok),
    ("TN", "Tunisia|Tunesien|Tunisie|Túnez", Tz::Africa__Tunis),
    ("TR", "Turkey|Türkiye|Türkei|Turquie|Turquía", Tz::Europe__Istanbul),
    ("TW", "Taiwan", Tz::Asia__Taipei),
    ("TZ", "Tanzania", Tz::Africa__Dar_es_Salaam),
    ("UA", "Ukraine|Ucrania", Tz::Europe__Kyiv),
    ("UG", "Uganda", Tz::Africa__Kampala),
    ("US", "United States|United States of America|USA|U.S.|U.S.A.|America|US of A|Vereinigte Staaten|Vereinigte Staaten von Amerika|États-Unis|Etats-Unis d'Amérique|Estados Unidos|Estados Unidos de América|EE. UU.|EEUU|The United States|The States", Tz::America__New_York),
    ("UY", "Uruguay", Tz::America__Montevideo),
    ("VE", "Venezuela", Tz::America__Caracas),
    ("VN", "Vietnam|Viet Nam", Tz::Asia__Ho_Chi_Minh),
    ("ZA", "South Africa|Südafrika|Afrique du Sud|Sudáfrica", Tz::Africa__Johannesburg),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_country_is_understood_from_any_usual_way_to_write_it() {
        let check = |text: &str, code: Option<&str>| {
            assert_eq!(find(text).map(|c| c.code), code, "{text}");
        };
        for text in [
            "US",
            "usa",
            "U.S.A.",
            "United States",
            "United States of America",
            "the United States",
            "California, US",
            "California",
            "Austin, TX",
            "Los Angeles, CA",
            "Brooklyn NY 11201",
            "USA 🇺🇸",
            "🇺🇸",
            "Vereinigte Staaten",
            "États-Unis",
            "Estados Unidos",
            "EE. UU.",
            "New York",
            "New Mexico",
            "Miami, Florida, USA",
            "Georgia, US",
        ] {
            check(text, Some("US"));
        }
        for text in [
            "FR",
            "France",
            "Paris, France",
            "Paris France",
            "Frankreich",
            "francia",
            "🇫🇷 Lyon",
        ] {
            check(text, Some("FR"));
        }
        check("Deutschland", Some("DE"));
        check("Berlin (Germany)", Some("DE"));
        check("Royaume-Uni", Some("GB"));
        check("Toronto, Canada", Some("CA"));
        check("CA", Some("CA"));
        check("Georgia", Some("GE"));
        check("EU + US", Some("US"));
        check("US / UK", Some("US"));
        check("Atlantis", None);
        check("", None);
    }
}
