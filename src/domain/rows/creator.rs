//! People: creators, their social accounts and what was measured of them, contacts with them.

use serde::{Deserialize, Serialize};

use super::{Campaign, Collaboration, Recurrence, Row, Template, Text, row};
use crate::domain::day::{Day, Stamp};
use crate::domain::ids::Id;
use crate::domain::money::Money;
use crate::word_enum;

word_enum! {
    /// What kind of partnership this is; decides which results are judged first and how often to
    /// keep in touch.
    Relationship {
        OneOff = "one-off", "One-off";
        Recurring = "recurring", "Recurring partnership";
        Ambassador = "ambassador", "Ambassador";
        Affiliate = "affiliate", "Affiliate";
    }
}

word_enum! {
    /// Whether a creator is in the roster, put away, or thrown away.
    Shelf {
        Active = "active", "in the roster";
        Archived = "archived", "archived";
        Trashed = "trashed", "in the trash";
    }
}

word_enum! {
    /// The social platforms the program knows by name.
    Platform {
        Instagram = "instagram", "Instagram";
        TikTok = "tiktok", "TikTok";
        YouTube = "youtube", "YouTube";
        Twitch = "twitch", "Twitch";
        Pinterest = "pinterest", "Pinterest";
        X = "x", "X";
        Threads = "threads", "Threads";
        Facebook = "facebook", "Facebook";
        LinkedIn = "linkedin", "LinkedIn";
        Snapchat = "snapchat", "Snapchat";
        Podcast = "podcast", "Podcast";
        Blog = "blog", "Blog";
        Newsletter = "newsletter", "Newsletter";
        Other = "other", "Other";
    }
}

impl Platform {
    /// Two letters for narrow columns.
    pub const fn letters(self) -> &'static str {
        match self {
            Self::Instagram => "IG",
            Self::TikTok => "TT",
            Self::YouTube => "YT",
            Self::Twitch => "TW",
            Self::Pinterest => "PI",
            Self::X => "X",
            Self::Threads => "TH",
            Self::Facebook => "FB",
            Self::LinkedIn => "LI",
            Self::Snapchat => "SC",
            Self::Podcast => "PO",
            Self::Blog => "BL",
            Self::Newsletter => "NL",
            Self::Other => "··",
        }
    }
}

word_enum! {
    /// What an engagement rate was divided by; rates of different kinds are never compared
    /// silently.
    EngagementBasis {
        Followers = "followers", "by followers";
        Reach = "reach", "by reach";
        Views = "views", "by views";
        Unknown = "unknown", "formula unknown";
    }
}

word_enum! {
    /// How contact was made.
    Channel {
        Mail = "mail", "e-mail";
        Dm = "dm", "direct message";
        Call = "call", "call";
        Meeting = "meeting", "meeting";
        Gift = "gift", "gift";
        Comment = "comment", "comment";
        Event = "event", "event";
    }
}

word_enum! {
    /// Who spoke to whom. A note is for ourselves and moves nothing.
    Direction {
        In = "in", "from them";
        Out = "out", "from us";
        Note = "note", "note";
    }
}

/// How often to keep in touch, when the relationship type's own rhythm does not fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cadence {
    /// As the relationship type says.
    #[default]
    ByType,
    /// Every so many days.
    Days(u16),
    /// Never by the clock.
    OnEvent,
}

impl Cadence {
    /// The stored word: empty, a number of days, or `on event`.
    pub fn word(self) -> String {
        match self {
            Self::ByType => String::new(),
            Self::Days(n) => n.to_string(),
            Self::OnEvent => "on event".into(),
        }
    }

    /// Reads the stored word.
    pub fn from_word(word: &str) -> Option<Self> {
        match word.trim() {
            "" => Some(Self::ByType),
            "on event" => Some(Self::OnEvent),
            n => n
                .parse()
                .ok()
                .filter(|n| (1..=3650).contains(n))
                .map(Self::Days),
        }
    }
}

/// Tags as one text, separated by single spaces, without `#`, each once, in the order they were
/// given.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Tags(pub Text);

