-- The language of a message's texts, for what is said about files when it is sent.
ALTER TABLE calendar_outbox ADD COLUMN language VARCHAR(32) NOT NULL DEFAULT '';
