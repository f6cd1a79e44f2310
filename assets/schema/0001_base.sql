-- Every table of the file. One table per row type of `domain::rows`, in the order of the list `every_table!`; columns are
-- the fields, in the same names. Days are ISO text, instants UTC seconds, money `45000 EUR` in minor units, closed lists
-- are words, unknown is NULL. SQLite changes nothing on its own: no triggers, no cascades, no defaults. Foreign keys are
-- deferred so that a step may write its rows in any order, and each is indexed so that undoing 5,000 rows takes
-- milliseconds. AUTOINCREMENT, because a later row must never take the id of one that was taken back.

PRAGMA application_id = 1413628243; -- "TBAS"

CREATE TABLE creator (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    email TEXT NOT NULL,
    phone TEXT NOT NULL,
    agent TEXT NOT NULL,
    country TEXT NOT NULL,
    zone TEXT NOT NULL,
    zone_guessed INTEGER NOT NULL,
    language TEXT NOT NULL,
    address TEXT NOT NULL,
    niche TEXT NOT NULL,
    style TEXT NOT NULL,
    voice TEXT NOT NULL,
    tags TEXT NOT NULL,
    core INTEGER NOT NULL,
    prefers TEXT,
    boundaries TEXT NOT NULL,
    quiet_days TEXT NOT NULL,
    do_not_contact INTEGER NOT NULL,
    do_not_contact_why TEXT NOT NULL,
    source TEXT NOT NULL,
    imported INTEGER NOT NULL,
    fit_values INTEGER NOT NULL,
    fit_voice INTEGER NOT NULL,
    fit_audience INTEGER NOT NULL,
    fit_content INTEGER NOT NULL,
    relationship TEXT,
    our_goals TEXT NOT NULL,
    their_goals TEXT NOT NULL,
    checkin TEXT,
    checkin_they INTEGER NOT NULL,
    checkin_we INTEGER NOT NULL,
    cadence TEXT NOT NULL,
    rate TEXT,
    rate_for TEXT NOT NULL,
    shelf TEXT NOT NULL,
    added TEXT NOT NULL,
    extra TEXT NOT NULL
) STRICT;

CREATE TABLE account (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    creator INTEGER NOT NULL REFERENCES creator (id) DEFERRABLE INITIALLY DEFERRED,
    platform TEXT NOT NULL,
    handle TEXT NOT NULL,
    url TEXT NOT NULL,
    followers INTEGER,
    engagement INTEGER,
    engagement_basis TEXT NOT NULL,
    avg_views INTEGER,
    checked TEXT,
    audience TEXT NOT NULL,
    audience_source TEXT NOT NULL,
    audience_day TEXT
) STRICT;
CREATE INDEX account_creator ON account (creator);

CREATE TABLE measurement (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    creator INTEGER NOT NULL REFERENCES creator (id) DEFERRABLE INITIALLY DEFERRED,
    account INTEGER NOT NULL REFERENCES account (id) DEFERRABLE INITIALLY DEFERRED,
    day TEXT NOT NULL,
    followers INTEGER,
    engagement INTEGER,
    avg_views INTEGER
) STRICT;
CREATE INDEX measurement_creator ON measurement (creator);
CREATE INDEX measurement_account ON measurement (account);

CREATE TABLE campaign (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    goal TEXT NOT NULL,
    kind TEXT,
    budget TEXT,
    start TEXT,
    "end" TEXT,
    targets_agreed TEXT,
    region TEXT NOT NULL,
    note TEXT NOT NULL,
    closed INTEGER NOT NULL
) STRICT;

CREATE TABLE wave (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    campaign INTEGER NOT NULL REFERENCES campaign (id) DEFERRABLE INITIALLY DEFERRED,
    name TEXT NOT NULL,
    start TEXT,
    "end" TEXT
) STRICT;
CREATE INDEX wave_campaign ON wave (campaign);

