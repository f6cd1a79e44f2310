//! Words people use for where a creator stands, and what they mean here: one of the six stages, or
//! an end.

use std::collections::HashMap;
use std::sync::LazyLock;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::fields::words;
use crate::domain::rows::{Outcome, Stage};

/// What a status word becomes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum StageChoice {
    /// An open collaboration in a stage.
    In(Stage),
    /// A closed one.
    Closed(Outcome),
}

impl StageChoice {
    /// The word in JSON and in remembered choices: a stage's or an outcome's.
    pub const fn word(self) -> &'static str {
        match self {
            Self::In(stage) => stage.word(),
            Self::Closed(outcome) => outcome.word(),
        }
    }

    /// The standing of a stored word.
    pub fn from_word(word: &str) -> Option<Self> {
        Stage::from_word(word)
            .map(Self::In)
            .or_else(|| Outcome::from_word(word).map(Self::Closed))
    }

    /// What people read.
    pub const fn label(self) -> &'static str {
        match self {
            Self::In(stage) => stage.label(),
            Self::Closed(outcome) => outcome.label(),
        }
    }
}

impl Serialize for StageChoice {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str(self.word())
    }
}
impl<'de> Deserialize<'de> for StageChoice {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let word = String::deserialize(d)?;
        Self::from_word(&word)
            .ok_or_else(|| serde::de::Error::custom(format!("\"{word}\" is not a stage")))
    }
}

const DISCOVERY: StageChoice = StageChoice::In(Stage::Discovery);
const PITCH: StageChoice = StageChoice::In(Stage::Pitch);
const ONBOARDING: StageChoice = StageChoice::In(Stage::Onboarding);
const CREATION: StageChoice = StageChoice::In(Stage::Creation);
const MEASUREMENT: StageChoice = StageChoice::In(Stage::Measurement);
const RETENTION: StageChoice = StageChoice::In(Stage::Retention);
const DECLINED: StageChoice = StageChoice::Closed(Outcome::Declined);
const NO_REPLY: StageChoice = StageChoice::Closed(Outcome::NoReply);
const NOT_A_FIT: StageChoice = StageChoice::Closed(Outcome::NotAFit);

