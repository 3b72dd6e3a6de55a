-- What left a folder. One row per object and folder, so an object that comes and goes leaves no trail.
CREATE TABLE tombstone (
    cid BIGINT NOT NULL,
    kind INT NOT NULL,
    folder BIGINT NOT NULL,
    object BIGINT NOT NULL,
    name VARCHAR(767) NOT NULL,           -- its resource name then, which DAV reports
    seq BIGINT NOT NULL,                  -- of the transaction that removed it
    PRIMARY KEY (cid, kind, folder, object),
    INDEX (cid, kind, folder, seq)
) ENGINE=InnoDB;
