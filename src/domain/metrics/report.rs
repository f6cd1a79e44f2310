//! The results of a campaign: a line per collaboration, all of them together, targets, orders by
//! day, by format, by tier, by wave, what is still to do. Screen, command line and HTML report show
//! this one value.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::gather;
use super::goal::{Agreed, Goal, goal};
use super::inputs::Inputs;
use super::table;
use super::value::{DASH, Value};
use crate::domain::ctx::Ctx;
use crate::domain::day::{Day, add_days};
use crate::domain::ids::Id;
use crate::domain::ledger::periods::{Waves, Window};
use crate::domain::own_counts;
use crate::domain::review::{self, Item, Subject, items_of};
use crate::domain::rows::*;

/// One collaboration.
#[derive(Debug, Clone)]
pub struct Line {
    /// The collaboration is not over.
    pub is_open: bool,
    /// Whose.
    pub creator: Id<Creator>,
    /// Which.
    pub deal: Id<Collaboration>,
    /// Formats of its pieces: `Reel`, `Reel+Story`.
    pub formats: String,
    /// Name of the creator's tier.
    pub tier: &'static str,
    /// Its numbers.
    pub inputs: Inputs,
    /// Its numbers in each wave of the campaign, and behind them outside of all.
    waves: Vec<Inputs>,
    /// Its orders by day.
    days: BTreeMap<Day, i64>,
    /// First live day of a piece.
    first_post: Option<Day>,
    pieces: i64,
    disclosed: i64,
    /// Live pieces without numbers.
    uncounted: i64,
    debriefed: bool,
}

impl Line {
    /// Whether it counts in sums: something is live or was ordered, or it is over and what it cost
    /// is spent. What is still to come has its cost before its orders, and would only mislead.
    pub fn is_out(&self) -> bool {
        is_out(&self.inputs, self.is_open)
    }

    /// Whether it is over without a post or an order.
    pub fn came_to_nothing(&self) -> bool {
        let i = &self.inputs;
        self.is_out() && i.posts == 0 && i.orders.is_none() && i.own.is_empty()
    }
}

/// Whether the numbers of a collaboration, open or over, count in sums.
pub(super) fn is_out(inputs: &Inputs, is_open: bool) -> bool {
    let costs = &inputs.costs;
    let spent = !is_open && !costs.total().is_empty();
    // Commission is earned by orders, also by those that belong to no collaboration.
    let brought = inputs.orders.is_some() || costs.is_earned();
    inputs.posts > 0 || brought || !inputs.own.is_empty() || spent
}

/// Collaborations that have something in common.
#[derive(Debug, Clone)]
pub struct Group {
    /// What: `Reel`, `nano`, `wave 1`.
    pub name: String,
    /// How many collaborations.
    pub count: usize,
    /// Their numbers.
    pub inputs: Inputs,
}

/// Something to do before the campaign is well measured.
#[derive(Debug, Clone)]
pub struct Loose {
    /// Done.
    pub done: bool,
    /// In words.
    pub words: String,
    /// The command that does it.
    pub command: &'static str,
}

/// All of it.
#[derive(Clone)]
pub struct Report {
    /// Which campaign.
    pub campaign: Id<Campaign>,
    /// Which wave alone.
    pub wave: Option<Id<Wave>>,
    /// Collaborations, in the order they were opened.
    pub lines: Vec<Line>,
    /// Collaborations still in talks, which are not listed.
    pub talks: usize,
    /// Listed collaborations of which nothing is live yet; they come last.
    pub to_come: usize,
    /// Those that are live, together; while none is, all of them. What is still to come has its
    /// cost already and cannot have orders yet.
    pub total: Inputs,
    /// Orders by day, from the first to the last.
    pub days: Vec<(Day, i64)>,
    /// By format, the cheapest order first.
    pub formats: Vec<Group>,
    /// By tier.
    pub tiers: Vec<Group>,
    /// By wave, with its days.
    pub waves: Vec<(Wave, Inputs)>,
    /// What lies in no wave: with the waves together it is the campaign.
    pub outside: Inputs,
    /// Collaborations that are not listed: how many answered, and how soon.
    unlisted: Vec<(Id<Creator>, Inputs)>,
    /// Counts of one's own that belong to no collaboration, by who brought them, if anybody.
    besides: Vec<(Option<Id<Creator>>, Inputs)>,
    /// Targets.
    pub goals: Vec<Goal>,
    /// When they were agreed.
    pub agreed: Agreed,
    /// Something is live.
    pub posted: bool,
    /// What is left to do.
    pub loose: Vec<Loose>,
    /// What the review asks of the campaign itself, the first today.
    pub item: Option<Item>,
    /// What is looked at first.
    pub lens: &'static str,
}

