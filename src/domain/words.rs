//! Closed lists of words (stages, channels, states): one macro gives each its stored word, its
//! label and the way back, so that the database, JSON, forms, filters and screens all read the same
//! list.

/// Declares an enum whose variants have a stored word and a label for people.
#[macro_export]
macro_rules! word_enum {
    ($(#[$meta:meta])* $name:ident { $($(#[$vmeta:meta])* $variant:ident = $word:literal, $label:literal;)+ }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $(#[doc = $label] $(#[$vmeta])* $variant,)+ }

        impl $name {
            /// Every value, in the order people expect to see them.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];
            /// The word in the database, in JSON and in filters.
            pub const fn word(self) -> &'static str { match self { $(Self::$variant => $word,)+ } }
            /// The words people read.
            pub const fn label(self) -> &'static str { match self { $(Self::$variant => $label,)+ } }
            /// The value of a stored word, without regard to case.
            pub fn from_word(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|v| v.word().eq_ignore_ascii_case(word))
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { f.pad(self.label()) }
        }
        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> { s.serialize_str(self.word()) }
        }
        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
                let word = std::borrow::Cow::<'de, str>::deserialize(d)?;
                Self::from_word(&word).ok_or_else(|| serde::de::Error::custom(format!(
                    "\"{word}\" is not one of {}", stringify!($name))))
            }
        }
    };
}

/// So many of something: `1 word`, `3 words`; one that is not made with an `s` is given whole.
pub fn count(n: usize, one: &str) -> String {
    match n {
        1 => format!("1 {one}"),
        _ => format!("{n} {one}s"),
    }
}

/// `1 order`, `12 orders`.
pub fn orders(n: i64) -> String {
    count(usize::try_from(n).unwrap_or(0), "order")
}

/// A sentence with its full stop, unless it asks.
pub fn full_stop(text: &str) -> String {
    if text.ends_with(['?', '!', '.']) {
        text.to_owned()
    } else {
        format!("{text}.")
    }
}

/// Days as people say them: `sat sun` is `Saturdays and Sundays`; other words stay as they are.
pub fn weekdays(text: &str) -> String {
    const DAYS: [&str; 7] = [
        "Mondays",
        "Tuesdays",
        "Wednesdays",
        "Thursdays",
        "Fridays",
        "Saturdays",
        "Sundays",
    ];
    let of = |word: &str| {
        let word = word.to_lowercase();
        DAYS.iter()
            .find(|day| word.len() >= 3 && day.to_lowercase().starts_with(&word))
            .copied()
    };
    let words = text
        .split([' ', ',', ';'])
        .filter(|word| !word.is_empty() && *word != "and");
    let Some(days) = words.map(of).collect::<Option<Vec<&str>>>() else {
        return text.to_owned();
    };
    match days.as_slice() {
        [before @ .., last] if !before.is_empty() => format!("{} and {last}", before.join(", ")),
        _ => days.concat(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_counted_and_sentences_end_once() {
        assert_eq!(
            (count(1, "word"), count(0, "word"), count(3, "word")),
            ("1 word".into(), "0 words".into(), "3 words".into())
        );
        assert_eq!(
            (full_stop("live today, link?"), full_stop("rights end")),
            ("live today, link?".into(), "rights end.".into())
        );
    }

    #[test]
    fn days_are_said_in_full() {
        assert_eq!(weekdays("sun"), "Sundays");
        assert_eq!(weekdays("fri, sat sun"), "Fridays, Saturdays and Sundays");
        assert_eq!(weekdays("bank holidays"), "bank holidays");
        assert_eq!(weekdays(""), "");
    }
}
