-- Reporting lines and teams of everybody are read out of an index alone; a row for each was most of the
-- time. Nothing is added to a write: two indexes have one column more.
DROP INDEX resources_manager;
CREATE INDEX resources_manager ON resources (connection, kind, manager_folded, manager_link);
DROP INDEX resources_department;
CREATE INDEX resources_department ON resources (connection, kind, department_folded, department, created);
-- Of several indexes that begin with connection and kind, SQLite goes through everybody by the one made
-- last, and this one has people nearly in the order in which their rows lie.
DROP INDEX resources_last_modified;
CREATE INDEX resources_last_modified ON resources (connection, kind, last_modified);
-- Those with whom login and address differ are still found by their own indexes, for which these have to be
-- younger.
DROP INDEX resources_other_login;
CREATE INDEX resources_other_login ON resources (connection, kind)
    WHERE kind = 'User' AND user_name_is_address = 0;
DROP INDEX resources_other_email;
CREATE INDEX resources_other_email ON resources (connection, email_folded)
    WHERE kind = 'User' AND email_folded IS NOT user_name_folded;
