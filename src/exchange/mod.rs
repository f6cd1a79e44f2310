//! Other people's formats: bytes in, plain rows or a plan out; rows in, bytes out. Pure.
