//! Whom a word means: a handle, a name, an address or a number. Nobody is guessed: where several
//! fit they are named.

use crate::domain::ids::Id;
use crate::domain::join;
use crate::domain::model::Model;
use crate::domain::query::{SearchKeys, did_you_mean, fold};
use crate::domain::rows::{Account, ContactKind, ContactPoint, Creator, Shelf};

/// How many are named when several fit.
const NAMED: usize = 6;

/// The creator that words mean.
pub(super) fn find(model: &Model, words: &str) -> Result<Id<Creator>, String> {
    let typed = words.trim();
    let wanted = fold(typed.trim_start_matches('@'));
    if wanted.is_empty() {
        return Err(
            "Whom? Give a handle such as @mia, a name, an e-mail address or a number.".into(),
        );
    }
    let handle_only = typed.starts_with('@');
    for fits in [is_called as Fits, begins] {
        let mut found: Vec<&Creator> = model
            .creators
            .iter()
            .filter(|row| fits(model, row, &wanted, handle_only))
            .collect();
        if found.iter().any(|row| row.shelf == Shelf::Active) {
            found.retain(|row| row.shelf == Shelf::Active);
        }
        match found.as_slice() {
            [] => {}
            [one] => return Ok(one.id),
            several => return Err(ambiguous(model, typed, several)),
        }
    }
    if let Some(row) = typed
        .parse()
        .ok()
        .and_then(|id| model.get(Id::<Creator>::new(id)))
    {
        return Ok(row.id);
    }
    let near = did_you_mean(&wanted, &SearchKeys::build(model));
    let hint = near.map_or_else(String::new, |near| format!(" Did you mean {}?", near.word));
    Err(format!("Nobody is called \"{typed}\".{hint}"))
}

/// Two creators, the one who stays first: the one `into` means, else the one with deals or the
/// older.
pub(super) fn pair(
    model: &Model,
    one: &str,
    other: &str,
    into: Option<&str>,
) -> Result<(Id<Creator>, Id<Creator>), String> {
    let (one, other) = (find(model, one)?, find(model, other)?);
    match into.map(|into| find(model, into)).transpose()? {
        None => Ok(join::who_stays(model, one, other)),
        Some(id) if id == one => Ok((one, other)),
        Some(id) if id == other => Ok((other, one)),
        Some(id) => Err(format!("{} is neither of the two.", introduced(model, id))),
    }
}

type Fits = fn(&Model, &Creator, &str, bool) -> bool;

fn is_called(model: &Model, row: &Creator, wanted: &str, handle_only: bool) -> bool {
    let handle = model
        .of::<Account>(row.id)
        .any(|account| fold(&account.handle) == wanted);
    let further = |kind: &[ContactKind]| {
        model
            .of::<ContactPoint>(row.id)
            .any(|point| kind.contains(&point.kind) && fold(&point.value) == wanted)
    };
    handle
        || further(&[ContactKind::FormerHandle])
        || (!handle_only
            && (fold(&row.name) == wanted
                || fold(&row.email) == wanted
                || further(&[ContactKind::Email, ContactKind::OtherName])))
}

fn begins(model: &Model, row: &Creator, wanted: &str, handle_only: bool) -> bool {
    if row.shelf == Shelf::Trashed {
        return false;
    }
    let handle = model
        .of::<Account>(row.id)
        .any(|account| fold(&account.handle).starts_with(wanted));
    let name = || {
        let name = fold(&row.name);
        name.starts_with(wanted) || name.split_whitespace().any(|word| word.starts_with(wanted))
    };
    handle || (!handle_only && name())
}

fn ambiguous(model: &Model, typed: &str, several: &[&Creator]) -> String {
    let mut names: Vec<String> = several
        .iter()
        .take(NAMED)
        .map(|row| introduced(model, row.id))
        .collect();
    if several.len() > NAMED {
        names.push(format!("{} more", several.len() - NAMED));
    }
    format!(
        "\"{typed}\" fits {} creators: {}. Say more of the name, or give the number.",
        several.len(),
        names.join("; ")
    )
}

/// `Mia Okafor @miabrews (12)`: with all that tells one from another.
pub(super) fn introduced(model: &Model, id: Id<Creator>) -> String {
    let name = model.called(id);
    let handle = model
        .of::<Account>(id)
        .next()
        .map(|account| format!(" {}", account.called()));
    let handle = handle
        .filter(|handle| handle.trim_start() != name)
        .unwrap_or_default();
    format!("{name}{handle} ({id})")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::rows::Platform;

    fn model() -> Model {
        let mut model = Model::default();
        let people = [
            (1, "Mia Okafor", "miabrews"),
            (2, "Misha Levy", "misha.tea"),
            (3, "", "mia"),
            (4, "Ana Lis", ""),
        ];
        for (id, name, handle) in people {
            model.load(Creator {
                id: Id::new(id),
                name: name.into(),
                ..Creator::default()
            });
            if !handle.is_empty() {
                model.load(Account::new(
                    Id::new(id),
                    Id::new(id),
                    Platform::Instagram,
                    handle,
                ));
            }
        }
        model
    }

    #[test]
    fn words_mean_one_person_or_are_refused() {
        let model = model();
        let check =
            |words: &str, id: u32| assert_eq!(find(&model, words).map(Id::raw), Ok(id), "{words}");
        check("@mia", 3);
        check("@MIABREWS", 1);
        check("Mia Okafor", 1);
        check("okaf", 1);
        check("4", 4);
        let said = find(&model, "@mi").unwrap_err();
        assert!(
            said.contains("Mia Okafor @miabrews (1)") && said.contains("3 creators"),
            "{said}"
        );
        assert!(
            find(&model, "@ana")
                .unwrap_err()
                .starts_with("Nobody is called \"@ana\".")
        );
        assert!(
            find(&model, "mishs")
                .unwrap_err()
                .contains("Did you mean misha")
        );
        assert!(find(&model, " ").is_err());
    }
}