/// The words, squashed to small letters and single spaces.
#[rustfmt::skip] // a table: one line, one meaning
const WORDS: &[(&str, StageChoice)] = &[
    ("to check", DISCOVERY), ("to contact", DISCOVERY), ("prospect", DISCOVERY), ("lead", DISCOVERY), ("new", DISCOVERY),
    ("idea", DISCOVERY), ("shortlist", DISCOVERY), ("shortlisted", DISCOVERY), ("potential", DISCOVERY), ("research", DISCOVERY),
    ("not contacted", DISCOVERY), ("todo", DISCOVERY), ("to do", DISCOVERY), ("open", DISCOVERY), ("backlog", DISCOVERY),
    ("candidate", DISCOVERY), ("qualified", DISCOVERY), ("offen", DISCOVERY), ("neu", DISCOVERY), ("nuevo", DISCOVERY),
    ("contacted", PITCH), ("reached out", PITCH), ("outreach", PITCH), ("pitched", PITCH), ("pitch", PITCH), ("emailed", PITCH),
    ("messaged", PITCH), ("dm sent", PITCH), ("email sent", PITCH), ("sent", PITCH), ("follow up", PITCH), ("followed up", PITCH),
    ("waiting", PITCH), ("pending", PITCH), ("invited", PITCH), ("awaiting reply", PITCH), ("kontaktiert", PITCH),
    ("angeschrieben", PITCH), ("contacte", PITCH), ("contactado", PITCH), ("replied", PITCH), ("responded", PITCH), ("interested", PITCH),
    ("negotiating", ONBOARDING), ("negotiation", ONBOARDING), ("in negotiation", ONBOARDING), ("in talks", ONBOARDING),
    ("discussing", ONBOARDING), ("talking", ONBOARDING), ("onboarding", ONBOARDING), ("contract sent", ONBOARDING),
    ("offer sent", ONBOARDING), ("agreed", ONBOARDING), ("accepted", ONBOARDING), ("approved", ONBOARDING),
    ("in verhandlung", ONBOARDING), ("verhandlung", ONBOARDING), ("en negociacion", ONBOARDING), ("en negociation", ONBOARDING),
    ("contracted", CREATION), ("signed", CREATION), ("active", CREATION), ("live", CREATION), ("in progress", CREATION), ("ongoing", CREATION),
    ("shipped", CREATION), ("product sent", CREATION), ("gifted", CREATION), ("drafting", CREATION), ("draft", CREATION),
    ("content creation", CREATION), ("in production", CREATION), ("producing", CREATION), ("scheduled", CREATION),
    ("collaborating", CREATION), ("submitted", CREATION), ("confirmed", CREATION), ("booked", CREATION), ("briefed", CREATION),
    ("aktiv", CREATION), ("laufend", CREATION), ("actif", CREATION), ("activo", CREATION), ("en cours", CREATION),
    ("done", MEASUREMENT), ("completed", MEASUREMENT), ("complete", MEASUREMENT), ("posted", MEASUREMENT), ("published", MEASUREMENT),
    ("finished", MEASUREMENT), ("delivered", MEASUREMENT), ("measuring", MEASUREMENT), ("reporting", MEASUREMENT), ("paid", MEASUREMENT),
    ("fertig", MEASUREMENT), ("abgeschlossen", MEASUREMENT), ("erledigt", MEASUREMENT), ("termine", MEASUREMENT), ("terminado", MEASUREMENT),
    ("past", RETENTION), ("former", RETENTION), ("inactive", RETENTION), ("dormant", RETENTION), ("alumni", RETENTION),
    ("keep warm", RETENTION), ("retention", RETENTION), ("reactivate", RETENTION), ("repeat", RETENTION), ("ambassador", RETENTION),
    ("on hold", RETENTION), ("paused", RETENTION), ("inaktiv", RETENTION), ("inactif", RETENTION), ("inactivo", RETENTION),
    ("declined", DECLINED), ("rejected us", DECLINED), ("refused", DECLINED), ("not interested", DECLINED), ("said no", DECLINED),
    ("no", DECLINED), ("passed", DECLINED), ("cancelled", DECLINED), ("canceled", DECLINED), ("lost", DECLINED), ("abgelehnt", DECLINED),
    ("abgesagt", DECLINED), ("refuse", DECLINED), ("rechazado", DECLINED),
    ("ghosted", NO_REPLY), ("no reply", NO_REPLY), ("no response", NO_REPLY), ("no answer", NO_REPLY), ("unresponsive", NO_REPLY),
    ("keine antwort", NO_REPLY), ("sans reponse", NO_REPLY), ("sin respuesta", NO_REPLY),
    ("not a fit", NOT_A_FIT), ("no fit", NOT_A_FIT), ("bad fit", NOT_A_FIT), ("rejected", NOT_A_FIT), ("disqualified", NOT_A_FIT),
    ("unqualified", NOT_A_FIT), ("archived", NOT_A_FIT),
    ("graduated", StageChoice::Closed(Outcome::Graduated)),
];

