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
