//! Where a column can go: the const table of target fields with the words that head such columns in
//! people's sheets. The mapping screen, `--map`, the profiles and the remembered choices all name
//! these keys.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::domain::fields::{Contact, Fielded};
use crate::domain::rows::{FollowUp, Platform};
use crate::domain::when::Sense;

/// A target of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs)] // the table below says what each is
pub enum Field {
    Name,
    FirstName,
    LastName,
    Handle,
    HandleOn(Platform),
    Link,
    Platform,
    Email,
    Phone,
    Agent,
    Country,
    Language,
    Address,
    Niche,
    Style,
    Voice,
    Tags,
    Followers,
    FollowersOn(Platform),
    Engagement,
    Views,
    Rate,
    RateFor,
    Currency,
    Stage,
    LastContact,
    FollowUp,
    Added,
    Code,
    Notes,
    Boundaries,
    DoNotContact,
    Unsubscribed,
    Source,
    Relationship,
    Core,
    Extra,
}

/// How a cell of a field is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// One line of words.
    Words,
    /// Several lines.
    Lines,
    /// A handle or a link to a profile.
    Handle,
    /// The name of a platform.
    Platform,
    /// An address.
    Email,
    /// A whole number.
    Count,
    /// A rate in percent.
    Percent,
    /// An amount.
    Money,
    /// A currency.
    Currency,
    /// A stage word.
    Stage,
    /// A date.
    Date,
    /// Several words: tags, codes.
    List,
    /// Yes or no.
    YesNo,
    /// Anything means yes: a date of unsubscribing.
    Present,
}

/// A row of the table.
#[derive(Debug, Clone, Copy)]
pub struct Target {
    /// The field.
    pub field: Field,
    /// Its key, for `--map` and remembered choices.
    pub key: &'static str,
    /// What people read.
    pub label: &'static str,
    /// How its cells are read.
    pub kind: Kind,
    /// Whether several columns may go here.
    pub many: bool,
    /// Headers that mean it, squashed (see `squashed`).
    pub aliases: &'static [&'static str],
}

const fn one(
    field: Field,
    key: &'static str,
    label: &'static str,
    kind: Kind,
    aliases: &'static [&'static str],
) -> Target {
    Target {
        field,
        key,
        label,
        kind,
        many: false,
        aliases,
    }
}

const fn many(
    field: Field,
    key: &'static str,
    label: &'static str,
    kind: Kind,
    aliases: &'static [&'static str],
) -> Target {
    Target {
        field,
        key,
        label,
        kind,
        many: true,
        aliases,
    }
}