/// Days of orders shown at most.
const MOST_DAYS: i64 = 366;
/// Fewer orders than this can be luck.
const FEW: i64 = 10;

impl Report {
    /// The results of a campaign, or of one of its waves.
    pub fn build(ctx: &Ctx<'_>, campaign: Id<Campaign>, wave: Option<Id<Wave>>) -> Option<Self> {
        Self::build_on(ctx, (campaign, wave), None, &[])
    }

    /// The same after a change: lines of the report before are kept, but for creators the change
    /// touched. Orders, codes, waves and the day must be the same as then.
    pub fn build_on(
        ctx: &Ctx<'_>,
        (campaign, wave): (Id<Campaign>, Option<Id<Wave>>),
        before: Option<&Self>,
        touched: &[Id<Creator>],
    ) -> Option<Self> {
        let row = ctx.model.get(campaign)?;
        let periods = Waves::of(ctx.model, campaign);
        let window = match wave {
            Some(_) => Window::Wave(&periods, wave),
            None => Window::All,
        };
        let waves = waves(ctx, &periods);
        let deals: Vec<&Collaboration> = ctx.model.of_campaign::<Collaboration>(campaign).collect();
        let kept: HashMap<Id<Collaboration>, &Line> = before
            .into_iter()
            .flat_map(|b| &b.lines)
            .map(|l| (l.deal, l))
            .collect();
        let one = |deal: &&Collaboration| match kept
            .get(&deal.id)
            .filter(|l| !touched.contains(&l.creator))
        {
            Some(line) => Some((*line).clone()),
            None => line(ctx, deal, &window, &periods),
        };
        let mut lines: Vec<Line> = deals.iter().filter_map(one).collect();
        let talks = deals
            .iter()
            .filter(|d| d.is_open())
            .count()
            .saturating_sub(lines.len());
        let listed: BTreeSet<Id<Collaboration>> = lines.iter().map(|l| l.deal).collect();
        let unlisted = deals
            .iter()
            .filter(|d| wave.is_none() && !listed.contains(&d.id))
            .map(|d| {
                let mut inputs = Inputs::default();
                gather::add_replies(ctx, &mut inputs, d);
                (d.creator, inputs)
            })
            .collect::<Vec<_>>();
        if wave.is_some() {
            let any = |i: &Inputs| i.orders.is_some_and(|n| n > 0) || !i.own.is_empty();
            lines.retain(|l| l.pieces > 0 || any(&l.inputs));
        }
        let besides = match wave {
            None => besides(ctx, campaign),
            Some(_) => Vec::new(),
        };
        let (mut total, to_come) = live_together(&lines, &unlisted, Inputs::with(ctx.settings));
        besides.iter().for_each(|(_, i)| total.merge_own(i));
        let own = |t: &&Target| t.creator.is_none() && t.collaboration.is_none();
        let targets: Vec<&Target> = ctx
            .model
            .of_campaign::<Target>(campaign)
            .filter(own)
            .collect();
        let first_post = lines.iter().filter_map(|l| l.first_post).min();
        let types = lines.iter().filter_map(|l| {
            ctx.model
                .get(l.deal)
                .and_then(|d| d.relationship)
                .or_else(|| ctx.model.get(l.creator)?.relationship)
        });
        let items = items_of(ctx, Subject::Campaign(campaign));
        let agreed = Agreed::of(!targets.is_empty(), row.targets_agreed, first_post);
        let mut all = Self {
            campaign,
            wave,
            talks,
            to_come,
            days: days(&lines),
            formats: groups(&lines, |l| l.formats.clone()),
            tiers: groups(&lines, |l| l.tier.to_string()),
            outside: outside(&lines, &besides, &total),
            waves: by_wave(waves, &lines, &total),
            unlisted,
            besides,
            goals: targets.iter().map(|t| goal(t, &total)).collect(),
            agreed,
            posted: first_post.is_some(),
            loose: Vec::new(),
            item: items.into_iter().find(|i| i.is_live(ctx.today)),
            lens: super::lens::of(targets.iter().copied(), types),
            lines,
            total,
        };
        all.loose = all.loose_ends(ctx);
        Some(all)
    }