impl Tags {
    /// Tags from any words: `#` and case are dropped, spaces inside a tag become `-`.
    pub fn from_words<'a>(words: impl IntoIterator<Item = &'a str>) -> Self {
        let mut all: Vec<String> = Vec::new();
        for word in words {
            let word = word.trim().trim_start_matches('#').to_lowercase();
            let tag = word.split_whitespace().collect::<Vec<_>>().join("-");
            if !tag.is_empty() && !all.contains(&tag) {
                all.push(tag);
            }
        }
        Self(all.join(" ").into())
    }

    /// Each tag.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.split(' ').filter(|t| !t.is_empty())
    }

    /// Whether the tag is there, without regard to case.
    pub fn has(&self, tag: &str) -> bool {
        self.iter().any(|t| t.eq_ignore_ascii_case(tag))
    }

    /// With these added and those taken away.
    pub fn changed<'a>(&self, add: &[&'a str], remove: &[&'a str]) -> Self {
        let gone = Self::from_words(remove.iter().copied());
        let all = Self::from_words(self.iter().chain(add.iter().copied()));
        Self::from_words(all.iter().filter(|t| !gone.has(t)))
    }

    /// `#tea #core`.
    pub fn shown(&self) -> String {
        self.iter()
            .map(|t| format!("#{t}"))
            .collect::<Vec<_>>()
            .join(" ")
    }
}

/// The person.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Creator {
    /// Its id.
    pub id: Id<Creator>,
    /// Full name as they write it; may be empty when only a handle is known.
    pub name: Text,
    /// E-mail address.
    pub email: Text,
    /// Telephone number.
    pub phone: Text,
    /// Manager or agency, if one speaks for them.
    pub agent: Text,
    /// Country, as typed or as an ISO code.
    pub country: Text,
    /// IANA time zone, empty when unknown.
    pub zone: Text,
    /// Whether the zone was guessed from the country.
    pub zone_guessed: bool,
    /// Languages they work in.
    pub language: Text,
    /// Postal address for parcels.
    pub address: Text,
    /// What they talk about.
    pub niche: Text,
    /// How their content looks.
    pub style: Text,
    /// How they speak.
    pub voice: Text,
    /// Tags.
    pub tags: Tags,
    /// One of the few to keep close.
    pub core: bool,
    /// The channel they like best.
    pub prefers: Option<Channel>,
    /// Preferences and boundaries, a line each: "no alcohol", "e-mail only".
    pub boundaries: Text,
    /// Weekdays on which they are left alone, as words: "fri sat".
    pub quiet_days: Text,
    /// Never contact again.
    pub do_not_contact: bool,
    /// Why not.
    pub do_not_contact_why: Text,
    /// Where we know them from.
    pub source: Text,
    /// Came in with a file; proposals for it start at once instead of next Monday.
    pub imported: bool,
    /// Fit of values, 1 to 5; 0 is unknown (and for the next three).
    pub fit_values: u8,
    /// Fit of voice.
    pub fit_voice: u8,
    /// Fit of audience.
    pub fit_audience: u8,
    /// Fit of content.
    pub fit_content: u8,
    /// Relationship type, once there is one.
    pub relationship: Option<Relationship>,
    /// What we want from it.
    pub our_goals: Text,
    /// What they want from it.
    pub their_goals: Text,
    /// Day of the last check-in.
    pub checkin: Option<Day>,
    /// Their satisfaction then, 1 to 5; 0 is unknown.
    pub checkin_they: u8,
    /// Our satisfaction then.
    pub checkin_we: u8,
    /// Own keep-warm rhythm.
    pub cadence: Cadence,
    /// Their usual price.
    pub rate: Option<Money>,
    /// What that price is for: "reel".
    pub rate_for: Text,
    /// Where the creator stands: roster, archive, trash.
    pub shelf: Shelf,
    /// Day it was added.
    pub added: Day,
    /// Columns of an imported file that have no field here, `Header: value` a line.
    pub extra: Text,
    /// Where their tax form (W-9, W-8) lies and since when; never a tax number. Empty is none.
    #[serde(default)]
    pub tax_form: Text,
}
impl Row for Creator {
    const TABLE: &'static str = "creator";
    const DEFAULTS: bool = true;
    fn id(&self) -> Id<Self> {
        self.id
    }
    fn creator(&self) -> Option<Id<Creator>> {
        Some(self.id)
    }
}

