-- With which time zone rules the index was made: one row for each zone that events are in, and one ('') for all of the
-- context. A node that has newer rules moves what they move.
CREATE TABLE calendar_zone (
    cid BIGINT NOT NULL,
    zone VARCHAR(128) NOT NULL,
    version VARCHAR(64) NOT NULL,             -- of the time zone database; later ones are greater
    rules VARBINARY(32) NOT NULL,             -- SHA-256 of the zone's file; empty for '' and for zones that only objects define
    seq BIGINT NOT NULL,                      -- of '': everything up to here is indexed with that version
    behind BOOLEAN NOT NULL,                  -- of '': a node with an older version has been seen since
    PRIMARY KEY (cid, zone)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin COMMENT='unsynced';
