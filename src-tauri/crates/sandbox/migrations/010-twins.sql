-- What the managers of a connection are found by, in this order: the rule of its twin by which
-- `manager_link` was made. Before, there was one order for all.
ALTER TABLE connections ADD COLUMN manager_match TEXT NOT NULL DEFAULT 'id,externalId,userName';

-- Filled only in connections whose managers are found by it; other writes do not pay for its index.
ALTER TABLE resources ADD COLUMN employee_number_folded TEXT;
CREATE INDEX resources_employee_number ON resources (connection, employee_number_folded)
    WHERE employee_number_folded IS NOT NULL;
