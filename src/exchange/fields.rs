//! Where a column can go: the const table of target fields with the words that head such columns in
//! people's sheets. The mapping screen, `--map`, the profiles and the remembered choices all name
//! these keys.

use std::collections::HashMap;
use std::sync::LazyLock;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::headings::HEADINGS;

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
    NextStep,
    FollowUp,
    Added,
    Campaign,
    Fee,
    Product,
    Piece,
    DraftDue,
    LiveDue,
    Live,
    PostLink,
    PieceState,
    Code,
    CodeEnd,
    Rights,
    RightsEnd,
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
    /// A link to a post.
    Post,
    /// Where a piece stands.
    PieceState,
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
    one(Field::Name, "name", "Name", Kind::Words, &["name", "fullname", "creator", "creatordisplayname", "firstandlastname", "nameofcreator", "nameofinfluencer", "creatorname", "influencer", "influencername", "influenceraffiliatename", "talent", "talentname", "contactname", "displayname", "person", "blogger", "kol", "nombre", "nombrecompleto", "nom", "nomcomplet", "nome", "naam", "vollstandigername", "ambassador", "partner", "affiliate", "affiliatename"]),
    one(Field::FirstName, "first_name", "First name", Kind::Words, &["firstname", "givenname", "vorname", "prenom", "fname", "primeironome", "voornaam", "nombredepila"]),
    one(Field::LastName, "last_name", "Last name", Kind::Words, &["lastname", "familyname", "surname", "nachname", "nomdefamille", "apellido", "apellidos", "cognome", "sobrenome", "achternaam", "lname"]),
    many(Field::Handle, "handle", "Handle", Kind::Handle, &["handle", "handles", "username", "user", "account", "accountname", "socialhandle", "socialmediahandle", "profilename", "nickname", "benutzername", "pseudo", "usuario", "socialmedia", "channel", "channelname"]),
    many(Field::HandleOn(Platform::Instagram), "instagram", "Handle, Instagram", Kind::Handle, &["instagram", "insta", "ig", "ighandle", "instagramhandle", "instagramusername", "igusername", "instagramurl", "instagramlink", "instagramprofile", "instagramaccount", "iglink", "instagramname", "igname", "igaccount", "igurl", "igprofile", "instahandle", "instaname", "linkinstagram"]),
    many(Field::HandleOn(Platform::TikTok), "tiktok", "Handle, TikTok", Kind::Handle, &["tiktok", "tt", "tthandle", "tiktokhandle", "tiktokusername", "tiktokurl", "tiktoklink", "tiktokprofile", "tiktokaccount", "tiktokname", "linktiktok"]),
    many(Field::HandleOn(Platform::YouTube), "youtube", "Handle, YouTube", Kind::Handle, &["youtube", "yt", "youtubechannel", "youtubehandle", "youtubeurl", "youtubelink", "ytchannel", "ytlink", "youtubename", "youtubeaccount", "youtubeusername", "linkyoutube"]),
    many(Field::HandleOn(Platform::Twitch), "twitch", "Handle, Twitch", Kind::Handle, &["twitch", "twitchhandle", "twitchurl"]),
    many(Field::HandleOn(Platform::Pinterest), "pinterest", "Handle, Pinterest", Kind::Handle, &["pinterest", "pinteresthandle", "pinteresturl"]),
    many(Field::HandleOn(Platform::X), "x", "Handle, X", Kind::Handle, &["x", "twitter", "twitterhandle", "xhandle", "twitterurl", "xtwitter", "twitterx", "linktwitter"]),
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
    one(Field::Country, "country", "Country", Kind::Words, &["country", "location", "land", "pays", "pais", "paese", "region", "countrycode", "based", "basedin", "standort", "lieu", "ubicacion", "shippingaddresscountrycode", "address1country", "countryregion", "homecountryregion"]),
    one(Field::Language, "language", "Language", Kind::Words, &["language", "languages", "lang", "sprache", "langue", "idioma", "lingua", "taal"]),
    many(Field::Address, "address", "Address", Kind::Lines, &["address", "address1", "address2", "street", "city", "state", "zip", "zipcode", "postalcode", "shippingaddress", "shippingaddressline1", "shippingaddressline2", "shippingaddresszipcode", "shippingaddresscity", "shippingaddressstate", "postaladdress", "mailingaddress", "adresse", "anschrift", "strasse", "plz", "ort", "stadt", "ville", "direccion", "ciudad", "indirizzo", "address1formatted"]),
    one(Field::Niche, "niche", "Niche", Kind::Words, &["niche", "category", "categories", "topic", "topics", "vertical", "kategorie", "thema", "nische", "categorie", "categoria", "nicho", "tematica", "interests"]),
    one(Field::Style, "style", "Content style", Kind::Words, &["style", "contentstyle"]),
    one(Field::Voice, "voice", "Voice", Kind::Words, &["voice", "tone", "toneofvoice"]),
    many(Field::Tags, "tags", "Tags", Kind::List, &["tags", "tag", "labels", "hashtags", "groups", "group", "program", "etiquetas", "schlagworte"]),
    one(Field::Followers, "followers", "Followers", Kind::Count, &["followers", "follower", "followercount", "followerscount", "subs", "subscribers", "subscribercount", "fans", "audience", "audiencesize", "size", "abonnenten", "abonnes", "seguidores", "totalfollowers", "reichweite", "nooffollowers", "numberoffollowers", "volgers"]),
    one(Field::FollowersOn(Platform::Instagram), "instagram_followers", "Followers, Instagram", Kind::Count, &["instagramfollowers", "igfollowers", "followersinstagram", "followersig", "instafollowers"]),
    one(Field::FollowersOn(Platform::TikTok), "tiktok_followers", "Followers, TikTok", Kind::Count, &["tiktokfollowers", "ttfollowers", "followerstiktok", "followerstt"]),
    one(Field::FollowersOn(Platform::YouTube), "youtube_followers", "Followers, YouTube", Kind::Count, &["youtubefollowers", "youtubesubscribers", "ytsubs", "ytsubscribers", "youtubesubs", "followersyoutube"]),
    one(Field::Engagement, "engagement_rate", "Engagement rate", Kind::Percent, &["engagement", "engagementrate", "er", "erate", "avgengagement", "avger", "engagementpercent", "engrate", "eng", "interaktionsrate", "tauxdengagement", "engagementratio"]),
    one(Field::Views, "avg_views", "Average views", Kind::Count, &["avgviews", "averageviews", "views", "medianviews", "meanviews", "viewsavg"]),
    one(Field::Rate, "rate", "Rate", Kind::Money, &["rate", "fee", "price", "budget", "cost", "offer", "quote", "ratecard", "flatfee", "preis", "honorar", "gage", "kosten", "tarif", "prix", "tarifa", "precio", "prezzo", "preco", "amount", "payment", "compensation", "rates", "paymentamount", "estimatedcreatorfee", "creatorfee", "creatorrate"]),
    one(Field::RateFor, "rate_for", "Rate is for", Kind::Words, &["ratefor", "per", "format", "ratetype"]),
    one(Field::Currency, "currency", "Currency", Kind::Currency, &["currency", "cur", "ccy", "wahrung", "waehrung", "devise", "moneda", "moeda", "valuta"]),
    one(Field::Stage, "stage", "Stage", Kind::Stage, &["stage", "status", "pipeline", "phase", "estado", "statut", "stato", "progress", "relationshipstatus", "outreachstatus", "lifecyclestage", "dealstage", "workstreamstage", "collabstatus", "collaborationstatus", "campaignstatus", "leadstatus", "currentstatus", "relationshipstage", "pipelinestage"]),
    one(Field::LastContact, "last_contacted", "Last contact", Kind::Date, &["lastcontact", "lastcontacted", "lastcontactdate", "dateoflastcontact", "lasttouchdate", "lasttouch", "contacted", "contactedon", "datecontacted", "dateofcontact", "contactdate", "outreachdate", "lastoutreach", "lastemail", "lastemailed", "lastreply", "letzterkontakt", "kontaktiertam", "derniercontact", "ultimocontacto", "ultimocontatto"]),
    one(Field::NextStep, "next_step", "Next step", Kind::Lines, &["nextstep", "nextsteps", "nextaction", "nextactions", "nextactionneeded", "actionneeded", "action", "todo", "tododonext", "todonext", "whatnext", "followupnote", "followupaction"]),
    one(Field::FollowUp, "follow_up", "Next step on", Kind::Date, &["followup", "followupdate", "followupon", "nextfollowup", "nexttouch", "nextactiondate", "nextcontact", "nextstepdate", "duedate", "due", "bywhen", "wiedervorlage", "relance", "reminder", "reminderdate", "nextcontactdate", "duetime"]),
    one(Field::Added, "added", "Added on", Kind::Date, &["added", "addedon", "dateadded", "created", "createdat", "createdon", "optintime", "erstelltam", "hinzugefugtam"]),
    one(Field::Campaign, "campaign", "Campaign", Kind::Words, &["campaign", "campaignname", "campaigntitle", "currentcampaign", "project", "launch", "campaignorproduct", "campaignproduct"]),
    one(Field::Fee, "fee", "Agreed fee", Kind::Money, &["agreedfee", "campaignfee", "dealvalue", "agreedamount", "contractvalue", "feeagreed", "feepaid"]),
    one(Field::Product, "product", "Product in kind", Kind::Words, &["product", "products", "gift", "gifted", "giftedproduct", "productsent", "productname", "item"]),
    one(Field::Piece, "piece", "Piece", Kind::Words, &["deliverable", "deliverables", "agreeddeliverables", "content", "contents", "pieces", "piece", "contentformat", "contentagreed", "posts"]),
    one(Field::DraftDue, "draft_due", "Draft due", Kind::Date, &["draftdue", "draftdeadline", "contentdue", "contentdeadline", "draftdate", "draftduedate", "contentduedate"]),
    one(Field::LiveDue, "live_due", "Piece due live", Kind::Date, &["publishdate", "preferredpublishdate", "postingdate", "postdate", "golive", "golivedate", "livedate", "plannedpostdate", "scheduled", "scheduledfor", "scheduleddate", "launchdate", "publishon", "reellive", "videolive", "postlive", "storylive", "releasedate"]),
    one(Field::Live, "live", "Piece live on", Kind::Date, &["liveon", "dateposted", "postedon", "published", "publishedon", "datepublished", "wentlive", "wentliveon", "datelive"]),
    many(Field::PostLink, "post_link", "Link to the post", Kind::Post, &["postlink", "posturl", "linktopost", "contentlink", "livelink", "reellink", "videolink", "contenturl", "linktocontent", "postedlink", "liveurl"]),
    one(Field::PieceState, "piece_state", "Where the piece stands", Kind::PieceState, &["contentstatus", "deliverablestatus", "poststatus", "contentposted", "approvalstage", "approvalstatus", "draftstatus"]),
    many(Field::Code, "code", "Promo code", Kind::List, &["code", "coupon", "couponcode", "promocode", "discountcode", "discount", "affiliatecode", "codes", "rabattcode", "gutscheincode", "codepromo", "codigo", "codicesconto", "promo", "uniquecode", "personalcode"]),
    one(Field::CodeEnd, "code_until", "Code until", Kind::Date, &["codeuntil", "codeend", "codeends", "codeexpires", "codeexpiry", "codevaliduntil", "couponexpiry", "codeenddate", "discountends"]),
    one(Field::Rights, "rights", "Usage rights", Kind::Words, &["rights", "usagerights", "usage", "contentrights", "licence", "license", "usageterms"]),
    one(Field::RightsEnd, "rights_until", "Rights until", Kind::Date, &["rightsuntil", "rightsend", "usageuntil", "usageend", "usageends", "rightsexpire", "usageexpiry", "rightsexpiry", "usagerightsuntil", "usagerightsend", "rightsenddate", "licenseends"]),
    many(Field::Notes, "notes", "Note, dated today", Kind::Lines, &["notes", "note", "comment", "comments", "remarks", "notizen", "notiz", "kommentar", "bemerkung", "bemerkungen", "anmerkungen", "remarque", "remarques", "commentaires", "notas", "comentarios", "commenti", "opmerkingen", "internalnotes", "creatornotes", "notesdescription"]),
    many(Field::Boundaries, "boundaries", "Boundaries", Kind::Lines, &["boundaries", "preferences", "restrictions", "donts"]),
    one(Field::DoNotContact, "do_not_contact", "Do not contact", Kind::YesNo, &["donotcontact", "dnc", "blocked", "optout", "optedout", "blacklist", "blacklisted", "donotemail", "unsubscribed", "donotcall", "nocontact", "neveragain", "suppressed", "dontcontact", "blocklist", "unsubscribe"]),
    many(Field::Unsubscribed, "unsubscribed", "Unsubscribed on (do not contact)", Kind::Present, &["unsubtime", "cleantime", "unsubscribedat", "unsubscribetime"]),
    one(Field::Source, "source", "Source", Kind::Words, &["source", "foundvia", "foundon", "origin", "leadsource", "quelle", "origine", "fuente", "referral"]),
    one(Field::Relationship, "relationship", "Relationship type", Kind::Words, &["relationship", "relationshiptype", "partnershiptype", "collaborationtype", "type"]),
    one(Field::Core, "core", "Core", Kind::YesNo, &["core", "vip", "favorite", "favourite", "starred", "keyaccount"]),
    many(Field::Extra, "extra", "kept as words", Kind::Lines, &[]),
];

