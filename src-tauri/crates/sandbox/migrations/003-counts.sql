-- How much each connection holds, kept by triggers, so that no list has to count its rows.
CREATE TABLE counts (
    connection INTEGER PRIMARY KEY REFERENCES connections (row) ON DELETE CASCADE,
    people     INTEGER NOT NULL DEFAULT 0,
    groups     INTEGER NOT NULL DEFAULT 0,
    exchanges  INTEGER NOT NULL DEFAULT 0,
    failed     INTEGER NOT NULL DEFAULT 0
) STRICT;

INSERT INTO counts
SELECT c.row,
       (SELECT count(*) FROM resources r WHERE r.connection = c.row AND r.kind = 'User'),
       (SELECT count(*) FROM resources r WHERE r.connection = c.row AND r.kind = 'Group'),
       (SELECT count(*) FROM exchanges e WHERE e.connection = c.row),
       (SELECT count(*) FROM exchanges e WHERE e.connection = c.row AND e.failed = 1)
FROM connections c;

CREATE TRIGGER counts_of_a_new_connection AFTER INSERT ON connections BEGIN
    INSERT INTO counts (connection) VALUES (new.row);
END;

CREATE TRIGGER counts_resource_in AFTER INSERT ON resources BEGIN
    UPDATE counts
    SET people = people + (new.kind = 'User'), groups = groups + (new.kind = 'Group')
    WHERE connection = new.connection;
END;

CREATE TRIGGER counts_resource_out AFTER DELETE ON resources BEGIN
    UPDATE counts
    SET people = people - (old.kind = 'User'), groups = groups - (old.kind = 'Group')
    WHERE connection = old.connection;
END;

CREATE TRIGGER counts_exchange_in AFTER INSERT ON exchanges BEGIN
    UPDATE counts SET exchanges = exchanges + 1, failed = failed + new.failed
    WHERE connection = new.connection;
END;

CREATE TRIGGER counts_exchange_out AFTER DELETE ON exchanges BEGIN
    UPDATE counts SET exchanges = exchanges - 1, failed = failed - old.failed
    WHERE connection = old.connection;
END;