CREATE TABLE collaboration (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    creator INTEGER NOT NULL REFERENCES creator (id) DEFERRABLE INITIALLY DEFERRED,
    campaign INTEGER REFERENCES campaign (id) DEFERRABLE INITIALLY DEFERRED,
    stage TEXT NOT NULL,
    stage_since TEXT NOT NULL,
    opened TEXT NOT NULL,
    outcome TEXT,
    closed TEXT,
    relationship TEXT,
    ladder TEXT NOT NULL,
    fee TEXT,
    product TEXT NOT NULL,
    commission INTEGER,
    bonus TEXT NOT NULL,
    perks TEXT NOT NULL,
    net_days INTEGER,
    terms_sent TEXT,
    agreed TEXT,
    agreement TEXT NOT NULL,
    agreement_sent TEXT,
    agreement_signed TEXT,
    brief_sent TEXT,
    approval_days INTEGER,
    targets_agreed TEXT,
    debrief_sent TEXT,
    exclusivity TEXT NOT NULL,
    note TEXT NOT NULL
) STRICT;
CREATE INDEX collaboration_creator ON collaboration (creator);
CREATE INDEX collaboration_campaign ON collaboration (campaign);

CREATE TABLE target (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    creator INTEGER REFERENCES creator (id) DEFERRABLE INITIALLY DEFERRED,
    campaign INTEGER REFERENCES campaign (id) DEFERRABLE INITIALLY DEFERRED,
    collaboration INTEGER REFERENCES collaboration (id) DEFERRABLE INITIALLY DEFERRED,
    metric TEXT NOT NULL,
    value INTEGER NOT NULL,
    currency TEXT NOT NULL
) STRICT;
CREATE INDEX target_creator ON target (creator);
CREATE INDEX target_campaign ON target (campaign);
CREATE INDEX target_collaboration ON target (collaboration);

CREATE TABLE deliverable (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    creator INTEGER NOT NULL REFERENCES creator (id) DEFERRABLE INITIALLY DEFERRED,
    collaboration INTEGER NOT NULL REFERENCES collaboration (id) DEFERRABLE INITIALLY DEFERRED,
    wave INTEGER REFERENCES wave (id) DEFERRABLE INITIALLY DEFERRED,
    title TEXT NOT NULL,
    format TEXT NOT NULL,
    platform TEXT,
    state TEXT NOT NULL,
    draft_due TEXT,
    live_due TEXT,
    draft_in TEXT,
    rounds INTEGER NOT NULL,
    approved TEXT,
    ready TEXT,
    live TEXT,
    draft_link TEXT NOT NULL,
    link TEXT NOT NULL,
    disclosure TEXT NOT NULL,
    code_seen TEXT NOT NULL,
    missed_why TEXT NOT NULL,
    reuse TEXT NOT NULL
) STRICT;
CREATE INDEX deliverable_creator ON deliverable (creator);
CREATE INDEX deliverable_collaboration ON deliverable (collaboration);
CREATE INDEX deliverable_wave ON deliverable (wave);

CREATE TABLE result (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    creator INTEGER NOT NULL REFERENCES creator (id) DEFERRABLE INITIALLY DEFERRED,
    deliverable INTEGER NOT NULL REFERENCES deliverable (id) DEFERRABLE INITIALLY DEFERRED,
    day TEXT NOT NULL,
    views INTEGER,
    reach INTEGER,
    impressions INTEGER,
    likes INTEGER,
    comments INTEGER,
    shares INTEGER,
    saves INTEGER,
    clicks INTEGER,
    orders INTEGER,
    new_customers INTEGER,
    sales TEXT,
    mood INTEGER,
    on_topic INTEGER
) STRICT;
CREATE INDEX result_creator ON result (creator);
CREATE INDEX result_deliverable ON result (deliverable);

CREATE TABLE sale (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    creator INTEGER REFERENCES creator (id) DEFERRABLE INITIALLY DEFERRED,
    campaign INTEGER REFERENCES campaign (id) DEFERRABLE INITIALLY DEFERRED,
    collaboration INTEGER REFERENCES collaboration (id) DEFERRABLE INITIALLY DEFERRED,
    day TEXT NOT NULL,
    order_ref TEXT NOT NULL,
    code TEXT NOT NULL,
    amount TEXT NOT NULL,
    refunded INTEGER NOT NULL,
    orders INTEGER NOT NULL,
    new_customer INTEGER,
    buyer TEXT NOT NULL,
    "by" TEXT NOT NULL
) STRICT;
CREATE INDEX sale_creator ON sale (creator);
CREATE INDEX sale_campaign ON sale (campaign);
CREATE INDEX sale_collaboration ON sale (collaboration);

CREATE TABLE template (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    stage TEXT,
    language TEXT NOT NULL,
    subject TEXT NOT NULL,
    body TEXT NOT NULL,
    trashed INTEGER NOT NULL
) STRICT;

