//! Outlook's contacts as CSV, in English, German and French. The first address is the person's, the
//! numbered ones after it are kept under their own headers.

use super::{Profile, to};
use crate::exchange::fields::Field;

/// The English header.
pub const PROFILE: Profile = Profile {
    key: "outlook",
    name: "Outlook contacts",
    needs: &["firstname", "lastname", "emailaddress", "emaildisplayname"],
    columns: &[
        to("firstname", Field::FirstName),
        to("lastname", Field::LastName),
        to("emailaddress", Field::Email),
        to("mobilephone", Field::Phone),
        to("businessstreet", Field::Address),
        to("businesscity", Field::Address),
        to("businessstate", Field::Address),
        to("businesspostalcode", Field::Address),
        to("homestreet", Field::Address),
        to("homecity", Field::Address),
        to("homestate", Field::Address),
        to("homepostalcode", Field::Address),
        to("homecountryregion", Field::Country),
        to("businesscountryregion", Field::Country),
        to("categories", Field::Tags),
        to("notes", Field::Notes),
        to("webpage", Field::Link),
        to("title", Field::Extra),
        to("nickname", Field::Extra),
        to("emailtype", Field::Extra),
        to("emaildisplayname", Field::Extra),
        to("language", Field::Language),
    ],
    platform: None,
};

/// The German header.
pub const GERMAN: Profile = Profile {
    key: "outlook-de",
    name: "Outlook contacts, German",
    needs: &["vorname", "nachname", "emailadresse", "emailtyp"],
    columns: &[
        to("vorname", Field::FirstName),
        to("nachname", Field::LastName),
        to("emailadresse", Field::Email),
        to("mobiltelefon", Field::Phone),
        to("strassegeschaftlich", Field::Address),
        to("ortgeschaftlich", Field::Address),
        to("postleitzahlgeschaftlich", Field::Address),
        to("strasseprivat", Field::Address),
        to("ortprivat", Field::Address),
        to("postleitzahlprivat", Field::Address),
        to("landregiongeschaftlich", Field::Country),
        to("landregionprivat", Field::Country),
        to("kategorien", Field::Tags),
        to("notizen", Field::Notes),
        to("webseite", Field::Link),
        to("anrede", Field::Extra),
        to("emailtyp", Field::Extra),
        to("emailangezeigtername", Field::Extra),
    ],
    platform: None,
};

/// The French header.
pub const FRENCH: Profile = Profile {
    key: "outlook-fr",
    name: "Outlook contacts, French",
    needs: &["prenom", "nom", "adressedemessagerie", "typedemessagerie"],
    columns: &[
        to("prenom", Field::FirstName),
        to("nom", Field::LastName),
        to("adressedemessagerie", Field::Email),
        to("telmobile", Field::Phone),
        to("ruebureau", Field::Address),
        to("villebureau", Field::Address),
        to("codepostalbureau", Field::Address),
        to("ruedomicile", Field::Address),
        to("villedomicile", Field::Address),
        to("codepostaldomicile", Field::Address),
        to("paysbureau", Field::Country),
        to("paysregionbureau", Field::Country),
        to("categories", Field::Tags),
        to("notes", Field::Notes),
        to("pageweb", Field::Link),
        to("titre", Field::Extra),
        to("surnom", Field::Extra),
        to("typedemessagerie", Field::Extra),
    ],
    platform: None,
};
