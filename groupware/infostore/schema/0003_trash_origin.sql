-- The folder that a document in a trash came from; NULL outside of trashes, and where nobody remembers.
ALTER TABLE document ADD COLUMN origin BIGINT NULL;
