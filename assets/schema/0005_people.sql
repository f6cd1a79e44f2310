-- People: further addresses, numbers, links and names of a creator, and who was said to be somebody else. Only additions.

CREATE TABLE contact (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    creator INTEGER NOT NULL REFERENCES creator (id) DEFERRABLE INITIALLY DEFERRED,
    kind TEXT NOT NULL,
    platform TEXT,
    value TEXT NOT NULL,
    label TEXT NOT NULL
) STRICT;
CREATE INDEX contact_creator ON contact (creator);

CREATE TABLE apart (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    creator INTEGER NOT NULL REFERENCES creator (id) DEFERRABLE INITIALLY DEFERRED,
    other INTEGER NOT NULL REFERENCES creator (id) DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE INDEX apart_creator ON apart (creator);
CREATE INDEX apart_other ON apart (other);
