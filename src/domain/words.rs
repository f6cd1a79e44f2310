//! Closed lists of words (stages, channels, states): one macro gives each its stored word, its label and the way back,
//! so that the database, JSON, forms, filters and screens all read the same list.

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
