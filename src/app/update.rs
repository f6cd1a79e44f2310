//! What happens on each message: keys find their command or their modal, committed steps reach
//! model, derived values and panes in this order, and nothing else changes them.

use super::dropped::dropped_path;
use super::keys::{Code, Key, by_place};
use super::modal::{Modal, Stay};
use super::panes::review::Review;
use super::panes::roster::Roster;
use super::panes::view::VIEWS;
use super::status::Tone;
use super::{App, Armed, Effect, How, Msg, ViewId};
use crate::domain::change::Step;
use crate::domain::day::Clock;
use crate::domain::held::Renewed;
use crate::domain::model::Model;
use crate::domain::settings::Settings;

/// Seconds within which the second of two keys must come.
const DOUBLE: i64 = 2;

impl App {
    /// Takes a message, changes the state, says what is to be done.
    pub fn update(&mut self, msg: Msg) -> Vec<Effect> {
        if !matches!(
            msg,
            Msg::Resize(..) | Msg::Clock(_) | Msg::Words(..) | Msg::Say(..)
        ) {
            Roster::settle(self);
        }
        match msg {
            Msg::Key(key) => self.key(key),
            Msg::Paste(text) => self.paste(&text),
            Msg::Point(at) => self.pointed(at),
            Msg::Resize(w, h) => {
                self.regions.size = (w, h);
                Vec::new()
            }
            Msg::Clock(clock) => self.tick(clock),
            Msg::Committed(step, how) => self.committed(&step, how),
            Msg::NotSaved(why) => self.not_saved(Tone::Wrong, why, ":log"),
            Msg::Stale(why) => self.not_saved(Tone::Refused, why, "? keys"),
            Msg::NoUndo(why) => self.refuse(why),
            Msg::CaughtUp(steps) => self.caught_up(&steps),
            Msg::Reloaded(model) => self.reloaded(*model),
            Msg::Words(creator, words) => {
                self.words.put(creator, words);
                Vec::new()
            }
            Msg::Reading(file) => self.open(Modal::reading(file)),
            Msg::Sheet(loaded) => self.sheet(loaded),
            Msg::Holidays(read) => self.holidays(read),
            Msg::Mail(planned) => self.mail(planned),
            Msg::Edited(result) => self.edited(result),
            Msg::Drafts(found) => self.found_drafts(found),
            Msg::Configured(settings) => self.configured(*settings),
            Msg::Listing(title, lines) => self.open(Modal::listing(title, lines)),
            Msg::Copied(how) => {
                self.status.add(&how);
                Vec::new()
            }
            Msg::Say(tone, text) => {
                self.status.say(tone, text, "");
                Vec::new()
            }
        }
    }

    fn key(&mut self, key: Key) -> Vec<Effect> {
        self.status.key_pressed();
        self.effect = None;
        if key
            == (Key {
                ctrl: true,
                ..Key::char('c')
            })
        {
            return self.second_press(key, "Ctrl+C again quits; everything is saved");
        }
        let armed = self.armed.take();
        let depth = self.modals.len();
        if let Some(mut modal) = self.modals.pop() {
            self.armed = armed.filter(|a| a.key == key);
            let (stay, effects) = modal.key(self, key);
            if stay == Stay::Open {
                self.modals
                    .insert((depth - 1).min(self.modals.len()), modal);
            }
            return effects;
        }
        self.armed = armed;
        let key = by_place(key);
        let effects = match self.keymap.find(self.place(), &[key]) {
            Some(command) => self.run(command),
            None => self.unknown(key),
        };
        if key != Key::char('q') {
            self.armed = None;
        }
        effects
    }

    /// Runs a command, or refuses with its reason.
    pub fn run(&mut self, command: &super::command::Command) -> Vec<Effect> {
        match (command.able)(self) {
            Ok(()) => (command.run)(self),
            Err(why) => self.refuse(why),
        }
    }

    fn unknown(&mut self, key: Key) -> Vec<Effect> {
        let other = match key.code {
            Code::Char(c) if c.is_lowercase() => Some(c.to_ascii_uppercase()),
            Code::Char(c) if c.is_uppercase() => Some(c.to_ascii_lowercase()),
            _ => None,
        };
        let near = other.and_then(|c| {
            self.keymap
                .find(
                    self.place(),
                    &[Key {
                        code: Code::Char(c),
                        ..key
                    }],
                )
                .map(|cmd| (c, cmd))
        });
        match near {
            Some((c, command)) => {
                let title = command.title(self);
                self.refuse(format!("{key} does nothing here; {c} is: {title}"))
            }
            None => self.refuse(format!("{key} does nothing here")),
        }
    }

