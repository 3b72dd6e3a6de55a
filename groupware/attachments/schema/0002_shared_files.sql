-- A file may hang on several objects, as on everybody's copy of a meeting: rows of the same id are one file and name
-- the same blob, which goes with the last of them.
ALTER TABLE attachment
    DROP PRIMARY KEY, ADD PRIMARY KEY (cid, id, module, object),
    DROP INDEX attachment_blob, ADD INDEX attachment_blob (cid, blob_key);
