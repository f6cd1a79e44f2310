-- The ledger: refunds told later, expenses, what comes round again, time in each stage, checks of ad labels, counts of one's
-- own; and what orders, payments and agreements need beside what they had. Only additions (sale.amount may now be empty), so
-- that the steps of older versions still undo.

CREATE TABLE file (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uid TEXT NOT NULL, -- which file this is, wherever it lies
    secret TEXT NOT NULL -- key of the marks that stand for buyers; never shown, never dumped
) STRICT;
INSERT INTO file (uid, secret) VALUES (lower(hex(randomblob(16))), lower(hex(randomblob(32))));

CREATE TABLE recurrence (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    creator INTEGER REFERENCES creator (id) DEFERRABLE INITIALLY DEFERRED,
    campaign INTEGER REFERENCES campaign (id) DEFERRABLE INITIALLY DEFERRED,
    collaboration INTEGER REFERENCES collaboration (id) DEFERRABLE INITIALLY DEFERRED,
    makes TEXT NOT NULL,
    every TEXT NOT NULL,
    start TEXT NOT NULL,
    until TEXT,
    times INTEGER,
    amount TEXT,
    many INTEGER NOT NULL,
    format TEXT NOT NULL,
    platform TEXT,
    words TEXT NOT NULL
) STRICT;
CREATE INDEX recurrence_creator ON recurrence (creator);
CREATE INDEX recurrence_campaign ON recurrence (campaign);
CREATE INDEX recurrence_collaboration ON recurrence (collaboration);

ALTER TABLE followup ADD COLUMN recurrence INTEGER REFERENCES recurrence (id) DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX followup_recurrence ON followup (recurrence);
ALTER TABLE payment ADD COLUMN due_when TEXT NOT NULL DEFAULT '';
ALTER TABLE payment ADD COLUMN recurrence INTEGER REFERENCES recurrence (id) DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX payment_recurrence ON payment (recurrence);
ALTER TABLE deliverable ADD COLUMN recurrence INTEGER REFERENCES recurrence (id) DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX deliverable_recurrence ON deliverable (recurrence);
ALTER TABLE collaboration ADD COLUMN commission_terms TEXT NOT NULL DEFAULT '';
ALTER TABLE collaboration ADD COLUMN hold_days INTEGER;

-- An order's worth may be unknown. SQLite cannot make a column nullable: the table is made anew, with the same rows, ids and
-- counter of ids.
ALTER TABLE sale RENAME TO sale_before;
DROP INDEX sale_creator;
DROP INDEX sale_campaign;
DROP INDEX sale_collaboration;
CREATE TABLE sale (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    creator INTEGER REFERENCES creator (id) DEFERRABLE INITIALLY DEFERRED,
    campaign INTEGER REFERENCES campaign (id) DEFERRABLE INITIALLY DEFERRED,
    collaboration INTEGER REFERENCES collaboration (id) DEFERRABLE INITIALLY DEFERRED,
    day TEXT NOT NULL,
    order_ref TEXT NOT NULL,
    code TEXT NOT NULL,
    amount TEXT,
    refunded INTEGER NOT NULL,
    orders INTEGER NOT NULL,
    new_customer INTEGER,
    buyer TEXT NOT NULL,
    "by" TEXT NOT NULL,
    shop TEXT NOT NULL DEFAULT '',
    until TEXT,
    place INTEGER NOT NULL DEFAULT 0,
    status TEXT NOT NULL DEFAULT 'placed',
    network INTEGER NOT NULL DEFAULT 0,
    source TEXT NOT NULL DEFAULT ''
) STRICT;
INSERT INTO sale (id, creator, campaign, collaboration, day, order_ref, code, amount, refunded, orders, new_customer, buyer, "by")
    SELECT id, creator, campaign, collaboration, day, order_ref, code, amount, refunded, orders, new_customer, buyer, "by" FROM sale_before;