    /// Arms a key that acts only when pressed twice, or acts.
    pub fn second_press(&mut self, key: Key, say: &str) -> Vec<Effect> {
        let now = self.clock.now;
        if self
            .armed
            .take()
            .is_some_and(|a| a.key == key && now.0 - a.at.0 <= DOUBLE)
        {
            self.quit = true;
            return vec![Effect::Quit];
        }
        self.armed = Some(Armed { key, at: now });
        self.status.say(Tone::Note, say, "");
        Vec::new()
    }

    fn paste(&mut self, text: &str) -> Vec<Effect> {
        self.status.key_pressed();
        let depth = self.modals.len();
        if let Some(mut modal) = self.modals.pop() {
            let (stay, effects) = modal.paste(self, text);
            if stay == Stay::Open {
                self.modals
                    .insert((depth - 1).min(self.modals.len()), modal);
            }
            return effects;
        }
        if self.around.read_only.is_some() {
            return self.refuse("nothing can be added: the file is open read-only");
        }
        let text = text.trim_matches(['\r', '\n']);
        if text.trim().is_empty() {
            return self.refuse("the paste was empty");
        }
        if let Some(path) = dropped_path(text) {
            return vec![Effect::ReadFile(path)];
        }
        if text.contains(['\n', '\r', '\t']) {
            return vec![Effect::ReadCells(text.to_string())];
        }
        self.open(Modal::quick_add(text))
    }

    fn tick(&mut self, clock: Clock) -> Vec<Effect> {
        match self.held().go(clock) {
            Renewed::Of(crossed) if crossed.is_empty() => {}
            // Those at whose place a day ended meanwhile.
            Renewed::Of(crossed) => {
                Review::renew(self, &crossed);
                Roster::changed(self, &crossed);
                super::panes::outreach::renew(self, &crossed);
            }
            Renewed::All => {
                self.show_anew();
                super::panes::review::greet(self);
                self.status.say(
                    Tone::Note,
                    format!("a new day: {}", crate::domain::day::long(self.today)),
                    "",
                );
            }
        }
        Vec::new()
    }

    fn committed(&mut self, step: &Step, how: How) -> Vec<Effect> {
        self.absorb(step);
        self.modals.retain(|m| !m.is_saving());
        match how {
            How::Done => {
                let hint = self
                    .keymap
                    .first("undo")
                    .map(|k| format!("{k} undo"))
                    .unwrap_or_default();
                let effect = self
                    .effect
                    .take()
                    .map_or_else(String::new, |effect| format!(" · {effect}"));
                self.status
                    .say(Tone::Ok, format!("{}{effect}", step.label), hint);
            }
            How::Undone => {
                let hint = self
                    .keymap
                    .first("redo")
                    .map(|k| format!("{k} redo"))
                    .unwrap_or_default();
                self.status
                    .say(Tone::Undo, format!("Taken back: {}", step.label), hint);
            }
            How::Redone => {
                let hint = self
                    .keymap
                    .first("undo")
                    .map(|k| format!("{k} undo"))
                    .unwrap_or_default();
                self.status
                    .say(Tone::Undo, format!("Done again: {}", step.label), hint);
            }
        }
        // Whoever is gone with the change has no place to go to.
        let there = step
            .focus
            .creator
            .filter(|creator| self.model.get(*creator).is_some());
        if how != How::Done
            && let Some(creator) = there
        {
            for view in VIEWS {
                (view.pane_mut)(self).go(creator);
            }
            self.review.go_item(step.focus.item.as_deref(), creator);
        }
        self.after_commit(step, how)
    }

    /// Model first, then what is derived, then the panes, each only where the step touched.
    /// Gives back how many cards came to the review.
    fn absorb(&mut self, step: &Step) -> usize {
        let Renewed::Of(touched) = self.held().apply(&step.edits) else {
            self.show_anew();
            self.plan_anew();
            return 0;
        };
        for creator in &touched {
            self.words.forget(*creator);
        }
        let before = self.review.come;
        VIEWS
            .iter()
            .for_each(|view| (view.changed)(self, step, &touched));
        let come = self.review.come - before;
        if self
            .profile
            .as_ref()
            .is_some_and(|p| self.model.get(p.creator).is_none())
        {
            self.profile = None;
        }
        self.enter();
        self.plan_anew();
        come
    }

    /// A dry run shows what would be written to the rows as they are now; so do the backlog and the
    /// week ahead. When the backlog is settled the day's queue is made of what is left.
    fn plan_anew(&mut self) {
        if self.modals.iter().any(Modal::watches_rows) {
            let mut modals = std::mem::take(&mut self.modals);
            modals.iter_mut().for_each(|m| m.outdated(self));
            let open = modals.len();
            modals.retain(|m| !m.is_over());
            self.modals = modals;
            if self.modals.len() < open {
                Review::rebuild(self);
            }
        }
    }

