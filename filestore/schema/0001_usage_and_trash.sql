-- How much of its quota a context uses. Changed in the transaction that adds or drops the rows referring to blobs.
CREATE TABLE filestore_usage (
    cid BIGINT NOT NULL PRIMARY KEY,
    used BIGINT NOT NULL DEFAULT 0,       -- bytes
    quota BIGINT NOT NULL                 -- bytes; -1 unlimited
) ENGINE=InnoDB;

-- Blobs that no row refers to any more; the collector removes them later.
CREATE TABLE filestore_trash (
    cid BIGINT NOT NULL,
    blob_key VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    since DATETIME(3) NOT NULL,           -- by the clock of the database
    PRIMARY KEY (cid, blob_key),
    INDEX (cid, since)
) ENGINE=InnoDB COMMENT='unsynced';