CREATE TABLE touch (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    creator INTEGER NOT NULL REFERENCES creator (id) DEFERRABLE INITIALLY DEFERRED,
    collaboration INTEGER REFERENCES collaboration (id) DEFERRABLE INITIALLY DEFERRED,
    at INTEGER NOT NULL,
    channel TEXT NOT NULL,
    direction TEXT NOT NULL,
    template INTEGER REFERENCES template (id) DEFERRABLE INITIALLY DEFERRED,
    personal INTEGER NOT NULL,
    words TEXT NOT NULL
) STRICT;
-- Everything but the words: loading reads this instead of the table, however long the words are.
CREATE INDEX touch_kept ON touch (creator, at, collaboration, channel, direction, template, personal);
CREATE INDEX touch_collaboration ON touch (collaboration);
CREATE INDEX touch_template ON touch (template);

CREATE TABLE followup (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    creator INTEGER REFERENCES creator (id) DEFERRABLE INITIALLY DEFERRED,
    campaign INTEGER REFERENCES campaign (id) DEFERRABLE INITIALLY DEFERRED,
    collaboration INTEGER REFERENCES collaboration (id) DEFERRABLE INITIALLY DEFERRED,
    day TEXT NOT NULL,
    what TEXT NOT NULL,
    if_no_reply INTEGER NOT NULL,
    promised INTEGER NOT NULL,
    made INTEGER NOT NULL,
    done TEXT
) STRICT;
CREATE INDEX followup_creator ON followup (creator);
CREATE INDEX followup_campaign ON followup (campaign);
CREATE INDEX followup_collaboration ON followup (collaboration);

CREATE TABLE payment (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    creator INTEGER NOT NULL REFERENCES creator (id) DEFERRABLE INITIALLY DEFERRED,
    collaboration INTEGER REFERENCES collaboration (id) DEFERRABLE INITIALLY DEFERRED,
    amount TEXT NOT NULL,
    kind TEXT NOT NULL,
    state TEXT NOT NULL,
    due TEXT,
    invoiced TEXT,
    paid TEXT,
    method TEXT NOT NULL,
    reference TEXT NOT NULL,
    note TEXT NOT NULL
) STRICT;
CREATE INDEX payment_creator ON payment (creator);
CREATE INDEX payment_collaboration ON payment (collaboration);

CREATE TABLE "right" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    creator INTEGER NOT NULL REFERENCES creator (id) DEFERRABLE INITIALLY DEFERRED,
    collaboration INTEGER REFERENCES collaboration (id) DEFERRABLE INITIALLY DEFERRED,
    deliverable INTEGER REFERENCES deliverable (id) DEFERRABLE INITIALLY DEFERRED,
    kind TEXT NOT NULL,
    scope TEXT NOT NULL,
    channels TEXT NOT NULL,
    territory TEXT NOT NULL,
    code TEXT NOT NULL,
    start TEXT,
    "end" TEXT,
    state TEXT NOT NULL
) STRICT;
CREATE INDEX right_creator ON "right" (creator);
CREATE INDEX right_collaboration ON "right" (collaboration);
CREATE INDEX right_deliverable ON "right" (deliverable);

CREATE TABLE shipment (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    creator INTEGER NOT NULL REFERENCES creator (id) DEFERRABLE INITIALLY DEFERRED,
    collaboration INTEGER REFERENCES collaboration (id) DEFERRABLE INITIALLY DEFERRED,
    product TEXT NOT NULL,
    value TEXT,
    cost TEXT,
    tracking TEXT NOT NULL,
    state TEXT NOT NULL,
    sent TEXT,
    delivered TEXT,
    post_agreed INTEGER NOT NULL,
    posted TEXT
) STRICT;
CREATE INDEX shipment_creator ON shipment (creator);
CREATE INDEX shipment_collaboration ON shipment (collaboration);

CREATE TABLE brief (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    creator INTEGER NOT NULL REFERENCES creator (id) DEFERRABLE INITIALLY DEFERRED,
    collaboration INTEGER NOT NULL REFERENCES collaboration (id) DEFERRABLE INITIALLY DEFERRED,
    goal TEXT NOT NULL,
    say TEXT NOT NULL,
    must TEXT NOT NULL,
    please_not TEXT NOT NULL,
    yours TEXT NOT NULL,
    questions TEXT NOT NULL
) STRICT;
CREATE INDEX brief_creator ON brief (creator);
CREATE INDEX brief_collaboration ON brief (collaboration);

