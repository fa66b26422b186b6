-- Names are sorted without regard to accents; the form is made by the program (`sort_form`).
ALTER TABLE resources RENAME COLUMN name_folded TO name_sorted;
UPDATE resources SET name_sorted = sort_form(name);
