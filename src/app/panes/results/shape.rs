//! How the lines of the results are shared out among name, targets, collaborations and what is
//! below, and what stands in each: for scrolling, drawing and pointing alike.

use crate::app::regions::{Class, Regions};

/// What stands in a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum At {
    /// Name and goal of the campaign.
    Head,
    /// A target, by its number.
    Goal(usize),
    /// A collaboration, by its number.
    Line(usize),
}

/// How the lines of the view are shared out. One function for scrolling and drawing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Shape {
    /// Lines of name and goal.
    pub head: u16,
    /// Lines of targets.
    pub goals: u16,
    /// Rules between the parts: 1 or 0.
    pub rule: u16,
    /// Lines of collaborations.
    pub table: u16,
    /// A line with all of them together: 1 or 0.
    pub total: u16,
    /// Lines of days, formats and loose ends below.
    pub foot: u16,
}

/// Lines of the boxes under the table, borders included; none where there is no room.
pub fn boxes(class: Class, body: u16) -> u16 {
    if class == Class::Normal && body >= 26 {
        (body / 3).clamp(9, 13)
    } else {
        0
    }
}

impl Shape {
    /// For a window, with so many targets.
    pub fn of(regions: &Regions, goals: usize) -> Self {
        let h = regions.list.h;
        let normal = regions.class == Class::Normal;
        let head = if normal || h < 14 { 1 } else { 2 };
        let rule = u16::from(h >= 15);
        let foot = if normal && boxes(regions.class, regions.body.h) > 0 || h < 18 {
            0
        } else {
            4
        };
        let total = u16::from(h >= 9);
        let most = if h >= 15 { h / 4 } else { u16::from(h >= 8) };
        let goals = u16::try_from(goals).unwrap_or(most).min(most);
        // One line of column headings.
        let used = head + goals + 3 * rule + total + foot + 1;
        Self {
            head,
            goals,
            rule,
            table: h.saturating_sub(used).max(1),
            total,
            foot,
        }
    }

    /// What stands in a line, with the first target and the first collaboration in sight.
    pub fn row_of(&self, line: usize, goal: usize, deal: usize) -> Option<At> {
        let [head, goals, rule, table] =
            [self.head, self.goals, self.rule, self.table].map(usize::from);
        let first_goal = head + rule;
        // Under a rule of their own stand the headings of the columns.
        let first_deal = first_goal + goals + rule + 1;
        match line {
            _ if line < head => Some(At::Head),
            _ if (first_goal..first_goal + goals).contains(&line) => {
                Some(At::Goal(goal + line - first_goal))
            }
            _ if (first_deal..first_deal + table).contains(&line) => {
                Some(At::Line(deal + line - first_deal))
            }
            _ => None,
        }
    }
}