    /// Everything derived and shown, anew: at the start, and with other settings.
    pub(super) fn rebuild(&mut self) {
        self.held().rebuild();
        self.show_anew();
    }

    /// Everything shown, anew, once everything derived is: on a new day, after a reload.
    fn show_anew(&mut self) {
        self.words.clear();
        VIEWS.iter().for_each(|view| (view.rebuild)(self));
        self.enter();
    }

    fn not_saved(&mut self, tone: Tone, why: String, hint: &str) -> Vec<Effect> {
        for modal in &mut self.modals {
            modal.not_saved();
        }
        self.keep_queue();
        let why = match self.give_up_leaving(tone) {
            true => format!("{why} The words are kept aside; :drafts shows them."),
            false => why,
        };
        self.status.say(tone, why, hint);
        Vec::new()
    }

    fn caught_up(&mut self, steps: &[Step]) -> Vec<Effect> {
        let come: usize = steps.iter().map(|step| self.absorb(step)).sum();
        if let Some(last) = steps.last() {
            let more = if steps.len() > 1 {
                format!(" (+{} more)", steps.len() - 1)
            } else {
                String::new()
            };
            let new = match come {
                0 => String::new(),
                1 => " · 1 new card at the end of the review".into(),
                n => format!(" · {n} new cards at the end of the review"),
            };
            self.status.say(
                Tone::Note,
                format!("from elsewhere: {}{more}{new}", last.label),
                "",
            );
        }
        Vec::new()
    }

    fn reloaded(&mut self, model: Model) -> Vec<Effect> {
        self.held().reload(model);
        self.show_anew();
        self.plan_anew();
        Vec::new()
    }

    fn configured(&mut self, settings: Settings) -> Vec<Effect> {
        self.settings = settings;
        self.rebuild();
        Vec::new()
    }

    fn sheet(&mut self, loaded: Result<Box<crate::load::Loaded>, String>) -> Vec<Effect> {
        self.modals.retain(|m| !m.is_reading());
        match loaded {
            Ok(loaded) => {
                self.modals.retain(|m| !m.is_import() && !m.is_welcome());
                let modal = Modal::import(self, *loaded);
                self.open(modal)
            }
            Err(why) => {
                self.status.say(Tone::Wrong, why, "");
                Vec::new()
            }
        }
    }

    fn holidays(&mut self, read: Result<(String, String), String>) -> Vec<Effect> {
        let plan = read.and_then(|(file, text)| {
            crate::exchange::holidays::plan(&file, &text, &self.model, self.today)
        });
        match plan {
            Ok(plan) if plan.step.is_empty() => self.refuse(plan.sentence()),
            Ok(plan) => self.commit_large("import", plan.step),
            Err(why) => {
                self.status.say(Tone::Wrong, why, "");
                Vec::new()
            }
        }
    }

    /// Takes mail in, and says what became of each kind of letter.
    fn mail(
        &mut self,
        planned: Result<Box<crate::exchange::mail::Planned>, String>,
    ) -> Vec<Effect> {
        match planned {
            Ok(planned) => {
                self.open(Modal::listing("Mail taken in".into(), planned.lines()));
                if planned.step.is_empty() {
                    Vec::new()
                } else {
                    self.commit_large("import", planned.step)
                }
            }
            Err(why) => {
                self.status.say(Tone::Wrong, why, "");
                Vec::new()
            }
        }
    }

    fn edited(&mut self, result: Result<String, String>) -> Vec<Effect> {
        let text = match result {
            Ok(text) => text,
            Err(why) => {
                self.status.say(Tone::Wrong, why, "");
                return Vec::new();
            }
        };
        let Some(mut modal) = self.modals.pop() else {
            return Vec::new();
        };
        modal.edited(&text);
        self.modals.push(modal);
        Vec::new()
    }

    fn after_commit(&mut self, step: &Step, how: How) -> Vec<Effect> {
        if how == How::Done
            && step.edits.creators.len() > 1
            && step.edits.creators.iter().any(|e| e.before.is_none())
        {
            // An import: what it proposes is the next thing to look at, on a free day as well.
            self.review.anyway = true;
            self.view = ViewId::Review;
            self.profile = None;
            Review::rebuild(self);
        }
        if how != How::Done {
            return Vec::new();
        }
        if !step.edits.free_days.is_empty() {
            return super::panes::review::entered(self, step);
        }
        let mut effects = super::modal::composer::logged(self);
        effects.extend(super::panes::library::saved(self));
        effects
    }
}