impl Field {
    /// Its row of the table.
    pub fn target(self) -> &'static Target {
        // Every field stands in the table (a test holds it); `extra` is the last row and takes
        // anything.
        static EXTRA: Target = many(Field::Extra, "extra", "kept as words", Kind::Lines, &[]);
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
            // The day a piece is to go live may lie behind us and still be open; a code's or a
            // right's end may too.
            Self::DraftDue | Self::LiveDue | Self::CodeEnd | Self::RightsEnd => {
                return Sense::Plan;
            }
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

/// The letters and digits of a text as words are compared: small, without accents where the script
/// is Latin, all other scripts as they are; whatever is no letter or digit becomes `None`.
pub fn compared(text: &str) -> impl Iterator<Item = Option<char>> + '_ {
    text.chars().flat_map(|c| {
        let narrow = match c {
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
            'ё' | 'Ё' => 'е',
            c => c,
        };
        let latin = matches!(narrow, '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}')
            .then(|| deunicode::deunicode_char(narrow))
            .flatten();
        let (plain, other) = match (narrow, latin) {
            // An accent written behind its letter.
            ('\u{300}'..='\u{36f}', _) => (Some(""), None),
            (_, Some(plain)) => (Some(plain), None),
            (c, None) => (None, Some(c)),
        };
        let sort = |c: char| c.is_alphanumeric().then_some(c);
        plain
            .unwrap_or_default()
            .chars()
            .flat_map(char::to_lowercase)
            .map(sort)
            .chain(other.into_iter().flat_map(char::to_lowercase).map(sort))
    })
}