/// Words of other languages, as people write them.
#[rustfmt::skip] // a table: one line, one language and meaning
const FOREIGN: &[(StageChoice, &[&str])] = &[
    (ONBOARDING, &["verhandelt", "zugesagt", "vereinbart", "bestätigt"]),
    (CREATION, &["online"]),
    (MEASUREMENT, &["veröffentlicht"]),
    (DECLINED, &["kein Interesse"]),
    (NO_REPLY, &["keine Rückmeldung"]),
    (PITCH, &["contactée"]),
    (ONBOARDING, &["négociation", "accepté", "d'accord", "confirmé", "validé"]),
    (CREATION, &["en ligne"]),
    (MEASUREMENT, &["publié", "fait"]),
    (DECLINED, &["décliné"]),
    (NO_REPLY, &["pas de réponse"]),
    (PITCH, &["contactada"]),
    (ONBOARDING, &["negociando", "acordado", "aceptado", "confirmado"]),
    (MEASUREMENT, &["publicado", "hecho", "completado"]),
    (CREATION, &["en vivo"]),
    (DECLINED, &["declinado"]),
    (PITCH, &["contatado", "contatada"]),
    (ONBOARDING, &["em negociação", "fechado"]),
    (CREATION, &["no ar"]),
    (MEASUREMENT, &["concluído", "feito", "finalizado"]),
    (DECLINED, &["recusado", "recusou"]),
    (NO_REPLY, &["sem resposta"]),
    (PITCH, &["contattato", "contattata"]),
    (ONBOARDING, &["in trattativa", "trattativa", "concordato", "accettato", "confermato"]),
    (MEASUREMENT, &["pubblicato", "fatto", "completato", "concluso"]),
    (DECLINED, &["rifiutato", "declinato"]),
    (NO_REPLY, &["nessuna risposta"]),
    (PITCH, &["gecontacteerd", "benaderd"]),
    (ONBOARDING, &["in onderhandeling", "akkoord", "afgesproken", "bevestigd"]),
    (MEASUREMENT, &["geplaatst", "klaar", "afgerond"]),
    (DECLINED, &["afgewezen", "geweigerd"]),
    (NO_REPLY, &["geen reactie", "geen antwoord"]),
    (PITCH, &["skontaktowano", "wysłano"]),
    (ONBOARDING, &["negocjacje", "w negocjacjach", "uzgodnione", "potwierdzone"]),
    (MEASUREMENT, &["opublikowane", "zakończone", "gotowe", "zrobione"]),
    (CREATION, &["na żywo"]),
    (DECLINED, &["odmowa", "odrzucone"]),
    (NO_REPLY, &["brak odpowiedzi"]),
    (PITCH, &["iletişime geçildi", "yazıldı"]),
    (ONBOARDING, &["görüşülüyor", "pazarlık", "anlaşıldı", "onaylandı"]),
    (CREATION, &["yayında"]),
    (MEASUREMENT, &["tamamlandı", "bitti"]),
    (DECLINED, &["reddetti", "reddedildi"]),
    (NO_REPLY, &["yanıt yok", "cevap yok"]),
    (PITCH, &["sudah dihubungi", "dihubungi"]),
    (ONBOARDING, &["negosiasi", "setuju", "deal", "disepakati"]),
    (CREATION, &["tayang", "sudah tayang"]),
    (MEASUREMENT, &["selesai"]),
    (DECLINED, &["menolak", "ditolak"]),
    (NO_REPLY, &["tidak ada respons", "belum dibalas"]),
    (PITCH, &["kontaktad"]),
    (ONBOARDING, &["förhandlar", "under förhandling", "överenskommet", "bekräftad"]),
    (MEASUREMENT, &["publicerad", "klar", "avslutad"]),
    (DECLINED, &["tackat nej", "avböjt"]),
    (NO_REPLY, &["inget svar"]),
    (PITCH, &["連絡済み", "打診済み", "DM済"]),
    (ONBOARDING, &["交渉中", "合意", "確定", "承諾"]),
    (CREATION, &["公開中", "掲載中"]),
    (MEASUREMENT, &["投稿済み", "完了", "終了"]),
    (DECLINED, &["辞退", "お断り", "不可"]),
    (NO_REPLY, &["返信なし", "返事なし", "未返信"]),
    (PITCH, &["연락함", "연락 완료", "컨택"]),
    (ONBOARDING, &["협의중", "협상중", "합의", "확정"]),
    (CREATION, &["게시됨", "진행중"]),
    (MEASUREMENT, &["업로드 완료", "완료"]),
    (DECLINED, &["거절"]),
    (NO_REPLY, &["무응답", "답변 없음", "미회신"]),
    (PITCH, &["已联系", "已私信"]),
    (ONBOARDING, &["洽谈中", "谈判中", "沟通中", "已同意", "已确认", "已合作"]),
    (MEASUREMENT, &["已发布", "已上线", "已完成", "完成"]),
    (DECLINED, &["已拒绝", "拒绝"]),
    (NO_REPLY, &["未回复", "无回复"]),
    (PITCH, &["已聯絡", "已私訊"]),
    (ONBOARDING, &["洽談中", "議價中", "已確認", "已敲定"]),
    (MEASUREMENT, &["已發布", "已上線"]),
    (DECLINED, &["已拒絕", "婉拒"]),
    (NO_REPLY, &["未回覆", "無回覆"]),
    (PITCH, &["تم التواصل"]),
    (ONBOARDING, &["قيد التفاوض", "تم الاتفاق", "موافق"]),
    (MEASUREMENT, &["منشور", "تم النشر", "تم", "مكتمل"]),
    (DECLINED, &["مرفوض", "رفض"]),
    (NO_REPLY, &["لا رد", "بدون رد"]),
    (PITCH, &["написали", "связались"]),
    (ONBOARDING, &["переговоры", "обсуждаем", "договорились", "согласовано", "подтверждён"]),
    (MEASUREMENT, &["опубликовано", "вышло", "готово", "завершено"]),
    (CREATION, &["в эфире"]),
    (DECLINED, &["отказ", "отказался", "отказалась"]),
    (NO_REPLY, &["нет ответа", "без ответа", "молчит"]),
];

