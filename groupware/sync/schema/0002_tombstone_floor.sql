-- Up to which seq the tombstones of a context may be gone. Absent: all are there.
CREATE TABLE tombstone_floor (
    cid BIGINT NOT NULL PRIMARY KEY,
    seq BIGINT NOT NULL
) ENGINE=InnoDB;

-- Finds the oldest tombstone of a context.
ALTER TABLE tombstone ADD INDEX tombstone_age (cid, seq);
