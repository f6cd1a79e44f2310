-- Mail that was taken in: which message became which touch, so that taking the same mailbox in again changes nothing, and which
-- messages belong together. A message whose touch was removed stays known, with no touch, and does not come back.
CREATE TABLE mail (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    creator INTEGER NOT NULL REFERENCES creator (id) DEFERRABLE INITIALLY DEFERRED,
    touch INTEGER REFERENCES touch (id) DEFERRABLE INITIALLY DEFERRED,
    message TEXT NOT NULL,
    thread TEXT NOT NULL,
    subject TEXT NOT NULL
) STRICT;
CREATE INDEX mail_creator ON mail (creator);
CREATE INDEX mail_touch ON mail (touch);
