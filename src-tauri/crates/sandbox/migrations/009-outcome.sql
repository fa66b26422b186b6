-- Who is gone: what each person and group was, so that it can be listed, searched, and recognised when it
-- comes back. The document as it was last is in the version that removed it, which has the same `seq`.
CREATE TABLE removed (
    seq              INTEGER PRIMARY KEY,
    connection       INTEGER NOT NULL REFERENCES connections (row) ON DELETE CASCADE,
    kind             TEXT    NOT NULL,
    id               TEXT    NOT NULL,
    external_id      TEXT,
    user_name        TEXT,
    user_name_folded TEXT,
    name             TEXT    NOT NULL,
    title            TEXT,
    department       TEXT,
    manager          TEXT,             -- as it was sent
    manager_id       TEXT,             -- whom the reporting line led to
    manager_name     TEXT,
    roles            TEXT    NOT NULL, -- JSON array: the groups it was a member of
    member_count     INTEGER NOT NULL,
    created          INTEGER NOT NULL,
    last_modified    INTEGER NOT NULL,
    version          INTEGER NOT NULL, -- the last one it had
    at               INTEGER NOT NULL,
    exchange         INTEGER,
    token            TEXT,
    search           TEXT    NOT NULL
) STRICT;
CREATE UNIQUE INDEX removed_id ON removed (connection, id);
CREATE INDEX removed_order ON removed (connection, seq);
CREATE INDEX removed_external_id ON removed (connection, external_id) WHERE external_id IS NOT NULL;
CREATE INDEX removed_user_name ON removed (connection, user_name_folded)
    WHERE user_name_folded IS NOT NULL;

ALTER TABLE counts ADD COLUMN removed INTEGER NOT NULL DEFAULT 0;

CREATE TRIGGER counts_removed_in AFTER INSERT ON removed BEGIN
    UPDATE counts SET removed = removed + 1 WHERE connection = new.connection;
END;

CREATE TRIGGER counts_removed_out AFTER DELETE ON removed BEGIN
    UPDATE counts SET removed = removed - 1 WHERE connection = old.connection;
END;

-- Those who went before this table was there, from what their last versions tell.
INSERT INTO removed
SELECT d.seq, d.connection, d.kind, d.resource, d.external_id, d.user_name, fold(d.user_name), d.name,
       d.title, d.department, d.manager, NULL, NULL,
       coalesce((SELECT json_group_array(json_object('value', g.resource, 'display',
                    coalesce(g.before ->> '$.displayName', g.resource), 'kind', 'Group'))
          FROM versions g, json_each(g.members, '$.removed') gone
          WHERE g.exchange = d.exchange AND g.connection = d.connection
            AND g.change_kind = 'memberDeleted' AND gone.value ->> '$.value' = d.resource), '[]'),
       0, coalesce(d.created, d.at), coalesce(d.last_modified, d.at), d.version - 1, d.at, d.exchange, d.token,
       fold(concat_ws(char(10), d.name, d.user_name, d.external_id, d.resource, d.title, d.department))
FROM (SELECT v.*,
             v.before ->> '$.externalId' AS external_id,
             CASE v.kind WHEN 'User' THEN v.before ->> '$.userName' END AS user_name,
             coalesce(v.before ->> '$.displayName', v.before ->> '$.name.formatted',
                v.before ->> '$.userName', v.before ->> '$.externalId', v.resource) AS name,
             CASE v.kind WHEN 'User' THEN v.before ->> '$.title' END AS title,
             v.before ->> '$."urn:ietf:params:scim:schemas:extension:enterprise:2.0:User".department'
                AS department,
             v.before ->> '$."urn:ietf:params:scim:schemas:extension:enterprise:2.0:User".manager.value'
                AS manager,
             (SELECT f.at FROM versions f WHERE f.connection = v.connection
                AND f.resource = v.resource ORDER BY f.version LIMIT 1) AS created,
             (SELECT p.at FROM versions p WHERE p.connection = v.connection
                AND p.resource = v.resource AND p.version < v.version
                ORDER BY p.version DESC LIMIT 1) AS last_modified
      FROM versions v
      WHERE v.change_kind = 'deleted' AND v.kind IN ('User', 'Group') AND v.before IS NOT NULL) d;

