-- The file whose hash `rules` is: what moves when a zone has other rules is found by comparing both. Rows that were there
-- get it when a node has the next version of the database.
ALTER TABLE calendar_zone
    ADD COLUMN file MEDIUMBLOB NOT NULL DEFAULT '';