impl Default for Creator {
    fn default() -> Self {
        let none = Text::default;
        Self {
            id: Id::default(),
            name: none(),
            email: none(),
            phone: none(),
            agent: none(),
            country: none(),
            zone: none(),
            zone_guessed: false,
            language: none(),
            address: none(),
            niche: none(),
            style: none(),
            voice: none(),
            tags: Tags::default(),
            core: false,
            prefers: None,
            boundaries: none(),
            quiet_days: none(),
            do_not_contact: false,
            do_not_contact_why: none(),
            source: none(),
            imported: false,
            fit_values: 0,
            fit_voice: 0,
            fit_audience: 0,
            fit_content: 0,
            relationship: None,
            our_goals: none(),
            their_goals: none(),
            checkin: None,
            checkin_they: 0,
            checkin_we: 0,
            cadence: Cadence::ByType,
            rate: None,
            rate_for: none(),
            shelf: Shelf::Active,
            added: Day::default(),
            extra: none(),
            tax_form: none(),
        }
    }
}

impl Creator {
    /// The fit scores by name; 0 is not given.
    pub fn fit_scores(&self) -> [(&'static str, u8); 4] {
        [
            ("values", self.fit_values),
            ("voice", self.fit_voice),
            ("audience", self.fit_audience),
            ("content", self.fit_content),
        ]
    }

    /// Some fit score is given.
    pub fn has_fit(&self) -> bool {
        self.fit_scores().iter().any(|(_, n)| *n > 0)
    }
}

/// One social profile. Its identity is platform and handle, case-folded, without `@`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Account {
    /// Its id.
    pub id: Id<Account>,
    /// Whose it is.
    pub creator: Id<Creator>,
    /// Where.
    pub platform: Platform,
    /// As they write it, without `@`.
    pub handle: Text,
    /// Link to the profile.
    pub url: Text,
    /// Followers at the last look.
    pub followers: Option<i64>,
    /// Engagement rate in hundredths of a percent (5.9 % is 590).
    pub engagement: Option<i32>,
    /// What that rate was divided by.
    pub engagement_basis: EngagementBasis,
    /// Average views of a post.
    pub avg_views: Option<i64>,
    /// Day of the last look.
    pub checked: Option<Day>,
    /// Who watches, as JSON: `{"age":{"25-34":46},"gender":{...},"place":{...},"language":{...}}`,
    /// percent.
    pub audience: Text,
    /// Where that came from.
    pub audience_source: Text,
    /// And when.
    pub audience_day: Option<Day>,
}
row!(Account, "account", creator = creator);

impl Account {
    /// The link to the profile: as given, else as the platform builds it from a handle.
    pub fn link(&self) -> Option<String> {
        if !self.url.is_empty() {
            return Some(self.url.to_string());
        }
        let before = match self.platform {
            Platform::Instagram => "instagram.com/",
            Platform::TikTok => "tiktok.com/@",
            Platform::YouTube => "youtube.com/@",
            Platform::Twitch => "twitch.tv/",
            Platform::Pinterest => "pinterest.com/",
            Platform::X => "x.com/",
            Platform::Threads => "threads.net/@",
            Platform::Facebook => "facebook.com/",
            Platform::LinkedIn => "linkedin.com/in/",
            Platform::Snapchat => "snapchat.com/add/",
            Platform::Podcast | Platform::Blog | Platform::Newsletter | Platform::Other => {
                return None;
            }
        };
        Some(format!("https://{before}{}", self.handle))
    }

    /// `@sofiasips`; of a newsletter, a blog or a podcast what is a name or an address, as it is.
    pub fn called(&self) -> String {
        let is_name = self.handle.contains([' ', '.']) && self.link().is_none();
        if is_name {
            self.handle.to_string()
        } else {
            format!("@{}", self.handle)
        }
    }

    /// A bare profile with nothing known but its name.
    pub fn new(id: Id<Account>, creator: Id<Creator>, platform: Platform, handle: &str) -> Self {
        Self {
            id,
            creator,
            platform,
            handle: handle.into(),
            url: Text::default(),
            followers: None,
            engagement: None,
            engagement_basis: EngagementBasis::Unknown,
            avg_views: None,
            checked: None,
            audience: Text::default(),
            audience_source: Text::default(),
            audience_day: None,
        }
    }
}

word_enum! {
    /// What a further way to reach or to recognise somebody is.
    ContactKind {
        Email = "email", "e-mail";
        Phone = "phone", "phone";
        Link = "link", "link";
        FormerHandle = "former_handle", "former handle";
        OtherName = "other_name", "other name";
    }
}

