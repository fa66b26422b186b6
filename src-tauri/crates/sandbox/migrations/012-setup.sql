-- What somebody ticked off in a setup guide, by its own words: a tick outlasts a file that puts the
-- items in another order, and goes with an item that is worded anew.
CREATE TABLE guide_ticks (
    connection INTEGER NOT NULL REFERENCES connections (row) ON DELETE CASCADE,
    twin       TEXT    NOT NULL,
    provider   TEXT    NOT NULL, -- entra, okta, other
    part       TEXT    NOT NULL, -- prerequisite, step
    item       TEXT    NOT NULL,
    at         INTEGER NOT NULL,
    PRIMARY KEY (connection, twin, provider, part, item)
) STRICT, WITHOUT ROWID;

-- What a guide waits for, each found in a log of any length: the test of a connection, and the first
-- person or group that came from outside. Both have few entries, at the end of the index when new.
CREATE INDEX exchanges_tests ON exchanges (connection, seq) WHERE story = '{"type":"probe"}';
CREATE INDEX exchanges_arrivals ON exchanges (connection, subject_kind, seq)
    WHERE status = 201 AND origin = 'client';
