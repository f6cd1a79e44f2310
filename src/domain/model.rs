//! All rows in memory, found by id in constant time, and for every creator the ids of all that
//! belongs to it. Knows nothing of the rules and sums that read it. Always equal to a fresh load of
//! the file.

use std::sync::OnceLock;

use super::change::{Edit, Edits, Step};
use super::doubles::DoubleIndex;
use super::ids::Id;
use super::order_index::OrderIndex;
use super::rows::*;
use crate::every_table;

/// The rows of one table, by id.
#[derive(Debug, Clone)]
pub struct Table<T> {
    rows: Vec<Option<T>>,
    len: usize,
    used: u32,
}

impl<T> Default for Table<T> {
    fn default() -> Self {
        Self {
            rows: Vec::new(),
            len: 0,
            used: 0,
        }
    }
}

/// Equal content; where ids have been used up does not count.
impl<T: Row> PartialEq for Table<T> {
    fn eq(&self, other: &Self) -> bool {
        self.len == other.len && self.iter().eq(other.iter())
    }
}

impl<T: Row> Table<T> {
    /// The row of an id.
    pub fn get(&self, id: Id<T>) -> Option<&T> {
        self.rows.get(id.index())?.as_ref()
    }

    /// All rows by id.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &T> {
        self.rows.iter().flatten()
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The next id never used before.
    pub fn next_id(&self) -> Id<T> {
        Id::new(self.used.saturating_add(1))
    }

    /// Notes that ids up to this one have been used (also by rows that are gone).
    pub fn note_used(&mut self, id: u32) {
        self.used = self.used.max(id);
    }

    /// Notes the greatest id of the file, and makes room for all up to it.
    pub fn make_room(&mut self, id: u32) {
        self.note_used(id);
        self.rows
            .reserve_exact(Id::<T>::new(id).index() + usize::from(id > 0));
    }

    fn put(&mut self, row: T) {
        let at = row.id().index();
        self.note_used(row.id().raw());
        if self.rows.len() <= at {
            self.rows.resize_with(at + 1, || None);
        }
        if let Some(slot) = self.rows.get_mut(at) {
            self.len += usize::from(slot.is_none());
            *slot = Some(row);
        }
    }

    fn take(&mut self, id: Id<T>) {
        if self
            .rows
            .get_mut(id.index())
            .and_then(Option::take)
            .is_some()
        {
            self.len -= 1;
        }
    }
}

/// Gives the table of a row type.
pub trait TableOf<T> {
    /// The table's number, its place in the list of all tables.
    const TAG: u8;
    /// The table.
    fn table(&self) -> &Table<T>;
    /// The table, to change. Only the model and the loader do.
    fn table_mut(&mut self) -> &mut Table<T>;
}

/// A row that belongs to something: its table's number and its id, ordered by both.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Link {
    tag: u8,
    id: u32,
}

/// For each owner (by id; 0 collects what has none) the sorted links to its rows.
#[derive(Debug, Clone, Default)]
struct Links(Vec<Vec<Link>>);

impl Links {
    fn of(&self, owner: usize, tag: u8) -> &[Link] {
        let Some(all) = self.0.get(owner) else {
            return &[];
        };
        let from = all.partition_point(|l| l.tag < tag);
        let to = all.partition_point(|l| l.tag <= tag);
        all.get(from..to).unwrap_or(&[])
    }

    fn add(&mut self, owner: usize, link: Link) {
        if self.0.len() <= owner {
            self.0.resize_with(owner + 1, Vec::new);
        }
        if let Some(all) = self.0.get_mut(owner) {
            // Most rows come in order.
            let at = if all.last().is_none_or(|l| *l < link) {
                all.len()
            } else {
                all.partition_point(|l| *l < link)
            };
            if all.get(at) != Some(&link) {
                all.insert(at, link);
            }
        }
    }

    fn drop(&mut self, owner: usize, link: Link) {
        if let Some(all) = self.0.get_mut(owner)
            && let Ok(at) = all.binary_search(&link)
        {
            all.remove(at);
        }
    }
}

