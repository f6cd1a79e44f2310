//! Cells that name profiles and addresses. What a handle or a link says is read in one place for
//! the whole program (`domain::handles`); addresses of a cell are found here.

pub use crate::domain::handles::{
    Named, Profile, folded, is_handle, is_link, is_named_freely, is_plain, platform, read,
};

/// Whether a cell looks like an e-mail address: light on purpose, since odd addresses exist and
/// nothing is sent to them.
pub fn is_email(text: &str) -> bool {
    let text = text.trim();
    let Some((local, domain)) = text.rsplit_once('@') else {
        return false;
    };
    let fine = |c: char| {
        !c.is_whitespace()
            && !c.is_control()
            && !matches!(c, ',' | ';' | '<' | '>' | '(' | ')' | '"' | '/')
    };
    !local.is_empty()
        && !local.contains('@')
        && text.len() <= 254
        && text.chars().all(fine)
        && domain.contains('.')
        && !domain.starts_with('.')
        && !domain.ends_with('.')
        && !domain.contains("..")
}

/// The addresses in a cell, each once: `Mia <mia@example.com>`, `mailto:mia@example.com`,
/// `a@x.de; b@x.de`.
pub fn emails(text: &str) -> Vec<&str> {
    let mut all: Vec<&str> = Vec::new();
    let parts = text
        .split([' ', ',', ';', '<', '>', '\n', '"', '(', ')', '|', '/'])
        .map(|part| part.trim().trim_end_matches(['.', ':']))
        .map(|part| part.strip_prefix("mailto:").unwrap_or(part))
        .map(|part| part.split('?').next().unwrap_or(part))
        .filter(|part| is_email(part));
    for part in parts {
        if !all.iter().any(|a| a.eq_ignore_ascii_case(part)) {
            all.push(part);
        }
    }
    all
}

/// The first address in a cell. `None` when there is none.
pub fn email(text: &str) -> Option<&str> {
    emails(text).first().copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_looked_at_lightly() {
        for text in ["a@b.co", "mia+x@mail.example.com", "müller@exämple.de"] {
            assert!(is_email(text), "{text}");
        }
        for text in ["a@b", "@mia", "a b@c.de", "a@b..c", "a@@b.c", "a@.de", ""] {
            assert!(!is_email(text), "{text}");
        }
        assert_eq!(
            email("Mia Okafor <mia@example.com>"),
            Some("mia@example.com")
        );
        assert_eq!(emails("a@x.de; b@x.de"), ["a@x.de", "b@x.de"]);
        assert_eq!(
            emails("a@x.de / A@X.de (old: c@x.de)."),
            ["a@x.de", "c@x.de"]
        );
        assert_eq!(emails("mailto:a@x.de?subject=Hi"), ["a@x.de"]);
        assert_eq!(email("call her"), None);
    }
}
