-- Indexes that cost every write more than they spare a read: nobody lists by address or title often
-- enough, addresses have a table of their own, and only groups are looked up by their name.
DROP INDEX resources_email;
DROP INDEX resources_title;
DROP INDEX resources_display_name;
CREATE INDEX resources_display_name ON resources (connection, display_name_folded)
    WHERE kind = 'Group';