macro_rules! make_model {
    ($($plural:ident: $type:ident,)+) => {
        /// Numbers of the tables, in the order of the list.
        #[allow(non_camel_case_types)] // named after the tables by the list of all tables
        enum Tag { $($plural,)+ }

        /// All that the file holds.
        #[derive(Debug, Clone, Default)]
        pub struct Model {
            $(
                #[doc = concat!("All ", stringify!($plural), ".")]
                pub $plural: Table<$type>,
            )+
            by_creator: Links,
            by_campaign: Links,
            orders: OnceLock<OrderIndex>,
            doubles: OnceLock<DoubleIndex>,
        }

        impl PartialEq for Model {
            fn eq(&self, other: &Self) -> bool { true $(&& self.$plural == other.$plural)+ }
        }

        $(impl TableOf<$type> for Model {
            const TAG: u8 = Tag::$plural as u8;
            fn table(&self) -> &Table<$type> { &self.$plural }
            fn table_mut(&mut self) -> &mut Table<$type> { &mut self.$plural }
        })+

        impl Model {
            /// Applies all edits of a step that is already on disk.
            pub fn apply(&mut self, edits: &Edits) {
                let orders = self.orders.take().map(|mut orders| {
                    orders.apply(self, edits);
                    orders
                });
                let names = [edits.creators.len(), edits.accounts.len(), edits.contacts.len()];
                let doubles = self.doubles.take().map(|mut doubles| {
                    let touched = if names.iter().any(|n| *n > 0) {
                        edits.creators_touched()
                    } else {
                        Vec::new()
                    };
                    touched.iter().for_each(|id| doubles.forget(self, *id));
                    (doubles, touched)
                });
                $(self.apply_all(&edits.$plural);)+
                if let Some((mut doubles, touched)) = doubles {
                    touched.iter().for_each(|id| doubles.learn(self, *id));
                    self.doubles = OnceLock::from(doubles);
                }
                self.orders = orders.map(OnceLock::from).unwrap_or_default();
            }

            /// The name of the first table whose rows differ, for messages of tests and `check`.
            pub fn first_difference(&self, other: &Self) -> Option<&'static str> {
                $(if self.$plural != other.$plural { return Some(<$type as Row>::TABLE); })+
                None
            }
        }
    };
}
every_table!(make_model);

impl Model {
    /// The row of an id.
    pub fn get<T: Row>(&self, id: Id<T>) -> Option<&T>
    where
        Self: TableOf<T>,
    {
        self.table().get(id)
    }

    /// A creator's rows of one table, by id.
    pub fn of<T: Row>(&self, creator: Id<Creator>) -> impl DoubleEndedIterator<Item = &T>
    where
        Self: TableOf<T>,
    {
        let links = self
            .by_creator
            .of(creator.index(), <Self as TableOf<T>>::TAG);
        links.iter().filter_map(|l| self.table().get(Id::new(l.id)))
    }

    /// How many rows of one table a creator has.
    pub fn count_of<T: Row>(&self, creator: Id<Creator>) -> usize
    where
        Self: TableOf<T>,
    {
        self.by_creator
            .of(creator.index(), <Self as TableOf<T>>::TAG)
            .len()
    }

    /// Rows of one table that belong to no creator, by id.
    pub fn without_creator<T: Row>(&self) -> impl Iterator<Item = &T>
    where
        Self: TableOf<T>,
    {
        self.of(Id::default())
    }

    /// A campaign's rows of one table, by id.
    pub fn of_campaign<T: Row>(&self, campaign: Id<Campaign>) -> impl DoubleEndedIterator<Item = &T>
    where
        Self: TableOf<T>,
    {
        let links = self
            .by_campaign
            .of(campaign.index(), <Self as TableOf<T>>::TAG);
        links.iter().filter_map(|l| self.table().get(Id::new(l.id)))
    }