/// All target fields, in the order of a picker.
#[rustfmt::skip] // a table: one row, one field
pub const TARGETS: &[Target] = &[
    one(Field::Name, "name", "Name", Kind::Words, &["name", "fullname", "creator", "creatorname", "influencer", "influencername", "influenceraffiliatename", "talent", "talentname", "contactname", "displayname", "person", "blogger", "kol", "nombre", "nombrecompleto", "nom", "nomcomplet", "nome", "naam", "vollstandigername", "ambassador", "partner", "affiliate", "affiliatename"]),
    one(Field::FirstName, "first_name", "First name", Kind::Words, &["firstname", "givenname", "vorname", "prenom", "fname", "primeironome", "voornaam", "nombredepila"]),
    one(Field::LastName, "last_name", "Last name", Kind::Words, &["lastname", "familyname", "surname", "nachname", "nomdefamille", "apellido", "apellidos", "cognome", "sobrenome", "achternaam", "lname"]),
    many(Field::Handle, "handle", "Handle", Kind::Handle, &["handle", "handles", "username", "user", "account", "accountname", "socialhandle", "socialmediahandle", "profilename", "nickname", "benutzername", "pseudo", "usuario", "socialmedia", "channel", "channelname"]),
    many(Field::HandleOn(Platform::Instagram), "instagram", "Handle, Instagram", Kind::Handle, &["instagram", "insta", "ig", "ighandle", "instagramhandle", "instagramusername", "igusername", "instagramurl", "instagramlink", "instagramprofile", "instagramaccount", "iglink"]),
    many(Field::HandleOn(Platform::TikTok), "tiktok", "Handle, TikTok", Kind::Handle, &["tiktok", "tt", "tthandle", "tiktokhandle", "tiktokusername", "tiktokurl", "tiktoklink", "tiktokprofile", "tiktokaccount"]),
    many(Field::HandleOn(Platform::YouTube), "youtube", "Handle, YouTube", Kind::Handle, &["youtube", "yt", "youtubechannel", "youtubehandle", "youtubeurl", "youtubelink", "ytchannel", "ytlink"]),
    many(Field::HandleOn(Platform::Twitch), "twitch", "Handle, Twitch", Kind::Handle, &["twitch", "twitchhandle", "twitchurl"]),
    many(Field::HandleOn(Platform::Pinterest), "pinterest", "Handle, Pinterest", Kind::Handle, &["pinterest", "pinteresthandle", "pinteresturl"]),
    many(Field::HandleOn(Platform::X), "x", "Handle, X", Kind::Handle, &["x", "twitter", "twitterhandle", "xhandle", "twitterurl", "xtwitter"]),
    many(Field::HandleOn(Platform::Threads), "threads", "Handle, Threads", Kind::Handle, &["threads", "threadshandle"]),
    many(Field::HandleOn(Platform::Facebook), "facebook", "Handle, Facebook", Kind::Handle, &["facebook", "fb", "facebookpage", "facebookurl"]),
    many(Field::HandleOn(Platform::LinkedIn), "linkedin", "Handle, LinkedIn", Kind::Handle, &["linkedin", "linkedinurl", "linkedinprofile"]),
    many(Field::HandleOn(Platform::Snapchat), "snapchat", "Handle, Snapchat", Kind::Handle, &["snapchat", "snap"]),
    many(Field::HandleOn(Platform::Blog), "blog", "Website", Kind::Handle, &["blog", "website", "site", "web", "webseite", "blogurl", "siteweb", "sitioweb"]),
    many(Field::Link, "link", "Link to profile", Kind::Handle, &["link", "links", "url", "profile", "profileurl", "profilelink", "mediaurl", "sociallink", "socialurl", "profil", "enlace", "lien"]),
    one(Field::Platform, "platform", "Platform", Kind::Platform, &["platform", "platforms", "network", "socialnetwork", "plattform", "netzwerk", "plateforme", "reseau", "plataforma", "piattaforma", "redsocial", "mainplatform"]),
    one(Field::Email, "email", "E-mail", Kind::Email, &["email", "mail", "emailaddress", "emailadresse", "mailaddress", "contactemail", "email1value", "correo", "correoelectronico", "courriel", "adressemail", "adresseemail", "emailid", "businessemail"]),
    one(Field::Phone, "phone", "Phone", Kind::Words, &["phone", "phonenumber", "tel", "telephone", "telefon", "mobile", "handy", "whatsapp", "telefono", "telefone", "cell", "phone1value"]),
    one(Field::Agent, "agent", "Agent", Kind::Words, &["agent", "manager", "management", "agency", "agentur", "agence", "agencia", "mgmt", "talentmanager"]),
    one(Field::Country, "country", "Country", Kind::Words, &["country", "location", "land", "pays", "pais", "paese", "region", "countrycode", "based", "basedin", "standort", "lieu", "ubicacion", "shippingaddresscountrycode", "address1country"]),
    one(Field::Language, "language", "Language", Kind::Words, &["language", "languages", "lang", "sprache", "langue", "idioma", "lingua", "taal"]),
    many(Field::Address, "address", "Address", Kind::Lines, &["address", "address1", "address2", "street", "city", "state", "zip", "zipcode", "postalcode", "shippingaddress", "shippingaddressline1", "shippingaddressline2", "shippingaddresszipcode", "shippingaddresscity", "shippingaddressstate", "postaladdress", "mailingaddress", "adresse", "anschrift", "strasse", "plz", "ort", "stadt", "ville", "direccion", "ciudad", "indirizzo", "address1formatted"]),
    one(Field::Niche, "niche", "Niche", Kind::Words, &["niche", "category", "categories", "topic", "topics", "vertical", "kategorie", "thema", "nische", "categorie", "categoria", "nicho", "tematica", "interests"]),
    one(Field::Style, "style", "Content style", Kind::Words, &["style", "contentstyle"]),
    one(Field::Voice, "voice", "Voice", Kind::Words, &["voice", "tone", "toneofvoice"]),
    many(Field::Tags, "tags", "Tags", Kind::List, &["tags", "tag", "labels", "label", "hashtags", "groups", "group", "program", "etiquetas", "schlagworte"]),
    one(Field::Followers, "followers", "Followers", Kind::Count, &["followers", "follower", "followercount", "followerscount", "subs", "subscribers", "subscribercount", "fans", "audience", "audiencesize", "size", "abonnenten", "abonnes", "seguidores", "totalfollowers", "reichweite", "nooffollowers", "numberoffollowers", "volgers"]),
    one(Field::FollowersOn(Platform::Instagram), "instagram_followers", "Followers, Instagram", Kind::Count, &["instagramfollowers", "igfollowers", "followersinstagram", "followersig", "instafollowers"]),
    one(Field::FollowersOn(Platform::TikTok), "tiktok_followers", "Followers, TikTok", Kind::Count, &["tiktokfollowers", "ttfollowers", "followerstiktok", "followerstt"]),
    one(Field::FollowersOn(Platform::YouTube), "youtube_followers", "Followers, YouTube", Kind::Count, &["youtubefollowers", "youtubesubscribers", "ytsubs", "ytsubscribers", "youtubesubs", "followersyoutube"]),
    one(Field::Engagement, "engagement_rate", "Engagement rate", Kind::Percent, &["engagement", "engagementrate", "er", "erate", "avgengagement", "avger", "engagementpercent", "engrate", "eng", "interaktionsrate", "tauxdengagement", "engagementratio"]),
    one(Field::Views, "avg_views", "Average views", Kind::Count, &["avgviews", "averageviews", "views", "medianviews", "meanviews", "viewsavg"]),
    one(Field::Rate, "rate", "Rate", Kind::Money, &["rate", "fee", "price", "budget", "cost", "offer", "quote", "ratecard", "flatfee", "preis", "honorar", "gage", "kosten", "tarif", "prix", "tarifa", "precio", "prezzo", "preco", "amount", "payment", "compensation", "rates", "paymentamount"]),
    one(Field::RateFor, "rate_for", "Rate is for", Kind::Words, &["ratefor", "per", "format", "ratetype"]),
    one(Field::Currency, "currency", "Currency", Kind::Currency, &["currency", "cur", "ccy", "wahrung", "waehrung", "devise", "moneda", "moeda", "valuta"]),
    one(Field::Stage, "stage", "Stage", Kind::Stage, &["stage", "status", "pipeline", "phase", "estado", "statut", "stato", "progress", "relationshipstatus", "outreachstatus"]),
    one(Field::LastContact, "last_contacted", "Last contact", Kind::Date, &["lastcontact", "lastcontacted", "lastcontactdate", "lasttouch", "contacted", "contactedon", "datecontacted", "dateofcontact", "contactdate", "outreachdate", "lastoutreach", "lastemail", "lastemailed", "lastreply", "letzterkontakt", "kontaktiertam", "derniercontact", "ultimocontacto", "ultimocontatto"]),
    one(Field::FollowUp, "follow_up", "Next step on", Kind::Date, &["followup", "followupdate", "nexttouch", "nextaction", "nextactiondate", "nextcontact", "nextstep", "nextstepdate", "duedate", "wiedervorlage", "relance", "reminder"]),
    one(Field::Added, "added", "Added on", Kind::Date, &["added", "addedon", "dateadded", "created", "createdat", "createdon", "optintime", "erstelltam", "hinzugefugtam"]),
    many(Field::Code, "code", "Promo code", Kind::List, &["code", "coupon", "couponcode", "promocode", "discountcode", "discount", "affiliatecode", "codes", "rabattcode", "gutscheincode", "codepromo", "codigo", "codicesconto", "promo"]),
    many(Field::Notes, "notes", "Note, dated today", Kind::Lines, &["notes", "note", "comment", "comments", "remarks", "notizen", "notiz", "kommentar", "bemerkung", "bemerkungen", "anmerkungen", "remarque", "remarques", "commentaires", "notas", "comentarios", "commenti", "opmerkingen", "internalnotes"]),
    many(Field::Boundaries, "boundaries", "Boundaries", Kind::Lines, &["boundaries", "preferences", "restrictions", "donts"]),
    one(Field::DoNotContact, "do_not_contact", "Do not contact", Kind::YesNo, &["donotcontact", "dnc", "blocked", "optout", "optedout", "blacklist", "blacklisted", "donotemail"]),
    many(Field::Unsubscribed, "unsubscribed", "Unsubscribed on (do not contact)", Kind::Present, &["unsubtime", "cleantime", "unsubscribedat", "unsubscribetime"]),
    one(Field::Source, "source", "Source", Kind::Words, &["source", "foundvia", "foundon", "origin", "leadsource", "quelle", "origine", "fuente", "referral"]),
    one(Field::Relationship, "relationship", "Relationship type", Kind::Words, &["relationship", "relationshiptype", "partnershiptype", "collaborationtype", "type"]),
    one(Field::Core, "core", "Core", Kind::YesNo, &["core", "vip", "favorite", "favourite", "starred", "keyaccount"]),
    many(Field::Extra, "extra", "keep as it is", Kind::Lines, &[]),
];

