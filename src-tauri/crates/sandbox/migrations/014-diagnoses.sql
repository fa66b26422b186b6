-- What is wrong or worth knowing about a connection, opened and closed by what arrives.
-- `rule` and "case" name a row of the table of rules; what the rule says is in the program.
CREATE TABLE diagnoses (
    row        INTEGER PRIMARY KEY AUTOINCREMENT,
    connection INTEGER NOT NULL REFERENCES connections (row) ON DELETE CASCADE,
    rule       TEXT    NOT NULL,
    "case"     TEXT    NOT NULL,
    state      TEXT    NOT NULL, -- open, accepted, fixed
    note       TEXT,             -- why it was accepted
    provider   TEXT,             -- who showed it: entra, okta, other
    detail     TEXT,             -- what the latest sign of it said
    count      INTEGER NOT NULL, -- signs of it, or people concerned, since it was opened last
    opened_at  INTEGER NOT NULL,
    opened_by  INTEGER,          -- number of an exchange
    last_at    INTEGER NOT NULL,
    last_by    INTEGER,
    closed_at  INTEGER,
    closed_by  INTEGER,
    reopened   INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE UNIQUE INDEX diagnoses_rule ON diagnoses (connection, rule, "case");

-- The exchanges that showed it, the first and the latest of them.
CREATE TABLE diagnosis_exchanges (
    diagnosis INTEGER NOT NULL REFERENCES diagnoses (row) ON DELETE CASCADE,
    exchange  INTEGER NOT NULL,
    PRIMARY KEY (diagnosis, exchange)
) STRICT, WITHOUT ROWID;

-- Whom it is about; `until` is the time at which somebody no longer was concerned.
CREATE TABLE diagnosis_people (
    diagnosis INTEGER NOT NULL REFERENCES diagnoses (row) ON DELETE CASCADE,
    person    TEXT    NOT NULL,
    name      TEXT    NOT NULL,
    detail    TEXT,
    since     INTEGER NOT NULL,
    since_by  INTEGER,
    until     INTEGER,
    until_by  INTEGER,
    PRIMARY KEY (diagnosis, person)
) STRICT, WITHOUT ROWID;
CREATE INDEX diagnosis_people_person ON diagnosis_people (person) WHERE until IS NULL;

-- How far the exchanges and versions have been judged.
CREATE TABLE diagnosing (
    only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
    seq      INTEGER NOT NULL
) STRICT;
INSERT INTO diagnosing VALUES (1, 0);

-- What has to be remembered of a connection from one look to the next: JSON. `examined` is the row of the
-- last person that was looked at, `by` what the rules were like.
CREATE TABLE diagnosis_memory (
    connection INTEGER PRIMARY KEY REFERENCES connections (row) ON DELETE CASCADE,
    memory     TEXT    NOT NULL,
    examined   INTEGER NOT NULL,
    by         TEXT    NOT NULL
) STRICT;

-- Bursts of calls of one identity provider.
CREATE TABLE cycles (
    row            INTEGER PRIMARY KEY AUTOINCREMENT,
    connection     INTEGER NOT NULL REFERENCES connections (row) ON DELETE CASCADE,
    provider       TEXT    NOT NULL,
    origin         TEXT    NOT NULL,
    kind           TEXT    NOT NULL, -- cycle, onDemand, test
    started        INTEGER NOT NULL,
    ended          INTEGER NOT NULL,
    first_seq      INTEGER NOT NULL,
    first_exchange INTEGER NOT NULL,
    last_exchange  INTEGER NOT NULL,
    calls          INTEGER NOT NULL,
    people         INTEGER NOT NULL, -- the more of lookups and subjects
    writes         INTEGER NOT NULL,
    failed         INTEGER NOT NULL,
    lookups        INTEGER NOT NULL,
    subjects       INTEGER NOT NULL
) STRICT;
CREATE INDEX cycles_connection ON cycles (connection, row);

-- Calls that reached no connection, and the one that they look meant for.
CREATE TABLE strays (
    exchange   INTEGER PRIMARY KEY REFERENCES exchanges (seq) ON DELETE CASCADE,
    connection INTEGER NOT NULL REFERENCES connections (row) ON DELETE CASCADE,
    fits       TEXT    NOT NULL -- token, address, default
) STRICT;

-- People whose manager was sent and is not here: few, once everybody has come.
CREATE INDEX resources_waiting ON resources (connection)
    WHERE kind = 'User' AND manager_folded IS NOT NULL AND manager_link IS NULL;