/// Words of a status that mean: never to be contacted. Compared whole and as a beginning.
#[rustfmt::skip] // a list
const NEVER: &[&str] = &[
    "do not contact", "dont contact", "don t contact", "do not email", "do not mail", "do not dm", "do not call", "no contact", "never contact",
    "never again", "dnc", "blacklist", "blacklisted", "black listed", "blocklist", "blocklisted", "blocked", "banned", "opt out", "opted out", "optout",
    "optedout", "unsubscribed", "unsubscribe", "asked not to be contacted", "asked to be removed", "remove from list", "gdpr erasure", "cease contact",
    "stop contact", "keine kontaktaufnahme", "kontaktsperre", "sperrliste", "abgemeldet", "schwarze liste", "liste noire", "desinscrit", "lista negra",
    "lista nera", "zwarte lijst", "czarna lista", "kara liste", "daftar hitam", "svartlista", "черный список", "黑名单", "黑名單", "블랙리스트", "ブラックリスト", "連絡禁止",
    "nicht kontaktieren", "gesperrt", "ne pas contacter", "no contactar", "não contatar", "non contattare", "niet contacteren", "nie kontaktować", "iletişime geçme", "jangan dihubungi", "kontakta inte", "連絡不可", "연락 금지", "请勿联系", "請勿聯絡", "عدم التواصل", "не связываться",
];

/// All status words, as they are compared.
static KNOWN: LazyLock<HashMap<String, StageChoice>> = LazyLock::new(|| {
    let mut known: HashMap<String, StageChoice> = WORDS
        .iter()
        .map(|(word, choice)| ((*word).to_string(), *choice))
        .collect();
    for (choice, words) in FOREIGN {
        for word in *words {
            known.entry(folded(word)).or_insert(*choice);
        }
    }
    known
});

static NEVER_FOLDED: LazyLock<Vec<String>> =
    LazyLock::new(|| NEVER.iter().map(|word| folded(word)).collect());

/// A status word as it is compared: small letters without accents, single spaces for every sign.
pub fn folded(word: &str) -> String {
    words(word).join(" ")
}

/// Whether a status says that somebody is never to be contacted.
pub fn means_never(word: &str) -> bool {
    let folded = folded(word);
    NEVER_FOLDED.iter().any(|never| {
        folded
            .strip_prefix(never.as_str())
            .is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
    })
}

/// Whether a cell says no more than its status word: no sign, remark or number beside it.
pub fn is_bare(word: &str) -> bool {
    !word.contains(|c: char| {
        !c.is_alphanumeric() && !matches!(c, ' ' | '-' | '_' | '&' | '\'' | '’')
    }) && (KNOWN.contains_key(&folded(word)) || whole(&folded(word)).is_some())
}

/// Beginnings that say too little for what stands behind them.
const RISKY: &[&str] = &[
    "open", "lead", "sent", "past", "idea", "passed", "lost", "online", "active", "fait", "repeat",
];

/// What a status word means, if it is one we know: our own words and labels, a number 1 to 6, or
/// somebody else's; of a longer cell what it begins with. Two meanings in one cell are none.
pub fn standing(word: &str) -> Option<StageChoice> {
    if means_never(word) {
        return None;
    }
    let all = folded(word);
    if let Some(known) = whole(&all) {
        return Some(known);
    }
    // "Contacted, declined" and "1. contacted → agreed" say two things.
    let parts = word.split([',', ';', '/', '|', '→', '>', '(', ')', '–', '—', ':', '\n']);
    let mut meanings: Vec<StageChoice> = parts
        .map(folded)
        .filter(|part| part.parse::<u64>().is_err())
        .filter_map(|part| whole(&part))
        .collect();
    meanings.dedup();
    match meanings.as_slice() {
        [one] => return Some(*one),
        [] => {}
        _ => return None,
    }
    // "2 - Contacted": the word knows better than the number in front of it.
    let behind = all
        .split_once(' ')
        .filter(|(n, _)| n.parse::<u8>().is_ok())
        .and_then(|(_, rest)| standing(rest));
    behind.or_else(|| beginning(&all))
}

