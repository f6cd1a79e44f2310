//! The one link that opens a mail program: exactly one recipient, everything else escaped, so that
//! nothing in a text or an address can add a second one or a header of its own (promises.md X5).

/// Longer links are cut short by mail programs and by the system; the text is on the clipboard
/// anyway.
const LONGEST: usize = 6_000;

/// The link for a message. An address that is not exactly one is refused with a sentence; a text
/// too long for a link is left out.
pub fn mailto(address: &str, subject: &str, body: &str) -> Result<String, String> {
    let address = address.trim();
    let one = |c: char| !(c.is_whitespace() || c.is_control() || ",;:<>()[]\"\\?&=#/%".contains(c));
    let halves = address.split_once('@').filter(|(name, host)| {
        !name.is_empty()
            && host.contains('.')
            && !host.contains('@')
            && !host.starts_with('.')
            && !host.ends_with('.')
    });
    if halves.is_none() || !address.chars().all(one) || address.starts_with('-') {
        return Err(format!(
            "\"{address}\" is not one e-mail address; e changes it in the profile."
        ));
    }
    let mut link = format!("mailto:{}", escaped(address, "@+"));
    let parts = [
        ("subject", escaped(subject, "")),
        ("body", escaped(body, "")),
    ];
    let mut before = '?';
    for (name, value) in parts.iter().filter(|(_, value)| !value.is_empty()) {
        if link.len() + value.len() <= LONGEST {
            link.push_str(&format!("{before}{name}={value}"));
            before = '&';
        }
    }
    Ok(link)
}

/// Percent-escaped but for letters, digits, `-._~` and what else is kept. Line breaks become those
/// of mail.
fn escaped(text: &str, kept: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.replace("\r\n", "\n").replace('\r', "\n").chars() {
        match c {
            '\n' => out.push_str("%0D%0A"),
            c if c.is_ascii_alphanumeric() || "-._~".contains(c) || kept.contains(c) => out.push(c),
            c if c.is_control() => {}
            c => {
                let mut bytes = [0; 4];
                for byte in c.encode_utf8(&mut bytes).bytes() {
                    out.push_str(&format!("%{byte:02X}"));
                }
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_has_one_recipient_and_nothing_raw() {
        let check = |address: &str, subject: &str, body: &str, link: &str| {
            assert_eq!(mailto(address, subject, body).unwrap(), link);
        };
        check("mia@example.com", "", "", "mailto:mia@example.com");
        check(
            " mia+tea@example.com ",
            "Re: tea & more",
            "",
            "mailto:mia+tea@example.com?subject=Re%3A%20tea%20%26%20more",
        );
        check(
            "mia@example.com",
            "a\r\nBcc: eve@example.com",
            "Hi Mía,\nyes\u{1b}[2J",
            "mailto:mia@example.com?subject=a%0D%0ABcc%3A%20eve%40example.com&body=Hi%20M%C3%ADa%2C%0D%0Ayes%5B2J",
        );
        let long = mailto("mia@example.com", "tea", &"x".repeat(9_000)).unwrap();
        assert_eq!(long, "mailto:mia@example.com?subject=tea");
    }

    #[test]
    fn what_is_not_one_address_is_refused() {
        for address in [
            "",
            "mia",
            "mia@localhost",
            "mia@example.com,eve@example.com",
            "mia@example.com;eve@example.com",
            "mia@example.com?bcc=eve@example.com",
            "mia@example.com\r\nBcc: eve@example.com",
            "mia@eve@example.com",
            "Mia <mia@example.com>",
            "mia@example.com%0aeve@example.com",
            "-mia@example.com",
            "@example.com",
            "mia@.com",
        ] {
            assert!(mailto(address, "", "").is_err(), "{address}");
        }
    }
}