impl Field {
    /// Its row of the table.
    pub fn target(self) -> &'static Target {
        // Every field stands in the table (a test holds it); `extra` is the last row and takes
        // anything.
        static EXTRA: Target = many(Field::Extra, "extra", "keep as it is", Kind::Lines, &[]);
        TARGETS.iter().find(|t| t.field == self).unwrap_or(&EXTRA)
    }

    /// Its key.
    pub fn key(self) -> &'static str {
        self.target().key
    }

    /// The field of a key.
    pub fn from_key(key: &str) -> Option<Self> {
        let key = key.trim().to_lowercase().replace(['-', ' '], "_");
        TARGETS.iter().find(|t| t.key == key).map(|t| t.field)
    }

    /// Whether its days have happened or are planned, as the tables of the rows they go to say.
    pub fn sense(self) -> Sense {
        let sense = match self {
            Self::FollowUp => FollowUp::field("day").and_then(|f| f.sense()),
            Self::LastContact => Contact::field("day").and_then(|f| f.sense()),
            _ => None,
        };
        sense.unwrap_or(Sense::Fact)
    }

    /// What people read.
    pub fn label(self) -> &'static str {
        self.target().label
    }

    /// How its cells are read.
    pub fn kind(self) -> Kind {
        self.target().kind
    }
}