DELETE FROM sqlite_sequence WHERE name = 'sale';
UPDATE sqlite_sequence SET name = 'sale' WHERE name = 'sale_before';
DROP TABLE sale_before;
CREATE INDEX sale_creator ON sale (creator);
CREATE INDEX sale_campaign ON sale (campaign);
CREATE INDEX sale_collaboration ON sale (collaboration);

CREATE TABLE refund (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    creator INTEGER REFERENCES creator (id) DEFERRABLE INITIALLY DEFERRED,
    campaign INTEGER REFERENCES campaign (id) DEFERRABLE INITIALLY DEFERRED,
    sale INTEGER NOT NULL REFERENCES sale (id) DEFERRABLE INITIALLY DEFERRED,
    day TEXT NOT NULL,
    amount TEXT NOT NULL,
    source TEXT NOT NULL,
    note TEXT NOT NULL
) STRICT;
CREATE INDEX refund_creator ON refund (creator);
CREATE INDEX refund_campaign ON refund (campaign);
CREATE INDEX refund_sale ON refund (sale);

CREATE TABLE expense (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    creator INTEGER REFERENCES creator (id) DEFERRABLE INITIALLY DEFERRED,
    campaign INTEGER REFERENCES campaign (id) DEFERRABLE INITIALLY DEFERRED,
    collaboration INTEGER REFERENCES collaboration (id) DEFERRABLE INITIALLY DEFERRED,
    deliverable INTEGER REFERENCES deliverable (id) DEFERRABLE INITIALLY DEFERRED,
    kind TEXT NOT NULL,
    amount TEXT NOT NULL,
    day TEXT NOT NULL,
    reference TEXT NOT NULL,
    note TEXT NOT NULL
) STRICT;
CREATE INDEX expense_creator ON expense (creator);
CREATE INDEX expense_campaign ON expense (campaign);
CREATE INDEX expense_collaboration ON expense (collaboration);
CREATE INDEX expense_deliverable ON expense (deliverable);

CREATE TABLE stage_spell (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    creator INTEGER NOT NULL REFERENCES creator (id) DEFERRABLE INITIALLY DEFERRED,
    collaboration INTEGER NOT NULL REFERENCES collaboration (id) DEFERRABLE INITIALLY DEFERRED,
    stage TEXT NOT NULL,
    since TEXT NOT NULL,
    until TEXT
) STRICT;
CREATE INDEX stage_spell_creator ON stage_spell (creator);
CREATE INDEX stage_spell_collaboration ON stage_spell (collaboration);

CREATE TABLE label_check (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    creator INTEGER NOT NULL REFERENCES creator (id) DEFERRABLE INITIALLY DEFERRED,
    deliverable INTEGER NOT NULL REFERENCES deliverable (id) DEFERRABLE INITIALLY DEFERRED,
    day TEXT NOT NULL,
    market TEXT NOT NULL,
    verdict TEXT NOT NULL,
    caption TEXT NOT NULL,
    why TEXT NOT NULL,
    proof TEXT NOT NULL,
    asked TEXT
) STRICT;
CREATE INDEX label_check_creator ON label_check (creator);
CREATE INDEX label_check_deliverable ON label_check (deliverable);

CREATE TABLE own_count (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    creator INTEGER REFERENCES creator (id) DEFERRABLE INITIALLY DEFERRED,
    campaign INTEGER REFERENCES campaign (id) DEFERRABLE INITIALLY DEFERRED,
    collaboration INTEGER REFERENCES collaboration (id) DEFERRABLE INITIALLY DEFERRED,
    deliverable INTEGER REFERENCES deliverable (id) DEFERRABLE INITIALLY DEFERRED,
    day TEXT NOT NULL,
    name TEXT NOT NULL,
    value INTEGER NOT NULL
) STRICT;
CREATE INDEX own_count_creator ON own_count (creator);
CREATE INDEX own_count_campaign ON own_count (campaign);
CREATE INDEX own_count_collaboration ON own_count (collaboration);
CREATE INDEX own_count_deliverable ON own_count (deliverable);

ALTER TABLE journal ADD COLUMN device TEXT NOT NULL DEFAULT '';
ALTER TABLE journal ADD COLUMN author TEXT NOT NULL DEFAULT '';