/// The longest known word at the beginning, where it says enough.
fn beginning(all: &str) -> Option<StageChoice> {
    all.match_indices(' ')
        .map(|(at, _)| at)
        .collect::<Vec<_>>()
        .into_iter()
        .rev()
        .find_map(|at| {
            let head = all.get(..at)?;
            let enough = head.contains(' ') || head.chars().count() >= 4;
            KNOWN
                .get(head)
                .copied()
                .filter(|_| enough && !RISKY.contains(&head))
        })
}

fn whole(folded: &str) -> Option<StageChoice> {
    if let Some(known) = KNOWN.get(folded) {
        return Some(*known);
    }
    let dashed = folded.replace(' ', "-");
    let number = folded.parse().ok().and_then(Stage::from_number);
    let labelled = Stage::ALL
        .iter()
        .find(|s| self::folded(s.label()) == folded || s.short().to_lowercase() == folded);
    let own = labelled.copied().or_else(|| Stage::from_word(&dashed));
    own.map(StageChoice::In)
        .or_else(|| Outcome::from_word(&dashed).map(StageChoice::Closed))
        .or(number.filter(|_| folded.len() == 1).map(StageChoice::In))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn status_words_have_a_meaning() {
        let check =
            |word: &str, expect: Option<StageChoice>| assert_eq!(standing(word), expect, "{word}");
        check("To check", Some(DISCOVERY));
        check("Contacted", Some(PITCH));
        check("reached-out!", Some(PITCH));
        check("negotiating", Some(ONBOARDING));
        check("Live", Some(CREATION));
        check("done", Some(MEASUREMENT));
        check("past", Some(RETENTION));
        check("Ghosted", Some(NO_REPLY));
        check("3", Some(ONBOARDING));
        check("2 - Contacted", Some(PITCH));
        check("First contact & pitching", Some(PITCH));
        check("not-a-fit", Some(NOT_A_FIT));
        check("Terminé", Some(MEASUREMENT));
        check("blue", None);
        check("✅ Live", Some(CREATION));
        check("🟡 Negotiating", Some(ONBOARDING));
        check("Posted 🎉", Some(MEASUREMENT));
        check("Declined (too expensive)", Some(DECLINED));
        check("waiting for reply", Some(PITCH));
        check("no reply yet", Some(NO_REPLY));
        check("3. Contacted", Some(PITCH));
        check("Contacted, declined", None);
        check("Warehouse 7", None);
        check("not live yet", None);
        check("no idea", None);
        check("kontaktiert am 3.11.", Some(PITCH));
        check("連絡済み", Some(PITCH));
        check("已联系", Some(PITCH));
        check("مرفوض", Some(DECLINED));
        check("переговоры", Some(ONBOARDING));
        check("Contactada", Some(PITCH));
        check("Do not contact", None);
        for never in [
            "Do not contact",
            "DNC - asked us",
            "Blacklist!",
            "opted out 3 Nov",
            "黑名单",
            "ne pas contacter",
        ] {
            assert!(means_never(never), "{never}");
        }
        for fine in [
            "contacted",
            "no contact yet made".trim_start_matches("no "),
            "dncing",
            "neverland",
        ] {
            assert!(!means_never(fine), "{fine}");
        }
    }

    #[test]
    fn no_word_stands_twice_and_words_find_their_way_back() {
        for (at, (word, standing)) in WORDS.iter().enumerate() {
            assert_eq!(folded(word), *word);
            assert!(
                WORDS.iter().skip(at + 1).all(|(other, _)| other != word),
                "{word}"
            );
            assert_eq!(StageChoice::from_word(standing.word()), Some(*standing));
        }
    }
}
