//! Exact decimal numbers: a price or a count from a file never goes through a float.

/// An exact decimal number: `digits` with the last `scale` of them behind the mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Number {
    pub(super) digits: i128,
    pub(super) scale: u32,
}

impl Number {
    /// Without zeros at the end.
    pub(super) fn reduced(self) -> Self {
        let mut n = self;
        while n.scale > 0 && n.digits % 10 == 0 {
            n = Self {
                digits: n.digits / 10,
                scale: n.scale - 1,
            };
        }
        n
    }

    /// The whole part without its sign.
    pub(super) fn magnitude(self) -> u128 {
        self.digits.unsigned_abs() / 10u128.checked_pow(self.scale).unwrap_or(1)
    }

    /// Whole number, if it is one.
    pub fn whole(self) -> Option<i64> {
        self.minor(0)
    }

    /// As units of `10^-exponent`, if it has no more decimals than that.
    pub fn minor(self, exponent: u32) -> Option<i64> {
        let n = self.reduced();
        let missing = exponent.checked_sub(n.scale)?;
        i64::try_from(n.digits.checked_mul(10i128.checked_pow(missing)?)?).ok()
    }

    /// As hundredths, rounded half away from zero: for rates in percent.
    pub fn hundredths(self) -> Option<i64> {
        let n = self.reduced();
        match n.scale.checked_sub(2) {
            None | Some(0) => n.minor(2),
            Some(extra) => {
                let unit = 10i128.checked_pow(extra)?;
                i64::try_from((n.digits + n.digits.signum() * unit / 2) / unit).ok()
            }
        }
    }

    /// A hundred times as much: a part of one in percent.
    pub fn times_hundred(self) -> Self {
        match self.scale.checked_sub(2) {
            Some(scale) => Self { scale, ..self },
            None => Self {
                digits: self.digits.saturating_mul(10i128.pow(2 - self.scale)),
                scale: 0,
            },
        }
    }

    /// Below zero.
    pub fn is_negative(self) -> bool {
        self.digits < 0
    }
}

impl std::fmt::Display for Number {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let n = self.reduced();
        let unit = 10u128.checked_pow(n.scale).unwrap_or(1);
        let (whole, part) = (
            n.digits.unsigned_abs() / unit,
            n.digits.unsigned_abs() % unit,
        );
        let sign = if n.digits < 0 { "-" } else { "" };
        let text = match n.scale {
            0 => format!("{sign}{whole}"),
            scale => format!("{sign}{whole}.{part:0width$}", width = scale as usize),
        };
        f.pad(&text)
    }
}
