//! Rows as the history keeps them: fields that say nothing are left out. A creator has forty fields
//! of which an imported one fills eight, and a step of 100,000 of them is written down whole; what
//! is left out is read back as it was.

use std::fmt::Display;

use serde::ser::{Error, Impossible, Serialize, SerializeStruct, Serializer};

use crate::domain::rows::Row;

/// Writes a row, if there is one.
pub(super) fn row<T: Row, S: Serializer>(row: &Option<T>, to: S) -> Result<S::Ok, S::Error> {
    match row {
        Some(row) => row.serialize(Brief {
            to,
            defaults: T::DEFAULTS,
        }),
        None => to.serialize_none(),
    }
}

/// Takes one struct and leaves fields out.
struct Brief<S> {
    to: S,
    /// What is left out of such a row is read as the default of its field, not only where nothing
    /// stands.
    defaults: bool,
}

/// The fields of that struct.
struct Fields<S> {
    to: S,
    defaults: bool,
}

impl<S: SerializeStruct> SerializeStruct for Fields<S> {
    type Ok = S::Ok;
    type Error = S::Error;

    fn serialize_field<T: ?Sized + Serialize>(
        &mut self,
        name: &'static str,
        value: &T,
    ) -> Result<(), S::Error> {
        match says_nothing(value, self.defaults) {
            true => self.to.skip_field(name),
            false => self.to.serialize_field(name, value),
        }
    }

    fn end(self) -> Result<S::Ok, S::Error> {
        self.to.end()
    }
}

/// Whether a value is one that comes back by itself: nothing at all, or the default of its field
/// where those are left out.
fn says_nothing<T: ?Sized + Serialize>(value: &T, defaults: bool) -> bool {
    // A value that is neither a number nor a text nor nothing is refused by the probe, and says
    // something.
    value
        .serialize(super::probe::Probe { defaults })
        .unwrap_or(false)
}

fn refused<E: Error>(what: impl Display) -> E {
    E::custom(format!("a row is a struct, not {what}"))
}

macro_rules! refuse {
    ($($name:ident $type:ty,)+) => {
        $(fn $name(self, _: $type) -> Result<S::Ok, S::Error> { Err(refused(stringify!($type))) })+
    };
}

type No<S> = Impossible<<S as Serializer>::Ok, <S as Serializer>::Error>;

impl<S: Serializer> Serializer for Brief<S> {
    type Ok = S::Ok;
    type Error = S::Error;
    type SerializeSeq = No<S>;
    type SerializeTuple = No<S>;
    type SerializeTupleStruct = No<S>;
    type SerializeTupleVariant = No<S>;
    type SerializeMap = No<S>;
    type SerializeStruct = Fields<S::SerializeStruct>;
    type SerializeStructVariant = No<S>;

    fn serialize_struct(
        self,
        name: &'static str,
        len: usize,
    ) -> Result<Self::SerializeStruct, S::Error> {
        Ok(Fields {
            to: self.to.serialize_struct(name, len)?,
            defaults: self.defaults,
        })
    }

    refuse! {
        serialize_bool bool,
        serialize_i8 i8,
        serialize_i16 i16,
        serialize_i32 i32,
        serialize_i64 i64,
        serialize_u8 u8,
        serialize_u16 u16,
        serialize_u32 u32,
        serialize_u64 u64,
        serialize_f32 f32,
        serialize_f64 f64,
        serialize_char char,
        serialize_str &str,
        serialize_bytes &[u8],
        serialize_unit_struct &'static str,
    }
    fn serialize_none(self) -> Result<S::Ok, S::Error> {
        Err(refused("nothing"))
    }
    fn serialize_unit(self) -> Result<S::Ok, S::Error> {
        Err(refused("nothing"))
    }
    fn serialize_some<T: ?Sized + Serialize>(self, _: &T) -> Result<S::Ok, S::Error> {
        Err(refused("perhaps something"))
    }
    fn serialize_unit_variant(
        self,
        name: &'static str,
        _: u32,
        _: &'static str,
    ) -> Result<S::Ok, S::Error> {
        Err(refused(name))
    }
    fn serialize_newtype_struct<T: ?Sized + Serialize>(
        self,
        name: &'static str,
        _: &T,
    ) -> Result<S::Ok, S::Error> {
        Err(refused(name))
    }
    fn serialize_newtype_variant<T: ?Sized + Serialize>(
        self,
        name: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Result<S::Ok, S::Error> {
        Err(refused(name))
    }
    fn serialize_seq(self, _: Option<usize>) -> Result<No<S>, S::Error> {
        Err(refused("a list"))
    }
    fn serialize_tuple(self, _: usize) -> Result<No<S>, S::Error> {
        Err(refused("a list"))
    }
    fn serialize_tuple_struct(self, name: &'static str, _: usize) -> Result<No<S>, S::Error> {
        Err(refused(name))
    }
    fn serialize_tuple_variant(
        self,
        name: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<No<S>, S::Error> {
        Err(refused(name))
    }
    fn serialize_map(self, _: Option<usize>) -> Result<No<S>, S::Error> {
        Err(refused("a map"))
    }
    fn serialize_struct_variant(
        self,
        name: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<No<S>, S::Error> {
        Err(refused(name))
    }
}

#[cfg(test)]
mod tests {
    use crate::domain::change::{Edit, Edits};
    use crate::domain::ids::Id;
    use crate::domain::rows::*;

    #[test]
    fn what_is_left_out_comes_back() {
        let creator = Creator {
            id: Id::new(7),
            name: "Mia".into(),
            core: true,
            fit_voice: 3,
            ..Creator::default()
        };
        let account = Account::new(Id::new(9), creator.id, Platform::TikTok, "miabrews");
        let edits = Edits {
            creators: vec![Edit {
                before: Some(Creator {
                    core: false,
                    ..creator.clone()
                }),
                after: Some(creator),
            }],
            accounts: vec![Edit {
                before: None,
                after: Some(account),
            }],
            ..Edits::default()
        };
        let json = serde_json::to_string(&edits).unwrap();
        let expected = r#"{"creators":[{"b":{"id":7,"name":"Mia","fit_voice":3,"cadence":"by_type","shelf":"active","added":"1970-01-01"},"a":{"id":7,"name":"Mia","core":true,"fit_voice":3,"cadence":"by_type","shelf":"active","added":"1970-01-01"}}],"accounts":[{"a":{"id":9,"creator":7,"platform":"tiktok","handle":"miabrews","url":"","engagement_basis":"unknown","audience":"","audience_source":""}}]}"#;
        assert_eq!(json, expected);
        assert_eq!(serde_json::from_str::<Edits>(&json).unwrap(), edits);
    }
}
