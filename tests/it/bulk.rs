//! One snooze for all who are selected: one step, one undo; whoever has nothing due is left out and
//! counted.

use touchbase::domain::rows::*;

use super::harness::Desk;

#[test]
fn snoozing_the_selection_hides_what_is_due_of_each() {
    let mut desk = Desk::on("2026-11-24", |s| {
        for name in ["Ana", "Bo", "Cleo"] {
            let id = s.creator(name);
            s.deal(id, Stage::Creation);
            s.wrote(id, "2026-11-20", "when do we start?");
        }
        let quiet = s.creator("Dana");
        s.deal(quiet, Stage::Creation);
        s.wrote(quiet, "2026-11-19", "hello");
        s.sent(quiet, "2026-11-24");
    });
    let start = desk.dump();
    desk.keys("2 Ctrl+A s w").says("Snoozed: 3 of 4");
    let steps = desk.steps();
    assert_eq!(
        desk.app()
            .model
            .decisions
            .iter()
            .filter(|d| d.kind == DecisionKind::Snooze)
            .count(),
        3
    );
    desk.keys("Esc u");
    assert_eq!((desk.steps(), desk.dump() == start), (steps - 1, true));
    desk.keys("Ctrl+A s /").enter("fri").says("Snoozed: 3 of 4");
}