-- The last reference to a manager that was taken away again: cleared is not the same as never sent.
ALTER TABLE resources ADD COLUMN manager_was TEXT;
UPDATE resources SET manager_was = coalesce((SELECT v.before ->>
        '$."urn:ietf:params:scim:schemas:extension:enterprise:2.0:User".manager.value'
    FROM versions v WHERE v.connection = resources.connection AND v.resource = resources.id
       AND v.changes LIKE '%:2.0:User:manager%' ORDER BY v.version DESC LIMIT 1), '')
WHERE kind = 'User' AND manager IS NULL AND id IN
    (SELECT v.resource FROM versions v WHERE v.changes LIKE '%:2.0:User:manager%');

-- What somebody else's write did to a reporting line: the manager arrived, got or lost the id that was
-- named, or was removed. One place in the order of all changes for each write and manager.
CREATE TABLE line_events (
    seq          INTEGER NOT NULL,
    connection   INTEGER NOT NULL REFERENCES connections (row) ON DELETE CASCADE,
    person       TEXT    NOT NULL,
    at           INTEGER NOT NULL,
    before       TEXT    NOT NULL, -- pending, dangling, linked
    after        TEXT    NOT NULL,
    cause        TEXT    NOT NULL, -- arrived, renamed, removed
    manager      TEXT    NOT NULL, -- whose write it was
    manager_name TEXT    NOT NULL,
    leads_to     TEXT,             -- whom the line leads to since
    exchange     INTEGER,
    token        TEXT,
    PRIMARY KEY (connection, person, seq)
) STRICT, WITHOUT ROWID;

-- Lines that were drawn because the manager came after the person.
ALTER TABLE counts ADD COLUMN backfilled INTEGER NOT NULL DEFAULT 0;

CREATE TRIGGER counts_backfilled AFTER INSERT ON line_events
WHEN new.before <> 'linked' AND new.after = 'linked' BEGIN
    UPDATE counts SET backfilled = backfilled + 1 WHERE connection = new.connection;
END;

-- Who went from one team to another, into a first one, or away. Arrivals follow from the people.
CREATE TABLE team_moves (
    seq        INTEGER NOT NULL,
    connection INTEGER NOT NULL REFERENCES connections (row) ON DELETE CASCADE,
    person     TEXT    NOT NULL,
    name       TEXT    NOT NULL, -- of the person then
    at         INTEGER NOT NULL,
    from_team  TEXT,
    to_team    TEXT,
    gone       INTEGER NOT NULL, -- the person was removed
    exchange   INTEGER,
    PRIMARY KEY (connection, person, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX team_moves_from ON team_moves (connection, from_team, seq) WHERE from_team IS NOT NULL;
CREATE INDEX team_moves_to ON team_moves (connection, to_team, seq) WHERE to_team IS NOT NULL;

INSERT INTO team_moves
SELECT v.seq, v.connection, v.resource,
       coalesce(v.before ->> '$.displayName', v.before ->> '$.userName', v.resource), v.at,
       c.value ->> '$.before', CASE v.change_kind WHEN 'deleted' THEN NULL ELSE c.value ->> '$.after' END,
       v.change_kind = 'deleted', v.exchange
FROM versions v, json_each(v.changes) c
WHERE v.kind = 'User' AND v.changes LIKE '%:2.0:User:department%'
  AND c.value ->> '$.path' = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department';

-- Since when somebody is a member, and by which exchange.
ALTER TABLE members ADD COLUMN at INTEGER;
ALTER TABLE members ADD COLUMN exchange INTEGER;
UPDATE members SET at = joined.at, exchange = joined.exchange
FROM (SELECT g.row AS "group", a.value ->> '$.value' AS value, v.at, v.exchange, max(v.seq)
      FROM versions v JOIN resources g ON g.connection = v.connection AND g.id = v.resource,
           json_each(v.members, '$.added') a
      WHERE v.kind = 'Group' AND v.members IS NOT NULL GROUP BY 1, 2) AS joined
WHERE members."group" = joined."group" AND members.value = joined.value;