/// A header as it is compared: letters and digits alone.
pub fn squashed(header: &str) -> String {
    compared(header).flatten().collect()
}

/// The words of a text as they are compared.
pub fn words(text: &str) -> Vec<String> {
    let mut all = vec![String::new()];
    for c in compared(text) {
        match (c, all.last_mut()) {
            (Some(c), Some(word)) => word.push(c),
            (None, Some(word)) if !word.is_empty() => all.push(String::new()),
            _ => {}
        }
    }
    all.retain(|word| !word.is_empty());
    all
}

/// How well a header names a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fit {
    /// The word itself.
    Exact,
    /// A word that means something else too, or one beside words that say nothing against it: the
    /// values have to agree.
    Loose,
}

/// Every known heading, squashed; of several, that of the field table.
static KNOWN: LazyLock<HashMap<String, (Field, Fit)>> = LazyLock::new(|| {
    let mut known = HashMap::new();
    for target in TARGETS {
        let key = target.key.replace('_', "");
        for word in target.aliases.iter().copied().chain([&*key]) {
            known
                .entry(word.to_string())
                .or_insert((target.field, Fit::Exact));
        }
    }
    for (field, two, words) in HEADINGS {
        let fit = if *two { Fit::Loose } else { Fit::Exact };
        for word in *words {
            known.entry(squashed(word)).or_insert((*field, fit));
        }
    }
    known
});