    /// The same of some creators alone: their lines, sums, days and groups. Goal, targets and what
    /// is left to do stay those of the whole campaign.
    pub fn only(&self, fits: &dyn Fn(Id<Creator>) -> bool) -> Self {
        let lines: Vec<Line> = self
            .lines
            .iter()
            .filter(|l| fits(l.creator))
            .cloned()
            .collect();
        let blank = Inputs {
            margin: self.total.margin,
            emv: self.total.emv,
            ..Inputs::default()
        };
        let unlisted: Vec<(Id<Creator>, Inputs)> = self
            .unlisted
            .iter()
            .filter(|(creator, _)| fits(*creator))
            .cloned()
            .collect();
        let mine = |of: &Option<Id<Creator>>| fits(of.unwrap_or_default());
        let besides: Vec<_> = self
            .besides
            .iter()
            .filter(|(creator, _)| mine(creator))
            .cloned()
            .collect();
        let (mut total, to_come) = live_together(&lines, &unlisted, blank);
        besides.iter().for_each(|(_, i)| total.merge_own(i));
        let waves = self.waves.iter().map(|(wave, _)| wave.clone()).collect();
        Self {
            to_come,
            days: days(&lines),
            formats: groups(&lines, |l| l.formats.clone()),
            tiers: groups(&lines, |l| l.tier.to_string()),
            outside: outside(&lines, &besides, &total),
            waves: by_wave(waves, &lines, &total),
            unlisted,
            besides,
            talks: 0,
            lines,
            total,
            ..self.clone()
        }
    }

    /// A sentence where so few orders decide that they may be luck.
    pub fn small(&self) -> Option<String> {
        small(self.lines.iter().map(|l| &l.inputs))
    }

    /// Puts the lines in order: by a metric, the best first, what is not known last.
    pub fn sort(&mut self, key: &str) {
        let Some(metric) = table::by_key(key) else {
            return;
        };
        let less = metric.better == table::Better::Less;
        self.lines.sort_by_cached_key(|l| {
            let rank = (metric.compute)(&l.inputs).rank();
            // Currencies stand side by side; a price nobody knows comes after all.
            let value =
                rank.map(|(currency, n)| (currency, if less { n } else { n.saturating_neg() }));
            (
                !l.is_out(),
                value.is_none(),
                value,
                l.inputs.orders.map_or(0, i64::wrapping_neg),
                l.deal,
            )
        });
    }

    fn loose_ends(&self, ctx: &Ctx<'_>) -> Vec<Loose> {
        let mut all = Vec::new();
        let mut add = |done, words: String, command| {
            all.push(Loose {
                done,
                words,
                command,
            })
        };
        add(
            self.agreed.is_fine(),
            "goals agreed before live".into(),
            "edit",
        );
        let pieces: i64 = self.lines.iter().map(|l| l.inputs.posts).sum();
        let sum = |of: fn(&Line) -> i64| self.lines.iter().map(of).sum::<i64>();
        if pieces > 0 {
            let seen = sum(|l| l.disclosed);
            add(
                seen == pieces,
                format!("#ad seen on {seen} of {pieces} posts"),
                "record-live",
            );
            let without = sum(|l| l.uncounted);
            let words = match without {
                0 => "numbers of all posts".into(),
                1 => "numbers of 1 post".into(),
                n => format!("numbers of {n} posts"),
            };
            add(without == 0, words, "record-metrics");
            let sent = self.lines.iter().filter(|l| l.debriefed).count();
            let of = self.lines.iter().filter(|l| l.inputs.posts > 0).count();
            add(
                sent >= of,
                format!("debriefs sent {sent} of {of}"),
                "copy-debrief",
            );
        }
        let week = review::week_to_note(ctx, self.campaign);
        let running = ctx.model.get(self.campaign).is_some_and(|c| {
            c.start.is_some_and(|s| s <= ctx.today) && c.end.is_none_or(|e| e >= week) && !c.closed
        });
        if running {
            let noted = ctx
                .model
                .of_campaign::<WeekNote>(self.campaign)
                .any(|n| n.week == week);
            add(
                noted,
                format!("note of {}", review::week_words(ctx, week)),
                "record-week-note",
            );
        }
        all
    }
}