CREATE TABLE page (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    title TEXT NOT NULL,
    market TEXT NOT NULL,
    body TEXT NOT NULL
) STRICT;

CREATE TABLE ideal (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    niche TEXT NOT NULL,
    style TEXT NOT NULL,
    audience TEXT NOT NULL,
    note TEXT NOT NULL
) STRICT;

CREATE TABLE segment (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    filter TEXT NOT NULL
) STRICT;

CREATE TABLE checklist (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    stage TEXT,
    points TEXT NOT NULL,
    repeat_months INTEGER NOT NULL
) STRICT;

CREATE TABLE "check" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    creator INTEGER NOT NULL REFERENCES creator (id) DEFERRABLE INITIALLY DEFERRED,
    collaboration INTEGER REFERENCES collaboration (id) DEFERRABLE INITIALLY DEFERRED,
    checklist INTEGER NOT NULL REFERENCES checklist (id) DEFERRABLE INITIALLY DEFERRED,
    point TEXT NOT NULL,
    day TEXT NOT NULL
) STRICT;
CREATE INDEX check_creator ON "check" (creator);
CREATE INDEX check_collaboration ON "check" (collaboration);
CREATE INDEX check_checklist ON "check" (checklist);

CREATE TABLE week_note (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    campaign INTEGER NOT NULL REFERENCES campaign (id) DEFERRABLE INITIALLY DEFERRED,
    week TEXT NOT NULL,
    words TEXT NOT NULL
) STRICT;
CREATE INDEX week_note_campaign ON week_note (campaign);

CREATE TABLE decision (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    creator INTEGER REFERENCES creator (id) DEFERRABLE INITIALLY DEFERRED,
    campaign INTEGER REFERENCES campaign (id) DEFERRABLE INITIALLY DEFERRED,
    "key" TEXT NOT NULL,
    kind TEXT NOT NULL,
    day TEXT NOT NULL,
    at INTEGER NOT NULL,
    until TEXT,
    note TEXT NOT NULL
) STRICT;
CREATE INDEX decision_creator ON decision (creator);
CREATE INDEX decision_campaign ON decision (campaign);

CREATE TABLE review_day (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    day TEXT NOT NULL,
    decided INTEGER NOT NULL,
    cards INTEGER NOT NULL,
    zero INTEGER NOT NULL,
    median_secs INTEGER NOT NULL
) STRICT;

CREATE TABLE free_day (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    start TEXT NOT NULL,
    "end" TEXT NOT NULL,
    kind TEXT NOT NULL,
    label TEXT NOT NULL
) STRICT;

CREATE TABLE draft (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    creator INTEGER REFERENCES creator (id) DEFERRABLE INITIALLY DEFERRED,
    slot TEXT NOT NULL,
    words TEXT NOT NULL,
    at INTEGER NOT NULL
) STRICT;
CREATE INDEX draft_creator ON draft (creator);

CREATE TABLE mapping (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    signature TEXT NOT NULL,
    choices TEXT NOT NULL
) STRICT;

-- What was done, newest last: the undo stack, the history, and how other windows catch up, all in one. A row of kind
-- `do` holds the rows before and after; `undo` and `redo` only point at one.
CREATE TABLE journal (
    id INTEGER PRIMARY KEY AUTOINCREMENT, -- without gaps at the new end, so that a reader sees when one is missing
    at INTEGER NOT NULL,
    session TEXT NOT NULL, -- who wrote this row
    kind TEXT NOT NULL, -- do, undo, redo, erase
    target INTEGER, -- the `do` row that was undone or redone
    label TEXT NOT NULL,
    focus TEXT NOT NULL, -- JSON
    version INTEGER NOT NULL, -- of the schema that the edits speak of
    state TEXT, -- done, undone, dropped; NULL unless kind is `do`
    actor TEXT NOT NULL, -- who brought it into that state
    moved INTEGER NOT NULL, -- the journal row that did
    bytes INTEGER NOT NULL, -- length of the edits
    edits BLOB -- JSON; last, so that scanning the stack never walks the pages it overflows into
) STRICT;
CREATE INDEX journal_stack ON journal (state, moved, actor, bytes);
