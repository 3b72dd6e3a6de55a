-- A filestore is told from another cluster's with the same id by a random number, which its marker carries too.
ALTER TABLE filestore
    ADD COLUMN mark BINARY(16) NULL,
    ADD COLUMN unmarked BOOLEAN NOT NULL DEFAULT FALSE;  -- the marker on the storage may still lack the number
UPDATE filestore SET mark = RANDOM_BYTES(16), unmarked = TRUE;
ALTER TABLE filestore MODIFY COLUMN mark BINARY(16) NOT NULL;