impl Serialize for Field {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str(self.key())
    }
}
impl<'de> Deserialize<'de> for Field {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let key = String::deserialize(d)?;
        Self::from_key(&key)
            .ok_or_else(|| serde::de::Error::custom(format!("\"{key}\" is not a field")))
    }
}

/// A header as it is compared: small letters without accents, spaces and signs.
pub fn squashed(header: &str) -> String {
    deunicode::deunicode(header)
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|c| c.to_ascii_lowercase())
        .collect()
}

/// The field a header names, and how sure that is (4 the word itself, 2 a longer phrase around it).
pub fn by_header(header: &str) -> Option<(Field, u8)> {
    let word = squashed(header);
    if word.is_empty() {
        return None;
    }
    if let Some(target) = TARGETS
        .iter()
        .find(|t| t.key.replace('_', "") == word || t.aliases.contains(&word.as_str()))
    {
        return Some((target.field, 4));
    }
    // "Rate (EUR)", "E-mail address 2", "Followers in k": the longest known word at either end, but
    // not a short one.
    let inside = TARGETS
        .iter()
        .flat_map(|t| t.aliases.iter().map(move |a| (t.field, *a)));
    let fits = inside.filter(|(_, a)| a.len() >= 4 && (word.starts_with(a) || word.ends_with(a)));
    fits.max_by_key(|(_, a)| a.len())
        .filter(|(_, a)| a.len() * 3 >= word.len())
        .map(|(f, _)| (f, 2))
}

/// Whether a cell is a word that heads columns.
pub fn is_known_header(cell: &str) -> bool {
    cell.len() <= 60 && by_header(cell).is_some_and(|(_, sure)| sure == 4)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_header_means_one_thing() {
        let mut seen = std::collections::HashMap::new();
        for target in TARGETS {
            assert_eq!(target.field.target().key, target.key);
            assert_eq!(Field::from_key(target.key), Some(target.field));
            for alias in target.aliases {
                assert_eq!(
                    squashed(alias),
                    alias.replace(' ', ""),
                    "{alias} is not squashed"
                );
                assert_eq!(
                    seen.insert(*alias, target.key),
                    None,
                    "{alias} stands twice"
                );
            }
        }
    }

    #[test]
    fn headers_are_understood() {
        let check = |header: &str, key: &str| {
            assert_eq!(by_header(header).map(|f| f.0.key()), Some(key), "{header}")
        };
        check(" NAME ", "name");
        check("E-Mail", "email");
        check("last_contacted", "last_contacted");
        check("Last Contact", "last_contacted");
        check("Prénom", "first_name");
        check("Abonnés", "followers");
        check("Währung", "currency");
        check("IG handle", "instagram");
        check("Instagram followers", "instagram_followers");
        check("Rate (EUR)", "rate");
        check("Engagement rate %", "engagement_rate");
        check("no\ntes", "notes");
        assert_eq!(by_header("ROI?"), None);
        assert_eq!(by_header(""), None);
    }
}
