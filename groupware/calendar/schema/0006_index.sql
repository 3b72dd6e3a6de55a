-- What lists and searches want to know without the text. Rows that were there get it from the housekeeping of the nodes
-- (calendar_zone.derived); until then `hints` is 0.
ALTER TABLE calendar_event
    ADD COLUMN hints INT NOT NULL DEFAULT 0,                    -- bits: 1 this row has them, 2 alarms, 4 conferences, 8 attachments in the text, 16 all others declined, 32 transparent, 64 first and 128 last instance of its series, 256 attendees may change it
    ADD COLUMN first_instance VARCHAR(32) NOT NULL DEFAULT '',  -- of a series: RECURRENCE-IDs; '' = none
    ADD COLUMN last_instance VARCHAR(32) NOT NULL DEFAULT '',
    ADD COLUMN words TEXT COLLATE utf8mb4_unicode_ci NOT NULL DEFAULT '';  -- every text that searches look through, each line between two line feeds
ALTER TABLE calendar_zone
    ADD COLUMN derived INT NOT NULL DEFAULT 0;                  -- of '': the version of the index that all rows have
-- Where users were when the alarms of their whole days and floating events were reckoned: a node moves those of who lives
-- elsewhere by now. One row for whoever has had alarms.
CREATE TABLE calendar_alarm_zone (
    cid BIGINT NOT NULL,
    user BIGINT NOT NULL,
    zone VARCHAR(64) CHARACTER SET ascii NOT NULL,
    PRIMARY KEY (cid, user)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin COMMENT='unsynced';
