//! What belongs to no single creator: templates, checklists, segments, playbook, campaigns, free
//! days, the rhythm.

use chrono::Datelike;
use serde_json::json;
use toml::Table;

use super::table::{lines, money, number, tables, word};
use super::{Loader, Owner};
use crate::domain::day::add_days;
use crate::domain::rows::*;

/// Working days back on which the morning was missed: three of the last twenty, as it goes.
const MISSED: [i64; 4] = [6, 13, 19, 24];

impl Loader<'_> {
    pub(super) fn library(&mut self, mut file: Table) -> Result<(), String> {
        for said in tables(&mut file, "template")? {
            let base = json!({ "language": "en", "trashed": false });
            let row: Template = self.add(base, said)?;
            self.templates.insert(row.name.to_string(), row.id);
        }
        for said in tables(&mut file, "checklist")? {
            let row: Checklist = self.add(json!({ "repeat_months": 0 }), said)?;
            self.points
                .extend(row.points.lines().map(|point| (point.to_string(), row.id)));
        }
        for said in tables(&mut file, "segment")? {
            self.add::<Segment>(json!({}), said)?;
        }
        for said in tables(&mut file, "ideal")? {
            self.add::<Ideal>(json!({ "note": "" }), said)?;
        }
        for said in tables(&mut file, "page")? {
            self.add::<Page>(json!({ "market": "" }), said)?;
        }
        for mut said in tables(&mut file, "free")? {
            // Both ends are days that must exist; everything else is told by the table.
            let start = word(&mut said, "start")?.ok_or("no start")?;
            let end = word(&mut said, "end")?.ok_or("no end")?;
            let base = json!({ "start": self.when.day(&start)?, "end": self.when.day(&end)? });
            self.add::<FreeDay>(base, said)?;
        }
        for said in tables(&mut file, "campaign")? {
            self.campaign(said)?;
        }
        for line in lines(&mut file, "todo")? {
            self.follow_up(None, &line)?;
        }
        match file.keys().next() {
            Some(key) => Err(format!("unknown list \"{key}\"")),
            None => Ok(()),
        }
    }

    fn campaign(&mut self, mut said: Table) -> Result<(), String> {
        let key = word(&mut said, "key")?.ok_or("a campaign has no key")?;
        let waves = tables(&mut said, "waves")?;
        let targets = lines(&mut said, "targets")?;
        let notes = tables(&mut said, "notes")?;
        let base = json!({ "region": "", "note": "", "closed": false });
        let campaign: Campaign = self
            .add(base, said)
            .map_err(|why| format!("{key}: {why}"))?;
        self.campaigns.insert(key.clone(), campaign.id);
        for (n, wave) in waves.into_iter().enumerate() {
            let row: Wave = self.add(json!({ "campaign": campaign.id }), wave)?;
            self.waves.insert(format!("{key} {}", n + 1), row.id);
        }
        for target in targets {
            self.target(None, Some(campaign.id), &target)?;
        }
        let monday = add_days(
            self.when.today,
            -i64::from(self.when.today.weekday().num_days_from_monday()),
        );
        for mut note in notes {
            let back = number(&mut note, "back")?.ok_or("a week note says no week")?;
            let week = add_days(monday, -7 * back);
            self.add::<WeekNote>(json!({ "campaign": campaign.id, "week": week }), note)?;
        }
        Ok(())
    }

    /// `orders 14`, `cpa $30`: a metric's key and the number agreed.
    pub(super) fn target(
        &mut self,
        owner: Option<Owner>,
        campaign: Option<crate::domain::ids::Id<Campaign>>,
        line: &str,
    ) -> Result<(), String> {
        let (metric, value) = line
            .split_once(' ')
            .ok_or_else(|| format!("\"{line}\" is no target"))?;
        let (value, currency) = match value.parse::<i64>() {
            Ok(n) => (n * 1000, String::new()),
            Err(_) => {
                let amount = money(value)?;
                let unit = 10_i64.pow(amount.currency.exponent());
                (
                    amount.minor * 1000 / unit,
                    amount.currency.code().to_string(),
                )
            }
        };
        let row = Target {
            id: self.next(),
            creator: owner.map(|o| o.creator),
            campaign,
            collaboration: owner.and_then(|o| o.collaboration),
            metric: metric.into(),
            value,
            currency: currency.into(),
        };
        self.step.insert(row);
        Ok(())
    }

    /// The mornings of the last weeks, so that the rhythm has a past and nobody is greeted as after
    /// an absence.
    pub(super) fn rhythm(&mut self) {
        for back in (1..=28).rev().filter(|back| !MISSED.contains(back)) {
            let decided = 7 + (back * 5) % 9;
            let row = ReviewDay {
                id: self.next(),
                day: self.when.calendar.add(self.when.today, -back),
                decided,
                cards: decided + back % 3,
                zero: back % 3 == 0,
                median_secs: 34 + (back * 7) % 25,
            };
            self.step.insert(row);
        }
    }
}
