//! The playbook: pages that come with the program (`assets/playbook`) and one's own, which are
//! rows. A row hides the shipped page of the same title; editing a shipped page makes it a row.

use super::change::Step;
use super::ids::Id;
use super::model::Model;
use super::rows::Page;

/// The files, in the order of the list: a heading, then the words.
const FILES: &[&str] = &[
    include_str!("../../assets/playbook/outreach.md"),
    include_str!("../../assets/playbook/briefs.md"),
    include_str!("../../assets/playbook/rights.md"),
    include_str!("../../assets/playbook/payments.md"),
    include_str!("../../assets/playbook/debrief.md"),
    include_str!("../../assets/playbook/disclosure.md"),
];

/// A page as one reads it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its row; none while it is only shipped.
    pub id: Option<Id<Page>>,
    /// Its title.
    pub title: String,
    /// The market it is about; empty for all.
    pub market: String,
    /// Its words.
    pub body: String,
}

fn shipped() -> impl Iterator<Item = Entry> {
    FILES.iter().filter_map(|file| {
        let (title, body) = file.strip_prefix("# ")?.split_once('\n')?;
        let (title, body) = (title.trim().to_owned(), body.trim().to_owned());
        Some(Entry {
            id: None,
            title,
            market: String::new(),
            body,
        })
    })
}

/// All pages: one's own first, then the shipped ones no row stands for.
pub fn pages(model: &Model) -> Vec<Entry> {
    let own = model.pages.iter().map(|row| Entry {
        id: Some(row.id),
        title: row.title.to_string(),
        market: row.market.to_string(),
        body: row.body.to_string(),
    });
    let stands = |page: &Entry| {
        !model
            .pages
            .iter()
            .any(|row| row.title.trim().eq_ignore_ascii_case(&page.title))
    };
    own.chain(shipped().filter(stands)).collect()
}

/// The row of a page, added to a step if it is not there yet.
pub fn adopt(model: &Model, step: &mut Step, page: &Entry) -> Id<Page> {
    if let Some(id) = page.id {
        return id;
    }
    let id = step.fresh::<Page>(model);
    let (title, market, body) = (
        page.title.as_str().into(),
        page.market.as_str().into(),
        page.body.as_str().into(),
    );
    step.insert(Page {
        id,
        title,
        market,
        body,
    });
    id
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shipped_page_reads_and_becomes_ones_own() {
        let mut model = Model::default();
        let all = pages(&model);
        assert_eq!(all.len(), FILES.len());
        assert!(
            all.iter()
                .all(|p| p.id.is_none() && !p.title.is_empty() && p.body.len() > 200)
        );
        let mut step = Step::new("mine");
        let first = all.first().unwrap();
        let id = adopt(&model, &mut step, first);
        model.apply(&step.edits);
        let now = pages(&model);
        assert_eq!(now.len(), all.len(), "the row hides the shipped page");
        assert_eq!(now.first().and_then(|p| p.id), Some(id));
    }
}
