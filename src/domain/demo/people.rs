//! Creators with everything that belongs to them.

use std::collections::BTreeSet;

use serde_json::json;
use toml::Table;

use super::table::{lines, number, tables, word};
use super::{Loader, Owner, named};
use crate::domain::day::{Day, add_days};
use crate::domain::rows::*;

/// Numbers of a live piece are looked at after so many days, and so much of the last ones is there
/// by then.
const LOOKS: [(i64, i64); 3] = [(1, 52), (7, 86), (30, 100)];

/// Numbers that grow with time; the mood does not.
const GROWING: [&str; 11] = [
    "views",
    "reach",
    "impressions",
    "likes",
    "comments",
    "shares",
    "saves",
    "clicks",
    "orders",
    "new_customers",
    "on_topic",
];

impl Loader<'_> {
    pub(super) fn people(&mut self, mut file: Table) -> Result<(), String> {
        for said in tables(&mut file, "creator")? {
            let name = said
                .get("name")
                .and_then(|n| n.as_str())
                .unwrap_or("nameless")
                .to_string();
            self.creator(said).map_err(|why| format!("{name}: {why}"))?;
        }
        match file.keys().next() {
            Some(key) => Err(format!("unknown list \"{key}\"")),
            None => Ok(()),
        }
    }

    fn creator(&mut self, mut said: Table) -> Result<(), String> {
        let accounts = tables(&mut said, "accounts")?;
        let deals = tables(&mut said, "deal")?;
        let touches = lines(&mut said, "touches")?;
        let steps = lines(&mut said, "steps")?;
        let vetted = word(&mut said, "vetted")?;
        let base = serde_json::to_value(Creator {
            added: add_days(self.when.today, -90),
            ..Creator::default()
        });
        let creator: Creator = self.add(base.map_err(|e| e.to_string())?, said)?;
        let owner = Owner {
            creator: creator.id,
            collaboration: None,
            campaign: None,
        };
        for account in accounts {
            self.account(owner, account)?;
        }
        if let Some(day) = vetted {
            let day = self.when.day(&day)?;
            let vetting = named(&self.points, "shares our values")?;
            let points: Vec<String> = self
                .points
                .iter()
                .filter(|(_, list)| **list == vetting)
                .map(|(point, _)| point.clone())
                .collect();
            for point in points {
                self.tick(owner, &point, day)?;
            }
        }
        for deal in deals {
            self.deal(&creator, deal)?;
        }
        self.ended_codes(owner)?;
        for line in touches {
            self.touch(owner, &line)?;
        }
        for line in steps {
            self.follow_up(Some(owner), &line)?;
        }
        Ok(())
    }

    /// A profile; `history` holds earlier looks, `"-300d 14200 5.5 8000"`: day, followers,
    /// engagement, average views.
    fn account(&mut self, owner: Owner, mut said: Table) -> Result<(), String> {
        let history = lines(&mut said, "history")?;
        let bare = Account::new(self.next(), owner.creator, Platform::Other, "");
        let mut base = serde_json::to_value(bare).map_err(|e| e.to_string())?;
        if let Some(basis) = base
            .get_mut("engagement_basis")
            .filter(|_| said.contains_key("engagement"))
        {
            *basis = json!(EngagementBasis::Followers);
        }
        let account: Account = self.add(base, said)?;
        for line in &history {
            let mut parts = line.split(' ');
            let day = self.when.day(parts.next().unwrap_or_default())?;
            let row = Measurement {
                id: self.next(),
                creator: owner.creator,
                account: account.id,
                day,
                followers: parts.next().and_then(|n| n.parse().ok()),
                engagement: parts
                    .next()
                    .and_then(|n| n.parse::<f32>().ok())
                    .map(|n| (n * 100.0).round() as i32),
                avg_views: parts.next().and_then(|n| n.parse().ok()),
            };
            self.step.insert(row);
        }
        if let Some(day) = account.checked.filter(|_| !history.is_empty()) {
            let row = Measurement {
                id: self.next(),
                creator: owner.creator,
                account: account.id,
                day,
                followers: account.followers,
                engagement: account.engagement,
                avg_views: account.avg_views,
            };
            self.step.insert(row);
        }
        Ok(())
    }

    fn deal(&mut self, creator: &Creator, mut said: Table) -> Result<(), String> {
        let campaign = match word(&mut said, "campaign")? {
            Some(key) => Some(named(&self.campaigns, &key)?),
            None => None,
        };
        let since = word(&mut said, "stage_since")?.ok_or("a deal says no stage_since")?;
        let since = self.when.day(&since)?;
        let pieces = tables(&mut said, "pieces")?;
        let (pays, rights) = (tables(&mut said, "pays")?, tables(&mut said, "rights")?);
        let (parcels, sales) = (tables(&mut said, "parcels")?, tables(&mut said, "sales")?);
        let unsaid = !said.contains_key("ticks");
        let (targets, ticks) = (lines(&mut said, "targets")?, lines(&mut said, "ticks")?);
        let (touches, steps) = (lines(&mut said, "touches")?, lines(&mut said, "steps")?);
        let brief = said.remove("brief");

        let mut row = Collaboration::new(self.next(), creator.id, Stage::Discovery, since);
        (row.campaign, row.relationship) = (campaign, creator.relationship);
        self.usual_days(&mut row, &said, &pieces)?;
        let base = serde_json::to_value(row).map_err(|e| e.to_string())?;
        let deal: Collaboration = self.add(base, said)?;
        let owner = Owner {
            creator: creator.id,
            collaboration: Some(deal.id),
            campaign,
        };

        for target in targets {
            self.target(Some(owner), campaign, &target)?;
        }
        let agreed = !pieces.is_empty();
        for piece in pieces {
            self.piece(owner, piece)?;
        }
        for sale in sales {
            self.sales(Some(owner), sale)?;
        }
        for line in touches {
            self.touch(owner, &line)?;
        }
        for line in steps {
            self.follow_up(Some(owner), &line)?;
        }
        for pay in pays {
            self.pay(owner, pay)?;
        }
        for right in rights {
            let base = json!({
                "creator": creator.id, "collaboration": deal.id,
                "kind": "usage", "scope": "", "channels": "", "territory": "", "code": "", "state": "active",
            });
            self.add::<Right>(base, right)?;
        }
        for parcel in parcels {
            self.parcel(owner, agreed, parcel)?;
        }
        if let Some(toml::Value::Table(brief)) = brief {
            self.add::<Brief>(
                json!({ "creator": creator.id, "collaboration": deal.id }),
                brief,
            )?;
        }
        let ticks = if unsaid {
            self.entered(deal.stage)
        } else {
            ticks
        };
        for point in ticks {
            self.tick(owner, &point, since)?;
        }
        Ok(())
    }

    /// Codes that orders came with and that no deal names: they were given for a deal that is over.
    fn ended_codes(&mut self, owner: Owner) -> Result<(), String> {
        let codes = self
            .step
            .edits
            .rights
            .iter()
            .filter_map(|edit| edit.after.as_ref())
            .map(|r| r.code.clone());
        let mut known: BTreeSet<Text> = codes.collect();
        let sales = self
            .step
            .edits
            .sales
            .iter()
            .filter_map(|edit| edit.after.as_ref());
        let coded = |s: &&Sale| s.creator == Some(owner.creator) && !s.code.is_empty();
        let mine: Vec<Sale> = sales.filter(coded).cloned().collect();
        for sale in &mine {
            if known.insert(sale.code.clone()) {
                let last = mine
                    .iter()
                    .filter(|s| s.code == sale.code)
                    .map(|s| s.day)
                    .max();
                let base = json!({
                    "creator": owner.creator, "collaboration": sale.collaboration, "end": last,
                    "kind": "code", "scope": "", "channels": "", "territory": "", "code": sale.code, "state": "ended",
                });
                self.add::<Right>(base, Table::new())?;
            }
        }
        Ok(())
    }

    /// The points of the list before a stage: what a deal that says nothing of its ticks entered
    /// its stage with.
    fn entered(&self, stage: Stage) -> Vec<String> {
        let lists = self
            .step
            .edits
            .checklists
            .iter()
            .filter_map(|edit| edit.after.as_ref());
        let lists = lists.filter(|list| list.stage == Some(stage));
        lists
            .flat_map(|list| list.points.lines().map(str::to_string))
            .collect()
    }

    /// From stage 4 on the days of a deal follow from the day it was agreed, and in stage 6 its
    /// debrief was sent a week after the last piece; what the file says goes before (an empty day
    /// is none).
    fn usual_days(
        &self,
        row: &mut Collaboration,
        said: &Table,
        pieces: &[Table],
    ) -> Result<(), String> {
        let stage = said
            .get("stage")
            .and_then(toml::Value::as_integer)
            .unwrap_or(1);
        let Some(agreed) = said
            .get("agreed")
            .and_then(|d| d.as_str())
            .filter(|_| stage >= 4)
        else {
            return Ok(());
        };
        let agreed = self.when.day(agreed)?;
        let (yesterday, after) = (add_days(self.when.today, -1), |n| {
            Some(self.when.calendar.add(agreed, n))
        });
        row.terms_sent = after(-3);
        (row.agreement_sent, row.agreement_signed, row.brief_sent) = (after(0), after(1), after(1));
        row.targets_agreed = Some(agreed);
        row.net_days = said.contains_key("fee").then_some(14);
        let live = pieces
            .iter()
            .filter_map(|p| p.get("live")?.as_str())
            .map(|d| self.when.day(d));
        if let Some(last) = live
            .collect::<Result<Vec<Day>, String>>()?
            .into_iter()
            .max()
            .filter(|_| stage == 6)
        {
            row.debrief_sent = Some(self.when.calendar.add(last, 5).min(yesterday));
        }
        Ok(())
    }

    /// A piece of content. Of a live one the days before it follow from the live day unless they
    /// are given; its `result` is what the last look saw, and earlier looks are made from it.
    /// `awaiting = 7` leaves the look after seven days to be done.
    fn piece(&mut self, owner: Owner, mut said: Table) -> Result<(), String> {
        let collaboration = owner.collaboration.ok_or("a piece has no deal")?;
        let wave = match word(&mut said, "wave")? {
            Some(key) => Some(named(&self.waves, &key)?),
            None => None,
        };
        let result = said.remove("result");
        let awaiting = number(&mut said, "awaiting")?;
        let mut row = Deliverable::new(self.next(), owner.creator, collaboration);
        row.wave = wave;
        if let Some(live) = said.get("live").and_then(|l| l.as_str()) {
            let live = self.when.day(live)?;
            let before = |n: i64| Some(self.when.calendar.earlier(add_days(live, -n)));
            (row.state, row.live_due) = (PieceState::Verified, Some(live));
            (row.draft_due, row.draft_in, row.approved) = (before(7), before(8), before(6));
            (row.disclosure, row.code_seen) = (Seen::Yes, Seen::Yes);
        } else if said.contains_key("approved") {
            row.state = PieceState::Approved;
        } else if said.contains_key("draft_in") {
            row.state = PieceState::DraftIn;
        }
        let base = serde_json::to_value(row).map_err(|e| e.to_string())?;
        let piece: Deliverable = self.add(base, said)?;
        match (result, piece.live) {
            (Some(toml::Value::Table(result)), Some(live)) => {
                self.looks(owner, piece.id, live, awaiting, result)
            }
            (None, _) => Ok(()),
            _ => Err(format!("{}: a result needs a live day", piece.called())),
        }
    }

    fn looks(
        &mut self,
        owner: Owner,
        piece: crate::domain::ids::Id<Deliverable>,
        live: Day,
        awaiting: Option<i64>,
        result: Table,
    ) -> Result<(), String> {
        let looks: Vec<(i64, i64, Day)> = LOOKS
            .iter()
            .map(|(days, part)| {
                (
                    *days,
                    *part,
                    self.when.calendar.later(add_days(live, *days)),
                )
            })
            .filter(|(days, _, day)| {
                *day <= self.when.today && awaiting.is_none_or(|open| *days < open)
            })
            .collect();
        let Some(last) = looks.last().map(|(_, part, _)| *part) else {
            return Ok(());
        };
        for (_, part, day) in looks {
            let mut seen = result.clone();
            for (key, value) in seen.iter_mut() {
                if let toml::Value::Integer(n) = value
                    && GROWING.contains(&key.as_str())
                {
                    *n = *n * part / last;
                }
            }
            if part != last && seen.contains_key("sales") {
                // Money is only told once it is whole.
                seen.remove("sales");
            }
            let base = json!({ "creator": owner.creator, "deliverable": piece, "day": day });
            self.add::<PostResult>(base, seen)?;
        }
        Ok(())
    }

    fn pay(&mut self, owner: Owner, said: Table) -> Result<(), String> {
        let state = if said.contains_key("paid") {
            PaymentState::Paid
        } else {
            PaymentState::Agreed
        };
        let base = json!({
            "creator": owner.creator, "collaboration": owner.collaboration,
            "kind": "fee", "state": state, "method": "bank", "reference": "", "note": "",
        });
        self.add::<Payment>(base, said).map(|_| ())
    }

    fn parcel(&mut self, owner: Owner, agreed: bool, said: Table) -> Result<(), String> {
        let state = match (said.contains_key("delivered"), said.contains_key("sent")) {
            (true, _) => ParcelState::Delivered,
            (false, true) => ParcelState::Sent,
            (false, false) => ParcelState::ToSend,
        };
        let base = json!({
            "creator": owner.creator, "collaboration": owner.collaboration,
            "tracking": "", "state": state, "post_agreed": agreed,
        });
        self.add::<Shipment>(base, said).map(|_| ())
    }

    fn tick(&mut self, owner: Owner, point: &str, day: Day) -> Result<(), String> {
        let checklist = named(&self.points, point)?;
        let row = Check {
            id: self.next(),
            creator: owner.creator,
            collaboration: owner.collaboration,
            checklist,
            point: point.into(),
            day,
        };
        self.step.insert(row);
        Ok(())
    }

    /// `-1b 16:40 < mail | words`.
    fn touch(&mut self, owner: Owner, line: &str) -> Result<(), String> {
        let bad = || format!("\"{line}\" is not a touch");
        let (head, words) = line.split_once(" | ").ok_or_else(bad)?;
        let mut head = head.split(' ');
        let mut next = || head.next().ok_or_else(bad);
        let (day, time, arrow, how) = (next()?, next()?, next()?, next()?);
        let at = self.when.past(self.when.day(day)?, time)?;
        let direction = match arrow {
            "<" => Direction::In,
            ">" => Direction::Out,
            "*" => Direction::Note,
            _ => return Err(bad()),
        };
        let (channel, template) = how
            .split_once('/')
            .map_or((how, None), |(c, t)| (c, Some(t)));
        let template = match template {
            Some(name) => Some(named(&self.templates, name)?),
            None => None,
        };
        let mass = channel == "mass";
        let channel = if mass {
            Some(Channel::Mail)
        } else {
            Channel::from_word(channel)
        };
        let mut row = Touch::new(
            self.next(),
            owner.creator,
            at,
            channel.ok_or_else(bad)?,
            direction,
        );
        (row.collaboration, row.template, row.personal) = (owner.collaboration, template, !mass);
        row.words = self.when.words(words)?.into();
        self.step.insert(row);
        Ok(())
    }

    /// `+3b = words`, `0b ? words @-2b`. Unless it says when it was made, that was five working
    /// days before, or yesterday for what still lies ahead.
    pub(super) fn follow_up(&mut self, owner: Option<Owner>, line: &str) -> Result<(), String> {
        let bad = || format!("\"{line}\" is not a next step");
        let (day, rest) = line.split_once(' ').ok_or_else(bad)?;
        let (flag, words) = rest.split_once(' ').ok_or_else(bad)?;
        let day = self.when.day(day)?;
        let (words, made) = match words.rsplit_once(" @") {
            Some((words, made)) => (words, self.when.day(made)?),
            None if day > self.when.today => (words, self.when.calendar.add(self.when.today, -1)),
            None => (words, self.when.calendar.add(day, -5)),
        };
        if !["=", "?", "!", "x"].contains(&flag) {
            return Err(bad());
        }
        let row = FollowUp {
            collaboration: owner.and_then(|o| o.collaboration),
            what: self.when.words(words)?.into(),
            if_no_reply: flag == "?",
            promised: flag == "!",
            done: (flag == "x").then_some(day),
            ..FollowUp::new(
                self.next(),
                owner.map(|o| o.creator),
                day,
                self.when.past(made, "18:00")?,
            )
        };
        self.step.insert(row);
        Ok(())
    }
}
