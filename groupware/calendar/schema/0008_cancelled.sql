-- What mails from outside took away from a calendar, or its owner did, and which version that was: an invitation that comes
-- late does not bring it back (RFC 5546 section 2.1.5). Times are milliseconds since 1970.
CREATE TABLE calendar_cancelled (
    cid BIGINT NOT NULL,
    owner_kind TINYINT NOT NULL,              -- as in calendar_object
    owner BIGINT NOT NULL,
    uid VARCHAR(512) NOT NULL,
    organizer VARCHAR(255) NOT NULL,          -- an address in small letters, or a URI: others' events may have the same UID
    sequence BIGINT NOT NULL,
    stamp BIGINT NOT NULL,                    -- DTSTAMP
    cancelled BOOLEAN NOT NULL,               -- by the organizer; otherwise the owner removed it
    since BIGINT NOT NULL,
    PRIMARY KEY (cid, owner_kind, owner, uid),
    KEY calendar_cancelled_since (cid, since)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin COMMENT='unsynced';