/// Lines together, and how many of them are still to come. Everybody who was written to counts for
/// the reply rate, also those who did not go on.
fn live_together(
    lines: &[Line],
    unlisted: &[(Id<Creator>, Inputs)],
    mut total: Inputs,
) -> (Inputs, usize) {
    let to_come = lines.iter().filter(|l| !l.is_out()).count();
    let none = to_come == lines.len();
    for line in lines {
        if none || line.is_out() {
            total.merge(&line.inputs);
        } else {
            total.merge_replies(&line.inputs);
        }
    }
    unlisted.iter().for_each(|(_, i)| total.merge_replies(i));
    (total, to_come)
}

/// `small numbers: 7 and 4 orders can be luck`.
pub fn small<'a>(all: impl Iterator<Item = &'a Inputs>) -> Option<String> {
    let mut few: Vec<i64> = all
        .filter_map(|i| i.orders)
        .filter(|n| (1..FEW).contains(n))
        .collect();
    few.sort_unstable_by(|a, b| b.cmp(a));
    let said = match few.as_slice() {
        [] => return None,
        [1] => "1 order".to_string(),
        [one] => format!("{one} orders"),
        [a, b] => format!("{a} and {b} orders"),
        many => format!("{} creators with under {FEW} orders", many.len()),
    };
    Some(format!(
        "small numbers: {said} can be luck; ask for two more waves before deciding"
    ))
}

/// Returns the line of a collaboration in a window, unless it is still in talks or came to nothing.
pub fn line(
    ctx: &Ctx<'_>,
    deal: &Collaboration,
    window: &Window<'_>,
    waves: &Waves,
) -> Option<Line> {
    let all = || {
        ctx.model
            .of::<Deliverable>(deal.creator)
            .filter(|d| d.collaboration == deal.id)
    };
    let off = matches!(
        deal.outcome,
        Some(Outcome::Declined | Outcome::NoReply | Outcome::NotAFit)
    );
    let (inputs, days) = gather::deal(ctx, deal, window);
    let any = all().next().is_some() || inputs.orders.is_some() || !inputs.own.is_empty();
    if !any && (off || (deal.agreed.is_none() && deal.stage < Stage::Creation)) {
        return None;
    }
    let measured = gather::pieces(ctx, deal, window);
    let count = |of: &dyn Fn(&gather::Measured<'_>) -> bool| {
        measured.iter().filter(|m| of(m)).count() as i64
    };
    Some(Line {
        creator: deal.creator,
        deal: deal.id,
        formats: formats(all()),
        tier: tier(ctx, deal.creator),
        first_post: measured.iter().filter_map(|m| m.piece.live).min(),
        pieces: measured.len() as i64,
        disclosed: count(&|m| m.piece.disclosure == Seen::Yes),
        uncounted: count(&|m| m.numbers.is_none()),
        debriefed: deal.debrief_sent.is_some(),
        is_open: deal.is_open(),
        waves: waves
            .ids()
            .map(Some)
            .chain([None])
            .map(|wave| gather::deal(ctx, deal, &Window::Wave(waves, wave)).0)
            .collect(),
        inputs,
        days,
    })
}

/// A creator's collaborations with anything to show, the newest first.
pub fn of_creator(ctx: &Ctx<'_>, creator: Id<Creator>) -> Vec<Line> {
    let mut deals: Vec<&Collaboration> = ctx.model.of::<Collaboration>(creator).collect();
    deals.sort_by_key(|d| (std::cmp::Reverse(d.opened), std::cmp::Reverse(d.id)));
    deals
        .into_iter()
        .filter_map(|deal| line(ctx, deal, &Window::All, &Waves::default()))
        .collect()
}

/// The numbers of lines, all together.
pub fn together(lines: &[Line]) -> Inputs {
    let mut all = Inputs::default();
    lines.iter().for_each(|line| all.merge(&line.inputs));
    all
}

/// The formats of pieces, each once, without their number: `Reel+Story`.
pub fn formats<'m>(pieces: impl Iterator<Item = &'m Deliverable>) -> String {
    let mut all: Vec<String> = Vec::new();
    for piece in pieces.filter(|p| p.state != PieceState::Missed) {
        let bare = piece
            .format
            .trim_start_matches(|c: char| c.is_ascii_digit() || c == ' ')
            .trim();
        let capital = || {
            let mut chars = bare.chars();
            chars
                .next()
                .into_iter()
                .flat_map(char::to_uppercase)
                .chain(chars)
                .collect()
        };
        // A format that is called as its platform is written as the platform writes itself.
        let word: String = Platform::from_word(bare).map_or_else(capital, |on| on.label().into());
        if !word.is_empty() && !all.contains(&word) {
            all.push(word);
        }
    }
    if all.is_empty() {
        DASH.into()
    } else {
        all.join("+")
    }
}

