-- Times are milliseconds since the epoch, durations microseconds. `…_folded` columns hold the
-- lower-case form made by the program, since SQLite only folds ASCII.

-- One row. `seq` orders exchanges and versions; `exchange` is the highest number ever given out.
CREATE TABLE counters (
    only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
    seq      INTEGER NOT NULL,
    exchange INTEGER NOT NULL
) STRICT;
INSERT INTO counters VALUES (1, 0, 0);

CREATE TABLE connections (
    row            INTEGER PRIMARY KEY AUTOINCREMENT,
    id             TEXT    NOT NULL UNIQUE,
    name           TEXT    NOT NULL,
    name_folded    TEXT    NOT NULL UNIQUE,
    twin           TEXT    NOT NULL,
    idp            TEXT,
    enabled        INTEGER NOT NULL,
    strictness     TEXT    NOT NULL,
    is_default     INTEGER NOT NULL,
    rate_limit     INTEGER,
    schemas        TEXT    NOT NULL, -- JSON array, those added to the standard ones
    resource_types TEXT    NOT NULL, -- JSON array, likewise
    created_at     INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX connections_default ON connections (is_default) WHERE is_default = 1;

-- `lookup` is the first eight bytes of `hash`; the whole is compared in constant time.
CREATE TABLE tokens (
    row            INTEGER PRIMARY KEY AUTOINCREMENT,
    id             TEXT    NOT NULL UNIQUE,
    connection     INTEGER NOT NULL REFERENCES connections (row) ON DELETE CASCADE,
    label          TEXT    NOT NULL,
    lookup         INTEGER NOT NULL,
    hash           BLOB    NOT NULL UNIQUE,
    hint           TEXT    NOT NULL,
    created_at     INTEGER NOT NULL,
    created_by     TEXT    NOT NULL,
    last_used_at   INTEGER,
    use_count      INTEGER NOT NULL DEFAULT 0,
    revoked_at     INTEGER,
    revoked_reason TEXT,
    expires_at     INTEGER
) STRICT;
CREATE INDEX tokens_lookup ON tokens (lookup);
CREATE INDEX tokens_connection ON tokens (connection);

-- A resource without its document: what lists, filters and reporting lines need. `row` is the
-- order of creation and the order of paging. `manager_link` is the row of the User that `manager`
-- refers to, kept up to date with every write.
CREATE TABLE resources (
    row                 INTEGER PRIMARY KEY AUTOINCREMENT,
    connection          INTEGER NOT NULL REFERENCES connections (row) ON DELETE CASCADE,
    kind                TEXT    NOT NULL,
    id                  TEXT    NOT NULL,
    external_id         TEXT,
    user_name           TEXT,
    user_name_folded    TEXT,
    display_name_folded TEXT,
    name                TEXT    NOT NULL, -- what people call it
    name_folded         TEXT    NOT NULL,
    active              INTEGER,
    department          TEXT,
    department_folded   TEXT,
    title               TEXT,
    title_folded        TEXT,
    email               TEXT,
    email_folded        TEXT,
    manager             TEXT,
    manager_folded      TEXT,
    manager_name        TEXT,
    manager_link        INTEGER,
    member_count        INTEGER NOT NULL DEFAULT 0,
    search              TEXT    NOT NULL, -- folded, one field a line
    created             INTEGER NOT NULL,
    last_modified       INTEGER NOT NULL,
    version             INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX resources_id ON resources (connection, id);
CREATE UNIQUE INDEX resources_user_name
    ON resources (connection, user_name_folded) WHERE kind = 'User';
CREATE INDEX resources_kind ON resources (connection, kind);
CREATE INDEX resources_external_id ON resources (connection, kind, external_id);
CREATE INDEX resources_display_name ON resources (connection, kind, display_name_folded);
CREATE INDEX resources_name ON resources (connection, kind, name_folded);
CREATE INDEX resources_active ON resources (connection, kind, active);
CREATE INDEX resources_department ON resources (connection, kind, department_folded, department);
CREATE INDEX resources_title ON resources (connection, kind, title_folded);
CREATE INDEX resources_email ON resources (connection, kind, email_folded);
CREATE INDEX resources_manager ON resources (connection, kind, manager_folded);
CREATE INDEX resources_manager_link ON resources (manager_link);
CREATE INDEX resources_created ON resources (connection, kind, created);
CREATE INDEX resources_last_modified ON resources (connection, kind, last_modified);

-- Beside the narrow rows, so that lists do not read through them.
CREATE TABLE documents (
    resource INTEGER PRIMARY KEY REFERENCES resources (row) ON DELETE CASCADE,
    document TEXT NOT NULL
) STRICT;

-- `row` is the order in which members were added.
CREATE TABLE members (
    row        INTEGER PRIMARY KEY AUTOINCREMENT,
    connection INTEGER NOT NULL,
    "group"    INTEGER NOT NULL REFERENCES resources (row) ON DELETE CASCADE,
    value      TEXT    NOT NULL,
    kind       TEXT,
    display    TEXT
) STRICT;
CREATE UNIQUE INDEX members_group ON members ("group", value);
CREATE INDEX members_order ON members ("group");
CREATE INDEX members_value ON members (connection, value, "group");

-- Every write of a resource. `document` is the state after it, absent after a deletion; the
-- members of a group are not in it, `members` tells how they changed.
CREATE TABLE versions (
    seq         INTEGER PRIMARY KEY,
    connection  INTEGER NOT NULL REFERENCES connections (row) ON DELETE CASCADE,
    kind        TEXT    NOT NULL,
    resource    TEXT    NOT NULL,
    version     INTEGER NOT NULL,
    at          INTEGER NOT NULL,
    exchange    INTEGER,
    token       TEXT,
    change_kind TEXT    NOT NULL,
    document    TEXT,
    changes     TEXT    NOT NULL,
    members     TEXT
) STRICT;
CREATE UNIQUE INDEX versions_resource ON versions (connection, resource, version);
CREATE INDEX versions_exchange ON versions (exchange) WHERE exchange IS NOT NULL;

-- When a department was first sent, and by which exchange.
CREATE TABLE teams (
    connection INTEGER NOT NULL REFERENCES connections (row) ON DELETE CASCADE,
    name       TEXT    NOT NULL,
    first_seen INTEGER NOT NULL,
    exchange   INTEGER,
    PRIMARY KEY (connection, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE exchanges (
    seq            INTEGER PRIMARY KEY,
    number         INTEGER NOT NULL UNIQUE,
    connection     INTEGER REFERENCES connections (row) ON DELETE CASCADE,
    at             INTEGER NOT NULL,
    duration       INTEGER NOT NULL,
    method         TEXT    NOT NULL,
    path           TEXT    NOT NULL,
    query          TEXT,
    status         INTEGER NOT NULL,
    failed         INTEGER NOT NULL,
    idp            TEXT,
    user_agent     TEXT,
    origin         TEXT    NOT NULL,
    token          TEXT,
    subject_kind   TEXT,
    subject_id     TEXT,
    subject_name   TEXT,
    story          TEXT    NOT NULL,
    error_type     TEXT,
    error_detail   TEXT,
    finding_count  INTEGER NOT NULL,
    worst          INTEGER, -- 0 info, 1 warn, 2 error
    request_bytes  INTEGER NOT NULL,
    response_bytes INTEGER NOT NULL,
    bodies_dropped INTEGER NOT NULL,
    search         TEXT    NOT NULL -- folded, one field a line
) STRICT;
CREATE INDEX exchanges_connection ON exchanges (connection, seq);
CREATE INDEX exchanges_failed ON exchanges (connection, seq) WHERE failed = 1;
CREATE INDEX exchanges_subject ON exchanges (subject_id, seq) WHERE subject_id IS NOT NULL;

-- `encoding` 0: as is.
CREATE TABLE bodies (
    exchange         INTEGER PRIMARY KEY REFERENCES exchanges (seq) ON DELETE CASCADE,
    encoding         INTEGER NOT NULL,
    request_headers  TEXT    NOT NULL,
    request_body     BLOB    NOT NULL,
    response_headers TEXT    NOT NULL,
    response_body    BLOB    NOT NULL
) STRICT;

CREATE TABLE findings (
    row           INTEGER PRIMARY KEY AUTOINCREMENT,
    exchange      INTEGER NOT NULL REFERENCES exchanges (seq) ON DELETE CASCADE,
    connection    INTEGER,
    subject       TEXT,
    rule          TEXT    NOT NULL,
    severity      INTEGER NOT NULL, -- 0 info, 1 warn, 2 error
    path          TEXT,
    detail        TEXT    NOT NULL,
    section       TEXT    NOT NULL,
    strict_status INTEGER,
    strict_type   TEXT,
    state         TEXT    NOT NULL DEFAULT 'open'
) STRICT;
CREATE INDEX findings_exchange ON findings (exchange);
CREATE INDEX findings_rule ON findings (connection, state, rule, severity);
CREATE INDEX findings_subject ON findings (connection, subject, state, severity);

-- Every address of a person, folded, so that a lookup by any of them uses an index.
CREATE TABLE emails (
    connection   INTEGER NOT NULL,
    value_folded TEXT    NOT NULL,
    resource     INTEGER NOT NULL REFERENCES resources (row) ON DELETE CASCADE,
    PRIMARY KEY (connection, value_folded, resource)
) STRICT, WITHOUT ROWID;
CREATE INDEX emails_resource ON emails (resource);
