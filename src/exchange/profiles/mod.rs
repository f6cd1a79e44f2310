//! Source profiles: what the files of known tools look like. A file each, all in one const table
//! that the guess, the mapping screen, `import --as` and the docs read. Columns go by name, never
//! by place; unknown ones are kept.

mod aspire;
mod creators;
mod google_contacts;
mod hubspot;
mod klar;
mod linkedin;
mod mailchimp;
mod modash;
mod outlook;
mod social_snowball;
mod tracker;
mod upfluence;
mod vcard;

use super::fields::{Field, squashed};
use super::limits::Refused;
use crate::domain::rows::Platform;

/// A known kind of file.
#[derive(Debug, Clone, Copy)]
pub struct Profile {
    /// Its key, for `--as` and the report.
    pub key: &'static str,
    /// What people read.
    pub name: &'static str,
    /// Headers (squashed) that must all be there for the guess; none: only when nothing else fits.
    pub needs: &'static [&'static str],
    /// What its columns hold, where that differs from the field table or is worth being sure of.
    pub columns: &'static [(&'static str, Field)],
    /// The platform all handles in such a file are on, if it is always the same.
    pub platform: Option<Platform>,
}

const fn to(header: &'static str, field: Field) -> (&'static str, Field) {
    (header, field)
}

/// All profiles. The first is the one for everything else.
pub const PROFILES: &[Profile] = &[
    creators::PROFILE,
    tracker::PROFILE,
    aspire::PROFILE,
    upfluence::PROFILE,
    modash::PROFILE,
    social_snowball::PROFILE,
    klar::PROFILE,
    google_contacts::PROFILE,
    google_contacts::OLDER,
    mailchimp::PROFILE,
    hubspot::PROFILE,
    outlook::PROFILE,
    outlook::GERMAN,
    outlook::FRENCH,
    linkedin::PROFILE,
    vcard::PROFILE,
];

impl Profile {
    /// What a column of such a file holds.
    pub fn field(&self, header: &str) -> Option<Field> {
        let header = squashed(header);
        self.columns
            .iter()
            .find(|(name, _)| *name == header)
            .map(|(_, field)| *field)
    }
}

/// Whether one of these squashed headers is the wanted one; `recordid*` is a beginning.
pub(super) fn stands(headers: &[String], wanted: &str) -> bool {
    match wanted.strip_suffix('*') {
        Some(beginning) => headers.iter().any(|h| h.starts_with(beginning)),
        None => headers.iter().any(|h| h == wanted),
    }
}

/// The profile a file fits best, by its squashed headers: all it needs is there, and most of its
/// columns.
pub fn guess(headers: &[String]) -> &'static Profile {
    let headers: Vec<String> = headers.iter().map(|h| squashed(h)).collect();
    let fitting = PROFILES
        .iter()
        .filter(|p| !p.needs.is_empty() && p.needs.iter().all(|n| stands(&headers, n)));
    let best = fitting.max_by_key(|p| {
        (
            p.needs.len(),
            p.columns
                .iter()
                .filter(|(name, _)| stands(&headers, name))
                .count(),
        )
    });
    best.unwrap_or(&CREATORS)
}

/// The word for "a list of people all the same", whatever a file looks like.
pub const PEOPLE: &str = "people";

static CREATORS: Profile = creators::PROFILE;

/// The profile of a key, or the guess when none is named.
pub fn choose(key: Option<&str>, headers: &[String]) -> Result<&'static Profile, Refused> {
    let key = match key.map(str::trim) {
        None => return Ok(guess(headers)),
        Some(key) if key.eq_ignore_ascii_case(PEOPLE) => return Ok(&CREATORS),
        Some(key) => key,
    };
    let known = || {
        PROFILES
            .iter()
            .map(|p| p.key)
            .collect::<Vec<_>>()
            .join(", ")
    };
    PROFILES
        .iter()
        .find(|p| p.key.eq_ignore_ascii_case(key))
        .ok_or_else(|| Refused::Profile(key.into(), known()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(headers: &str, key: &str) {
        let headers: Vec<String> = headers.split(',').map(String::from).collect();
        assert_eq!(guess(&headers).key, key);
    }

    #[test]
    fn files_are_recognised_by_their_headers() {
        check("Name,IG handle,Followers", "creators");
        check(
            "email,uid,id,instagram,tiktok,youtube,pinterest,address1,address2,city,state,postalcode,country",
            "aspire",
        );
        check(
            "influencer_id,media_url,profile_name,first_name,last_name,email,shipping_address.line1",
            "upfluence",
        );
        check(
            "username,name,followers,engagement_rate,avg_likes",
            "modash",
        );
        check("First name,Last name,Email,Program", "social-snowball");
        check(
            "Campaign Name,Influencer/Affiliate Name,Handle,Platform,Posting Date,Discount Code,Status",
            "klar",
        );
        check(
            "First Name,Middle Name,Last Name,Phonetic First Name,Labels,E-mail 1 - Label,E-mail 1 - Value",
            "google-contacts",
        );
        check(
            "Name,Given Name,Family Name,Group Membership,E-mail 1 - Type,E-mail 1 - Value",
            "google-contacts-old",
        );
        check(
            "Record ID,First Name,Last Name,Email,Phone Number,Contact owner,Lead Status",
            "hubspot",
        );
        check(
            "First Name,Last Name,Company,Home Phone,E-mail Address,E-mail Type,E-mail Display Name,Notes",
            "outlook",
        );
        check(
            "Vorname,Nachname,Firma,E-Mail-Adresse,E-Mail-Typ,Notizen",
            "outlook-de",
        );
        check(
            "Prénom,Nom,Société ,Adresse de messagerie,Type de messagerie",
            "outlook-fr",
        );
        check(
            "First Name,Last Name,URL,Email Address,Company,Position,Connected On",
            "linkedin",
        );
        check(
            "Email Address,First Name,Last Name,MEMBER_RATING,OPTIN_TIME,UNSUB_TIME",
            "mailchimp",
        );
        check(
            "name,handle,platform,follower count,engagement rate,location,niche,email,status",
            "tracker",
        );
    }

    #[test]
    fn profiles_can_be_named() {
        assert_eq!(choose(Some("KLAR"), &[]).unwrap().key, "klar");
        assert!(
            choose(Some("nope"), &[])
                .unwrap_err()
                .to_string()
                .contains("aspire")
        );
    }

    #[test]
    fn every_column_is_squashed() {
        for profile in PROFILES {
            for (name, _) in profile.columns {
                assert_eq!(squashed(name), *name, "{}", profile.key);
            }
        }
    }
}
