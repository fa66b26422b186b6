-- The last part of a connection's address. It begins as the id and changes when the application is
-- asked for new settings, which the id never does. `plain` says whether the default connection also
-- answers at the address without it.
ALTER TABLE connections ADD COLUMN address TEXT NOT NULL DEFAULT '';
ALTER TABLE connections ADD COLUMN plain INTEGER NOT NULL DEFAULT 1;
UPDATE connections SET address = id;
CREATE UNIQUE INDEX connections_address ON connections (address);

-- Addresses that led to a connection once, so that who still calls one is told why nobody answers.
-- The plain one is the empty text.
CREATE TABLE former_addresses (
    address    TEXT    PRIMARY KEY,
    connection INTEGER NOT NULL REFERENCES connections (row) ON DELETE CASCADE,
    until      INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX former_addresses_connection ON former_addresses (connection);

-- What is left of a deleted connection: who had an account in the application then, and what
-- becomes of it there.
CREATE TABLE retained_connections (
    row        INTEGER PRIMARY KEY AUTOINCREMENT,
    id         TEXT    NOT NULL UNIQUE,
    name       TEXT    NOT NULL,
    twin       TEXT    NOT NULL,
    outcome    TEXT    NOT NULL, -- unstated, keep, deactivate, disable
    accounts   INTEGER NOT NULL,
    at         INTEGER NOT NULL
) STRICT;

CREATE TABLE retained_accounts (
    row        INTEGER PRIMARY KEY AUTOINCREMENT,
    connection INTEGER NOT NULL REFERENCES retained_connections (row) ON DELETE CASCADE,
    id         TEXT    NOT NULL,
    name       TEXT    NOT NULL,
    login      TEXT,
    email      TEXT,
    department TEXT,
    title      TEXT,
    roles      TEXT    NOT NULL, -- JSON array of names
    active     INTEGER NOT NULL,
    since      INTEGER NOT NULL,
    search     TEXT    NOT NULL  -- folded, one field a line
) STRICT;
CREATE INDEX retained_accounts_connection ON retained_accounts (connection, row);
