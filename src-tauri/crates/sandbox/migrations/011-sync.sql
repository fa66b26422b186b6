-- Staging and sync. What arrives over SCIM is staged in `resources`; a sync run makes accounts of it.

-- Accounts of the application that a connection stands in for. A row appears, and changes, when the last
-- step of a run is done for it, never before.
CREATE TABLE accounts (
    row             INTEGER PRIMARY KEY AUTOINCREMENT,
    connection      INTEGER NOT NULL REFERENCES connections (row) ON DELETE CASCADE,
    twin            TEXT    NOT NULL,
    resource        TEXT    NOT NULL, -- the `id` of the staged person
    login           TEXT    NOT NULL,
    login_folded    TEXT    NOT NULL,
    email           TEXT,
    name            TEXT    NOT NULL,
    name_sorted     TEXT    NOT NULL,
    in_tenant       INTEGER NOT NULL,
    groups          TEXT    NOT NULL, -- JSON array of {id, name}, by name
    access          TEXT    NOT NULL, -- JSON array of texts
    state           TEXT    NOT NULL, -- active, disabled
    made_at         INTEGER NOT NULL,
    made_by         INTEGER NOT NULL, -- number of the run
    changed_at      INTEGER NOT NULL,
    changed_by      INTEGER NOT NULL,
    search          TEXT    NOT NULL  -- folded, one field a line
) STRICT;
CREATE UNIQUE INDEX accounts_resource ON accounts (connection, twin, resource);
CREATE UNIQUE INDEX accounts_login ON accounts (connection, twin, login_folded);
CREATE INDEX accounts_name ON accounts (connection, twin, name_sorted);

-- Domains that single sign-on is set up for, as they are compared (IDNA, lower case).
CREATE TABLE sso_domains (
    connection INTEGER NOT NULL REFERENCES connections (row) ON DELETE CASCADE,
    domain     TEXT    NOT NULL,
    at         INTEGER NOT NULL,
    PRIMARY KEY (connection, domain)
) STRICT, WITHOUT ROWID;

-- Up to when the times of the schedule have been dealt with, for the twin that was followed then.
CREATE TABLE sync_schedules (
    connection    INTEGER PRIMARY KEY REFERENCES connections (row) ON DELETE CASCADE,
    twin          TEXT    NOT NULL,
    handled_until INTEGER NOT NULL
) STRICT;

-- `plan` is the run that decided about everybody: the run itself, or for a retry the one it goes on with.
CREATE TABLE sync_runs (
    row        INTEGER PRIMARY KEY AUTOINCREMENT,
    connection INTEGER NOT NULL REFERENCES connections (row) ON DELETE CASCADE,
    number     INTEGER NOT NULL,
    twin       TEXT    NOT NULL,
    plan       INTEGER NOT NULL,
    cause      TEXT    NOT NULL, -- manual, scheduled, retry
    due        INTEGER,          -- of a scheduled run
    missed     INTEGER NOT NULL, -- how many times of the schedule had passed without a run
    retry_of   INTEGER,          -- number of the run it goes on with
    status     TEXT    NOT NULL, -- inProgress, completed, failed
    failure    TEXT,
    started    INTEGER NOT NULL,
    finished   INTEGER,
    considered INTEGER NOT NULL DEFAULT 0,
    blocked    INTEGER NOT NULL DEFAULT 0,
    unchanged  INTEGER NOT NULL DEFAULT 0,
    created    INTEGER NOT NULL DEFAULT 0,
    updated    INTEGER NOT NULL DEFAULT 0,
    restored   INTEGER NOT NULL DEFAULT 0,
    disabled   INTEGER NOT NULL DEFAULT 0,
    removed    INTEGER NOT NULL DEFAULT 0,
    skipped    INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE UNIQUE INDEX sync_runs_number ON sync_runs (connection, number);
CREATE INDEX sync_runs_in_progress ON sync_runs (connection) WHERE status = 'inProgress';

-- `cursor` is how far a run has looked: at staged people, and then at accounts without one.
CREATE TABLE sync_steps (
    run         INTEGER NOT NULL REFERENCES sync_runs (row) ON DELETE CASCADE,
    position    INTEGER NOT NULL,
    step        TEXT    NOT NULL, -- decide, a step of the twin, take-access
    state       TEXT    NOT NULL, -- waiting, inProgress, done, failed
    total       INTEGER NOT NULL,
    done        INTEGER NOT NULL,
    started     INTEGER,
    finished    INTEGER,
    cursor      INTEGER NOT NULL DEFAULT 0,
    gone_cursor INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (run, position)
) STRICT, WITHOUT ROWID;

-- Whom a plan does something about, and whom a condition keeps out; those for whom nothing changes are only
-- counted. `lane` 1 goes through the steps of the twin, 2 loses access. `done` is the position of the last
-- step that was carried out. What the steps work out is kept here until the last one hands it over.
CREATE TABLE sync_people (
    row       INTEGER PRIMARY KEY AUTOINCREMENT,
    plan      INTEGER NOT NULL REFERENCES sync_runs (row) ON DELETE CASCADE,
    person    TEXT    NOT NULL,
    name      TEXT    NOT NULL,
    verdict   TEXT    NOT NULL,
    domain    TEXT,
    lane      INTEGER NOT NULL,
    done      INTEGER NOT NULL DEFAULT 0,
    outcome   TEXT,             -- none, done, skipped; empty while there is something to do
    login     TEXT,
    email     TEXT,
    called    TEXT,
    in_tenant INTEGER,
    groups    TEXT,
    access    TEXT,
    UNIQUE (plan, person)
) STRICT;
CREATE INDEX sync_people_verdict ON sync_people (plan, verdict);
CREATE INDEX sync_people_open ON sync_people (plan, lane, done) WHERE outcome IS NULL;
