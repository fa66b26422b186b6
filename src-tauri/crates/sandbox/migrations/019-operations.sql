-- Exchanges of one business event, folded: somebody is looked up, created, and gets a manager.
CREATE TABLE operations (
    row            INTEGER PRIMARY KEY AUTOINCREMENT,
    connection     INTEGER NOT NULL REFERENCES connections (row) ON DELETE CASCADE,
    provider       TEXT,
    origin         TEXT    NOT NULL,
    token          TEXT,
    endpoint       TEXT    NOT NULL,
    sought         TEXT,             -- what was looked for, folded
    subject_kind   TEXT,
    subject_id     TEXT,
    subject_name   TEXT,
    story          TEXT    NOT NULL, -- what it came to: JSON
    started        INTEGER NOT NULL,
    ended          INTEGER NOT NULL,
    first_seq      INTEGER NOT NULL,
    first_exchange INTEGER NOT NULL,
    last_exchange  INTEGER NOT NULL,
    calls          INTEGER NOT NULL,
    failed         INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX operations_connection ON operations (connection, first_seq);

-- Which operation an exchange belongs to, by the `seq` of the exchange.
CREATE TABLE operation_calls (
    exchange  INTEGER PRIMARY KEY REFERENCES exchanges (seq) ON DELETE CASCADE,
    operation INTEGER NOT NULL REFERENCES operations (row) ON DELETE CASCADE
) STRICT;
CREATE INDEX operation_calls_operation ON operation_calls (operation, exchange);
-- How far exchanges have been folded; those from before this was written down come first.
ALTER TABLE diagnosing ADD COLUMN folded INTEGER NOT NULL DEFAULT 0;