/// A further way to reach or to recognise somebody, beside the e-mail address and the phone number
/// that are used first.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ContactPoint {
    /// Its id.
    pub id: Id<ContactPoint>,
    /// Whose it is.
    pub creator: Id<Creator>,
    /// What it is.
    pub kind: ContactKind,
    /// Where a former handle was.
    pub platform: Option<Platform>,
    /// The address, number, link, handle or name, as written.
    pub value: Text,
    /// What it is for, or where it was read: "private", a column's header.
    pub label: Text,
}
row!(ContactPoint, "contact", creator = creator);

/// Two creators who look like one and are not: said once, never proposed again.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Apart {
    /// Its id.
    pub id: Id<Apart>,
    /// One of them.
    pub creator: Id<Creator>,
    /// The other.
    pub other: Id<Creator>,
}
row!(Apart, "apart", creator = creator);

/// What was measured of an account on a day.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Measurement {
    /// Its id.
    pub id: Id<Measurement>,
    /// Whose account (kept with the row so that everything of a creator is found the same way).
    pub creator: Id<Creator>,
    /// Which account.
    pub account: Id<Account>,
    /// When.
    pub day: Day,
    /// Followers.
    pub followers: Option<i64>,
    /// Engagement rate in hundredths of a percent.
    pub engagement: Option<i32>,
    /// Average views.
    pub avg_views: Option<i64>,
}
row!(Measurement, "measurement", creator = creator);

/// One contact, or a note to ourselves.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Touch {
    /// Its id.
    pub id: Id<Touch>,
    /// With whom.
    pub creator: Id<Creator>,
    /// In which collaboration, if it is about one.
    pub collaboration: Option<Id<Collaboration>>,
    /// When.
    pub at: Stamp,
    /// How.
    pub channel: Channel,
    /// Who to whom.
    pub direction: Direction,
    /// The template it was written from.
    pub template: Option<Id<Template>>,
    /// Written to this one person; mass mail is not, and does not keep anybody warm.
    pub personal: bool,
    /// What was said. Not kept in the model: screens ask for it (`App::wants`).
    pub words: Text,
}
impl Row for Touch {
    const TABLE: &'static str = "touch";
    fn id(&self) -> Id<Self> {
        self.id
    }
    fn creator(&self) -> Option<Id<Creator>> {
        Some(self.creator)
    }
    fn give(&mut self, to: Id<Creator>) {
        self.creator = to;
    }
    fn kept(mut self) -> Self {
        self.words = Text::default();
        self
    }
}

impl Touch {
    /// A personal contact without words yet.
    pub fn new(
        id: Id<Touch>,
        creator: Id<Creator>,
        at: Stamp,
        channel: Channel,
        direction: Direction,
    ) -> Self {
        Self {
            id,
            creator,
            collaboration: None,
            at,
            channel,
            direction,
            template: None,
            personal: true,
            words: Text::default(),
        }
    }
}

/// A dated next step, set by hand or by accepting a proposal.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FollowUp {
    /// Its id.
    pub id: Id<FollowUp>,
    /// With whom; none for a to-do of our own.
    pub creator: Option<Id<Creator>>,
    /// In which campaign, for a to-do of a campaign.
    pub campaign: Option<Id<Campaign>>,
    /// In which collaboration.
    pub collaboration: Option<Id<Collaboration>>,
    /// When.
    pub day: Day,
    /// What to do.
    pub what: Text,
    /// Gone as soon as they write; otherwise it stays until it is answered.
    pub if_no_reply: bool,
    /// A date promised to them: it pauses the ladder and is never balanced.
    pub promised: bool,
    /// When it was set; a reply after that settles it.
    pub made: Stamp,
    /// Day it was done, if it was.
    pub done: Option<Day>,
    /// What it comes round again by, if it does.
    #[serde(default)]
    pub recurrence: Option<Id<Recurrence>>,
}
row!(
    FollowUp,
    "followup",
    creator? = creator,
    campaign? = campaign
);

impl FollowUp {
    /// A step of one's own on a day: it stays until it is answered.
    pub fn new(id: Id<FollowUp>, creator: Option<Id<Creator>>, day: Day, made: Stamp) -> Self {
        Self {
            id,
            creator,
            campaign: None,
            collaboration: None,
            day,
            what: Text::default(),
            if_no_reply: false,
            promised: false,
            made,
            done: None,
            recurrence: None,
        }
    }
}
