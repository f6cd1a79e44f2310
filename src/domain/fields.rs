//! The fields of rows that people see and edit.
