-- The text for people once more, as HTML. Mails that a node of an older version has put in have none.
ALTER TABLE calendar_outbox ADD COLUMN html MEDIUMTEXT NOT NULL DEFAULT '';