/// Beside a known word these make it another thing: a growth rate is no price, a product's name is
/// nobody.
#[rustfmt::skip] // a list
const TURN_AWAY: &[&str] = &[
    "growth", "product", "products", "label", "type", "kind", "code", "middle", "owner", "line", "lineitem", "item", "company", "brand",
    "file", "event", "shop", "store", "customer", "billing", "order", "orders", "phonetic", "prefix", "suffix", "conversion", "open",
    "click", "clickthrough", "bounce", "reply", "response", "exchange", "tax", "vat", "completion", "retention", "marketing", "organization",
    "organisation", "department", "assistant", "assistants", "spouse", "id", "index", "account manager", "our", "competitor", "hidden",
    "internal", "old", "previous", "former", "delivery", "parcel", "tracking", "wachstum", "produkt", "artikel", "typ", "besitzer", "firma", "croissance", "produit",
];

/// Links of these are no profiles.
#[rustfmt::skip] // a list
const NO_PROFILE: &[&str] = &[
    "affiliate", "utm", "ref", "referral", "contract", "agreement", "brief", "drive", "dropbox", "invoice", "photo", "image", "picture", "avatar",
    "moodboard", "document", "kit", "post", "reel", "video", "story", "content", "draft", "folder", "asset", "assets", "payment", "calendly",
];

