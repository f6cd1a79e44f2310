-- Every draft of a piece with our answer to it, whether the link of a live piece was seen to work, and where a creator's
-- tax form lies (never its number).

CREATE TABLE version (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    creator INTEGER NOT NULL REFERENCES creator (id) DEFERRABLE INITIALLY DEFERRED,
    deliverable INTEGER NOT NULL REFERENCES deliverable (id) DEFERRABLE INITIALLY DEFERRED,
    number INTEGER NOT NULL,
    due TEXT,
    came TEXT NOT NULL,
    link TEXT NOT NULL,
    verdict TEXT NOT NULL,
    answered TEXT,
    words TEXT NOT NULL
) STRICT;
CREATE INDEX version_creator ON version (creator);
CREATE INDEX version_deliverable ON version (deliverable);

-- SQLite wants a default for a column that may not be empty; every row is written with its own value.
ALTER TABLE deliverable ADD COLUMN link_seen TEXT NOT NULL DEFAULT 'unknown';
ALTER TABLE creator ADD COLUMN tax_form TEXT NOT NULL DEFAULT '';
