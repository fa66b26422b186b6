-- Groups of the application, as syncs have made them of staged ones. `members` are the accounts with access
-- that were in it after the last run.
CREATE TABLE synced_groups (
    row         INTEGER PRIMARY KEY AUTOINCREMENT,
    connection  INTEGER NOT NULL REFERENCES connections (row) ON DELETE CASCADE,
    twin        TEXT    NOT NULL,
    resource    TEXT    NOT NULL, -- the `id` of the staged group
    name        TEXT    NOT NULL,
    name_sorted TEXT    NOT NULL,
    members     INTEGER NOT NULL,
    made_at     INTEGER NOT NULL,
    made_by     INTEGER NOT NULL, -- number of the run
    changed_at  INTEGER NOT NULL,
    changed_by  INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX synced_groups_resource ON synced_groups (connection, twin, resource);

ALTER TABLE sync_runs ADD COLUMN groups_created INTEGER NOT NULL DEFAULT 0;
ALTER TABLE sync_runs ADD COLUMN groups_renamed INTEGER NOT NULL DEFAULT 0;
ALTER TABLE sync_runs ADD COLUMN groups_emptied INTEGER NOT NULL DEFAULT 0;
ALTER TABLE sync_runs ADD COLUMN groups_removed INTEGER NOT NULL DEFAULT 0;