    /// The creator's open collaborations, the most advanced first, then the newest.
    pub fn open_collaborations(&self, creator: Id<Creator>) -> Vec<&Collaboration> {
        let mut open: Vec<_> = self
            .of::<Collaboration>(creator)
            .filter(|c| c.is_open())
            .collect();
        open.sort_by_key(|c| std::cmp::Reverse((c.stage, c.id)));
        open
    }

    /// Whether a post was agreed for a parcel: when it was entered, or since, in its collaboration.
    pub fn post_agreed(&self, parcel: &Shipment) -> bool {
        parcel.post_agreed
            || parcel
                .collaboration
                .and_then(|id| self.get(id))
                .is_some_and(|c| c.agreed.is_some())
    }

    /// What a creator is called: the name, else the first handle, else "creator 12".
    pub fn called(&self, creator: Id<Creator>) -> String {
        let Some(row) = self.get(creator) else {
            return format!("creator {creator}");
        };
        if !row.name.is_empty() {
            return row.name.to_string();
        }
        match self.of::<Account>(creator).next() {
            Some(account) => format!("@{}", account.handle),
            None => format!("creator {creator}"),
        }
    }

    /// Puts a row of the file in while loading.
    pub fn load<T: Row>(&mut self, row: T)
    where
        Self: TableOf<T>,
    {
        self.orders.take();
        self.doubles.take();
        self.put(row);
    }

    /// Whether that was asked for: a screen that only mentions doubles does not wait for it.
    pub fn has_double_index(&self) -> bool {
        self.doubles.get().is_some()
    }

    /// Who shares a name, a handle's letters or a phone number; made when first asked for.
    pub fn double_index(&self) -> &DoubleIndex {
        self.doubles.get_or_init(|| DoubleIndex::build(self))
    }

    /// Which rows tell of the same order, and whose a promo code is; made when first asked for.
    pub fn order_index(&self) -> &OrderIndex {
        self.orders.get_or_init(|| OrderIndex::build(self))
    }

    fn apply_all<T: Row>(&mut self, edits: &[Edit<T>])
    where
        Self: TableOf<T>,
    {
        for edit in edits {
            self.unlink(edit.id());
            match &edit.after {
                Some(row) => self.put(row.clone()),
                None => self.table_mut().take(edit.id()),
            }
        }
    }

    fn put<T: Row>(&mut self, row: T)
    where
        Self: TableOf<T>,
    {
        let link = Link {
            tag: <Self as TableOf<T>>::TAG,
            id: row.id().raw(),
        };
        self.by_creator
            .add(row.creator().map_or(0, Id::index), link);
        if let Some(campaign) = row.campaign() {
            self.by_campaign.add(campaign.index(), link);
        }
        self.table_mut().put(row.kept());
    }

    fn unlink<T: Row>(&mut self, id: Id<T>)
    where
        Self: TableOf<T>,
    {
        let Some(row) = <Self as TableOf<T>>::table(self).get(id) else {
            return;
        };
        let (creator, campaign) = (row.creator(), row.campaign());
        let link = Link {
            tag: <Self as TableOf<T>>::TAG,
            id: id.raw(),
        };
        self.by_creator.drop(creator.map_or(0, Id::index), link);
        if let Some(campaign) = campaign {
            self.by_campaign.drop(campaign.index(), link);
        }
    }
}

/// The step that removes a creator with all that belongs to it, children first.
pub fn removal(model: &Model, creator: Id<Creator>, step: &mut Step) {
    macro_rules! remove_owned {
        ($($plural:ident: $type:ident,)+) => {
            $(if <Model as TableOf<$type>>::TAG != <Model as TableOf<Creator>>::TAG {
                for row in model.of::<$type>(creator) { step.remove(row.clone()); }
            })+
        };
    }
    every_table!(remove_owned);
    let named = |row: &&Apart| row.other == creator && row.creator != creator;
    for row in model.aparts.iter().filter(named) {
        step.remove(row.clone());
    }
    if let Some(row) = model.get(creator) {
        step.remove(row.clone());
    }
}
