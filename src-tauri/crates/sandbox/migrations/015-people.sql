-- Whether the `userName` of a person is one of their addresses: what single sign-on tells of somebody
-- can then be compared with their login without reading documents.
ALTER TABLE resources ADD COLUMN user_name_is_address INTEGER;
UPDATE resources SET user_name_is_address = known.is_address
FROM (SELECT r.row AS own, r.user_name_folded IS NOT NULL AND (r.user_name_folded IS r.email_folded
        OR EXISTS (SELECT 1 FROM json_each(d.document, '$.emails') a
           WHERE fold(CASE a.type WHEN 'object' THEN a.value ->> '$.value' ELSE a.value END)
             = r.user_name_folded)) AS is_address
      FROM resources r JOIN documents d ON d.resource = r.row WHERE r.kind = 'User') AS known
WHERE resources.row = known.own;

-- Both hold only those whose `userName` and address differ, so that others do not pay for them.
CREATE INDEX resources_other_login ON resources (connection, kind)
    WHERE kind = 'User' AND user_name_is_address = 0;
CREATE INDEX resources_other_email ON resources (connection, email_folded)
    WHERE kind = 'User' AND email_folded IS NOT user_name_folded;

-- What an admin set by hand, and what became of it; of a person the last row is what holds. It is no
-- SCIM: nothing of it is ever answered to a client.
CREATE TABLE hand_edits (
    seq        INTEGER NOT NULL,
    connection INTEGER NOT NULL REFERENCES connections (row) ON DELETE CASCADE,
    person     TEXT    NOT NULL,
    at         INTEGER NOT NULL,
    kind       TEXT    NOT NULL, -- set, undone, overwritten
    before     TEXT,             -- JSON array of names; NULL where nothing was set by hand
    after      TEXT,
    actor      TEXT,             -- who did it here; NULL for a write of the identity provider
    exchange   INTEGER,          -- the write that overwrote it
    token      TEXT,
    PRIMARY KEY (connection, person, seq)
) STRICT, WITHOUT ROWID;

-- Memberships that ended: gained and lost by which exchange. Those that last are in `members`.
CREATE TABLE lost_roles (
    seq            INTEGER NOT NULL, -- of the version of the group that ended it
    connection     INTEGER NOT NULL REFERENCES connections (row) ON DELETE CASCADE,
    person         TEXT    NOT NULL,
    "group"        TEXT    NOT NULL,
    name           TEXT    NOT NULL, -- of the group then
    since          INTEGER,
    since_exchange INTEGER,
    at             INTEGER NOT NULL,
    cause          TEXT    NOT NULL, -- left, groupDeleted, personDeleted
    exchange       INTEGER,
    token          TEXT,
    PRIMARY KEY (connection, person, seq)
) STRICT, WITHOUT ROWID;
-- Groups whose attributes changed, such as their names; most of their versions are about members.
CREATE INDEX versions_of_groups ON versions (connection, resource, seq)
    WHERE kind = 'Group' AND changes <> '[]';

-- Memberships that ended before this was written down, from what the versions of the groups tell.
INSERT OR IGNORE INTO lost_roles
SELECT v.seq, v.connection, gone.value ->> '$.value', v.resource,
       coalesce(v.before ->> '$.displayName', v.resource),
       NULL, NULL, v.at, CASE v.change_kind WHEN 'memberDeleted' THEN 'personDeleted' ELSE 'left' END,
       v.exchange, v.token
FROM versions v, json_each(v.members, '$.removed') gone
WHERE v.kind = 'Group' AND v.members LIKE '%"removed":[{%' AND gone.value ->> '$.value' IS NOT NULL;
