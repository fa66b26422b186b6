-- How many resources of a kind there are in each run of 1,024 rows, kept by triggers: the page at
-- index 900,000 is found by adding up blocks instead of walking past 900,000 rows, and a list
-- without a filter knows its total.
CREATE TABLE blocks (
    connection INTEGER NOT NULL REFERENCES connections (row) ON DELETE CASCADE,
    kind       TEXT    NOT NULL,
    block      INTEGER NOT NULL, -- row / 1024
    resources  INTEGER NOT NULL,
    PRIMARY KEY (connection, kind, block)
) STRICT, WITHOUT ROWID;

INSERT INTO blocks
SELECT connection, kind, row / 1024, count(*) FROM resources GROUP BY 1, 2, 3;

CREATE TRIGGER blocks_resource_in AFTER INSERT ON resources BEGIN
    INSERT INTO blocks VALUES (new.connection, new.kind, new.row / 1024, 1)
    ON CONFLICT DO UPDATE SET resources = resources + 1;
END;

CREATE TRIGGER blocks_resource_out AFTER DELETE ON resources BEGIN
    UPDATE blocks SET resources = resources - 1
    WHERE connection = old.connection AND kind = old.kind AND block = old.row / 1024;
END;
