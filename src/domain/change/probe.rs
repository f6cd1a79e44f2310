//! Asks a value whether it says anything, without writing it down: the history asks this of every
//! field of every row, and of the forty fields of an imported creator thirty say nothing.

use std::fmt::{Display, Error};

use serde::ser::{Impossible, Serialize, Serializer};

/// Answers whether a value comes back by itself when it is left out.
#[derive(Clone, Copy)]
pub(super) struct Probe {
    /// What is left out is read as the default of its field: an empty text, a zero, a no come back.
    pub(super) defaults: bool,
}

macro_rules! numbers {
    ($($name:ident $type:ty,)+) => {
        $(fn $name(self, value: $type) -> Result<bool, Error> { Ok(self.defaults && value == 0) })+
    };
}

macro_rules! says_something {
    ($($name:ident($($type:ty),*) -> $result:ty,)+) => {
        $(fn $name(self, $(_: $type),*) -> Result<$result, Error> { Err(Error) })+
    };
}

type No = Impossible<bool, Error>;
type Name = &'static str;

impl Serializer for Probe {
    type Ok = bool;
    type Error = Error;
    type SerializeSeq = No;
    type SerializeTuple = No;
    type SerializeTupleStruct = No;
    type SerializeTupleVariant = No;
    type SerializeMap = No;
    type SerializeStruct = No;
    type SerializeStructVariant = No;

    numbers! {
        serialize_i8 i8,
        serialize_i16 i16,
        serialize_i32 i32,
        serialize_i64 i64,
        serialize_u8 u8,
        serialize_u16 u16,
        serialize_u32 u32,
        serialize_u64 u64,
    }

    fn serialize_bool(self, value: bool) -> Result<bool, Error> {
        Ok(self.defaults && !value)
    }

    fn serialize_str(self, value: &str) -> Result<bool, Error> {
        Ok(self.defaults && value.is_empty())
    }

    fn serialize_none(self) -> Result<bool, Error> {
        Ok(true)
    }

    fn serialize_unit(self) -> Result<bool, Error> {
        Ok(true)
    }

    // A zero that is known is not the same as nothing.
    fn serialize_some<T: ?Sized + Serialize>(self, _: &T) -> Result<bool, Error> {
        Ok(false)
    }

    fn serialize_newtype_struct<T: ?Sized + Serialize>(
        self,
        _: Name,
        value: &T,
    ) -> Result<bool, Error> {
        value.serialize(self)
    }

    // A date, an amount: written as a text that is never empty.
    fn collect_str<T: ?Sized + Display>(self, _: &T) -> Result<bool, Error> {
        Ok(false)
    }

    fn serialize_newtype_variant<T: ?Sized + Serialize>(
        self,
        _: Name,
        _: u32,
        _: Name,
        _: &T,
    ) -> Result<bool, Error> {
        Ok(false)
    }

    says_something! {
        serialize_f32(f32) -> bool,
        serialize_f64(f64) -> bool,
        serialize_char(char) -> bool,
        serialize_bytes(&[u8]) -> bool,
        serialize_unit_struct(Name) -> bool,
        serialize_unit_variant(Name, u32, Name) -> bool,
        serialize_seq(Option<usize>) -> No,
        serialize_tuple(usize) -> No,
        serialize_tuple_struct(Name, usize) -> No,
        serialize_tuple_variant(Name, u32, Name, usize) -> No,
        serialize_map(Option<usize>) -> No,
        serialize_struct(Name, usize) -> No,
        serialize_struct_variant(Name, u32, Name, usize) -> No,
    }
}
