//! What the assets promise.
