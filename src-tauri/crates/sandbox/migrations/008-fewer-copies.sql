-- A version keeps the document it replaced instead of the one it made: the latest one is in `documents`
-- already, so that a resource is written once when it is created and not twice.
CREATE TABLE versions_with_before (
    seq         INTEGER PRIMARY KEY,
    connection  INTEGER NOT NULL REFERENCES connections (row) ON DELETE CASCADE,
    kind        TEXT    NOT NULL,
    resource    TEXT    NOT NULL,
    version     INTEGER NOT NULL,
    at          INTEGER NOT NULL,
    exchange    INTEGER,
    token       TEXT,
    change_kind TEXT    NOT NULL,
    before      TEXT,
    changes     TEXT    NOT NULL,
    members     TEXT
) STRICT;
INSERT INTO versions_with_before
SELECT v.seq, v.connection, v.kind, v.resource, v.version, v.at, v.exchange, v.token, v.change_kind,
       (SELECT p.document FROM versions p WHERE p.connection = v.connection
          AND p.resource = v.resource AND p.version < v.version ORDER BY p.version DESC LIMIT 1),
       v.changes, v.members
FROM versions v ORDER BY v.seq;
DROP TABLE versions;
ALTER TABLE versions_with_before RENAME TO versions;
CREATE UNIQUE INDEX versions_resource ON versions (connection, resource, version);
CREATE INDEX versions_exchange ON versions (exchange) WHERE exchange IS NOT NULL;

-- Nearly everybody's address is their `userName`, which has an index of its own.
DELETE FROM emails WHERE EXISTS
    (SELECT 1 FROM resources r WHERE r.row = emails.resource
       AND r.user_name_folded = emails.value_folded);

-- Nearly everybody is active: an index tells nothing of them.
DROP INDEX resources_active;
CREATE INDEX resources_inactive ON resources (connection, kind) WHERE active = 0;