/// Whether the words of a header say that it is about something else than the person.
pub fn is_turned_away(header: &str) -> bool {
    words(header)
        .iter()
        .any(|w| TURN_AWAY.contains(&w.as_str()) || NO_PROFILE.contains(&w.as_str()))
}

/// Words that may stand beside a known one and change nothing.
#[rustfmt::skip] // a list
const HARMLESS: &[&str] = &[
    "a", "the", "of", "in", "on", "for", "at", "to", "and", "or", "per", "is", "it", "by", "with", "their", "creator", "creators", "influencer",
    "influencers", "talent", "contact", "main", "primary", "business", "personal", "total", "avg", "average", "mean", "median", "number", "no",
    "nr", "count", "current", "latest", "approx", "estimated", "est", "usd", "eur", "gbp", "chf", "cad", "aud", "k", "m", "month", "percent",
    "pct", "value", "values", "full", "social", "profile", "date", "day", "our", "preferred", "home", "work", "mobile", "1", "2", "3", "4",
    "required", "optional", "public", "official", "new", "s", "workstream", "in percent", "der", "die", "das", "des", "de", "du", "del",
    "la", "le", "el", "los", "von", "in", "pro", "net", "gross", "quoted", "asked", "min", "max", "all", "any", "other", "more",
];

/// The field a header names, and how well.
pub fn by_header(header: &str) -> Option<(Field, Fit)> {
    if header.trim() == "@" {
        return Some((Field::Handle, Fit::Loose));
    }
    let word = squashed(header);
    if word.is_empty() {
        return None;
    }
    if let Some(found) = KNOWN.get(&word) {
        return Some(*found);
    }
    // "Rate (EUR)", "Followers [k]": what stands in brackets says how, not what.
    let bare = without_brackets(header);
    let short = squashed(&bare);
    if short.len() < word.len()
        && !short.is_empty()
        && !words(header)
            .iter()
            .any(|w| TURN_AWAY.contains(&w.as_str()))
        && let Some(found) = KNOWN.get(&short)
    {
        return Some(*found);
    }
    beside(&words(header))
}

fn without_brackets(header: &str) -> String {
    let mut depth = 0_usize;
    header
        .chars()
        .filter(|c| match c {
            '(' | '[' | '（' => {
                depth += 1;
                false
            }
            ')' | ']' | '）' => {
                depth = depth.saturating_sub(1);
                false
            }
            _ => depth == 0,
        })
        .collect()
}

/// The longest known run of whole words at either end, where nothing beside it says otherwise.
fn beside(words: &[String]) -> Option<(Field, Fit)> {
    if words.len() < 2 || words.len() > 8 {
        return None;
    }
    for len in (1..words.len()).rev() {
        let ends = [(0, len), (words.len() - len, words.len())];
        for (from, to) in ends {
            let run = words.get(from..to)?.concat();
            let rest = || words.iter().take(from).chain(words.iter().skip(to));
            if run.chars().count() < 2 || rest().any(|w| TURN_AWAY.contains(&w.as_str())) {
                continue;
            }
            if rest().all(|w| HARMLESS.contains(&w.as_str()) || w.parse::<u32>().is_ok())
                && let Some((field, _)) = KNOWN.get(&run)
            {
                return Some((*field, Fit::Loose));
            }
        }
    }
    None
}

/// Whether a cell is a word that heads columns.
pub fn is_known_header(cell: &str) -> bool {
    cell.len() <= 60 && KNOWN.contains_key(&squashed(cell))
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
                    seen.insert(alias.to_string(), target.field),
                    None,
                    "{alias} stands twice"
                );
            }
        }
        for (field, _, words) in HEADINGS {
            for word in *words {
                let before = seen.insert(squashed(word), *field);
                assert!(before.is_none_or(|f| f == *field), "{word} stands twice");
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
        check("followers_count", "followers");
        check("Number of followers", "followers");
        check("粉丝数", "followers");
        check("アカウント名", "handle");
        check("عدد المتابعين", "followers");
        check("Подписчики", "followers");
        check("Obserwujący", "followers");
        check("Imię i nazwisko", "name");
        check("Takipçi sayısı", "followers");
        check("Primary channel", "handle");
        check("Campaign title", "campaign");
        for none in [
            "ROI?",
            "",
            "Growth Rate",
            "Contact owner",
            "Product label",
            "Middle name",
            "Line item name",
            "Company name",
            "Conversion rate",
            "E-mail 1 - Type",
            "Order number",
            "Phonetic first name",
        ] {
            assert_eq!(by_header(none), None, "{none}");
        }
    }
}