/// The tier of a creator's largest account.
pub fn tier(ctx: &Ctx<'_>, creator: Id<Creator>) -> &'static str {
    let t = &ctx.settings.tiers;
    match ctx
        .model
        .of::<Account>(creator)
        .filter_map(|a| a.followers)
        .max()
    {
        None => "size unknown",
        Some(n) if n < t.micro => "nano",
        Some(n) if n < t.mid => "micro",
        Some(n) if n < t.macro_tier => "mid",
        Some(n) if n < t.mega => "macro",
        Some(_) => "mega",
    }
}

/// Orders by day, from the first day with any to the last.
fn days(lines: &[Line]) -> Vec<(Day, i64)> {
    let mut all: BTreeMap<Day, i64> = BTreeMap::new();
    for (day, orders) in lines.iter().flat_map(|l| &l.days) {
        *all.entry(*day).or_insert(0) += orders;
    }
    let (Some(first), Some(last)) = (all.keys().next().copied(), all.keys().next_back().copied())
    else {
        return Vec::new();
    };
    let first = first.max(add_days(last, -MOST_DAYS));
    first
        .iter_days()
        .take_while(|d| *d <= last)
        .map(|d| (d, all.get(&d).copied().unwrap_or(0)))
        .collect()
}

/// Lines by what they have in common, the cheapest order first.
fn groups(lines: &[Line], by: impl Fn(&Line) -> String) -> Vec<Group> {
    let mut all: BTreeMap<String, Group> = BTreeMap::new();
    for line in lines.iter().filter(|l| l.is_out()) {
        let name = by(line);
        let group = all.entry(name.clone()).or_insert_with(|| Group {
            name,
            count: 0,
            inputs: Inputs::default(),
        });
        group.count += 1;
        group.inputs.merge(&line.inputs);
    }
    let mut all: Vec<Group> = all.into_values().collect();
    let cpa = |i: &Inputs| {
        table::by_key("cpa")
            .map_or(Value::Unknown, |m| (m.compute)(i))
            .rank()
    };
    all.sort_by_cached_key(|g| (cpa(&g.inputs).is_none(), cpa(&g.inputs), g.name.clone()));
    all
}

/// The rows of the waves of a campaign, the first first.
fn waves(ctx: &Ctx<'_>, periods: &Waves) -> Vec<Wave> {
    periods
        .ids()
        .filter_map(|id| ctx.model.get(id).cloned())
        .collect()
}

/// What the lines have at a place of their waves.
fn at_wave(at: usize, lines: &[Line], total: &Inputs) -> Inputs {
    let mut sum = Inputs {
        margin: total.margin,
        emv: total.emv,
        ..Inputs::default()
    };
    let mine = lines.iter().filter_map(|l| l.waves.get(at));
    let brought = |i: &Inputs| i.posts > 0 || i.orders.is_some_and(|n| n > 0) || !i.own.is_empty();
    mine.filter(|i| brought(i) || !i.costs.total().is_empty())
        .for_each(|i| sum.merge(i));
    sum
}

/// Each wave with what is live, was ordered or cost in it.
fn by_wave(waves: Vec<Wave>, lines: &[Line], total: &Inputs) -> Vec<(Wave, Inputs)> {
    waves
        .into_iter()
        .enumerate()
        .map(|(at, wave)| (wave, at_wave(at, lines, total)))
        .collect()
}

/// What lies in no wave.
fn outside(lines: &[Line], besides: &[(Option<Id<Creator>>, Inputs)], total: &Inputs) -> Inputs {
    let last = lines.iter().map(|l| l.waves.len()).max().unwrap_or(0);
    let mut sum = at_wave(last.saturating_sub(1), lines, total);
    besides.iter().for_each(|(_, i)| sum.merge_own(i));
    sum
}

/// Counts of one's own in a campaign that belong to no collaboration of it.
fn besides(ctx: &Ctx<'_>, campaign: Id<Campaign>) -> Vec<(Option<Id<Creator>>, Inputs)> {
    let mine = own_counts::of_no_deal(ctx.model).filter(|row| row.campaign == Some(campaign));
    mine.map(|row| (row.creator, gather::own_alone(ctx, row)))
        .collect()
}
