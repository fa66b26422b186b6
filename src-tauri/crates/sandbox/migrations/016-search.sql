-- What is typed into the search is looked for in everybody's text: here it lies together, without the
-- rest of the rows.
CREATE INDEX resources_search ON resources (connection, search) WHERE kind = 'User';
