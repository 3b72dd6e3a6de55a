-- Calendar objects: for each calendar user one for each UID. `text` is what the client sent, octet for octet, and the
-- truth; calendar_event is what it says, so that nothing is parsed to find events. Times are milliseconds since 1970.
CREATE TABLE calendar_object (
    cid BIGINT NOT NULL,
    id BIGINT NOT NULL,
    owner_kind TINYINT NOT NULL,              -- whose calendar: 1 a user's, 2 a resource's, 3 a public folder's
    owner BIGINT NOT NULL,                    -- id of that user, resource or folder
    folder BIGINT NOT NULL,                   -- 0: a resource's
    name VARCHAR(255) NOT NULL,               -- of the resource in DAV
    uid VARCHAR(512) NOT NULL,
    role TINYINT NOT NULL,                    -- of the owner in scheduling: 0 none, 1 organizer, 2 attendee
    schedule_tag BIGINT NOT NULL,             -- seq of the last change that matters to others; RFC 6638 section 3.2.10
    attachments INT NOT NULL DEFAULT 0,
    newest_attachment BIGINT NULL,
    created_by BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    changed_by BIGINT NOT NULL,
    created_seq BIGINT NOT NULL,
    seq BIGINT NOT NULL,
    text MEDIUMTEXT NOT NULL,
    PRIMARY KEY (cid, id),
    UNIQUE KEY calendar_object_uid (cid, owner_kind, owner, uid),
    UNIQUE KEY calendar_object_name (cid, folder, name, owner_kind, owner),
    KEY calendar_object_changes (cid, folder, seq),
    KEY calendar_object_copies (cid, uid)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;

-- The index: one row for each VEVENT of an object, the series (or single event) and what replaces instances of it.
-- Floating times and whole days are stored as if they were UTC.
CREATE TABLE calendar_event (
    cid BIGINT NOT NULL,
    id BIGINT NOT NULL,                       -- of the series or single event: the object's id
    object BIGINT NOT NULL,
    recurrence_id VARCHAR(32) NOT NULL,       -- as the text has it, without zone; '' for the series or single event
    owner_kind TINYINT NOT NULL,
    owner BIGINT NOT NULL,
    folder BIGINT NOT NULL,
    starts BIGINT NOT NULL,                   -- the (first) instance
    ends BIGINT NOT NULL,                     -- of that instance, exclusive
    range_from BIGINT NOT NULL,               -- when it happens first
    range_to BIGINT NOT NULL,                 -- and when its last instance has ended
    lasting BOOLEAN NOT NULL,                 -- recurs, or is longer than 31 days: looked up by range_to
    floating BOOLEAN NOT NULL,                -- times depend on who looks
    whole_days BOOLEAN NOT NULL,
    zone VARCHAR(128) NOT NULL,               -- of the system's database, or a TZID that `recurrence` defines; '' = UTC or floating
    recurrence MEDIUMTEXT NULL,               -- of a series: a VCALENDAR with what says when it happens
    busy TINYINT NOT NULL,                    -- FBTYPE: 0 free, 1 busy, 2 tentative, 3 unavailable
    class TINYINT NOT NULL,                   -- 0 public, 1 private, 2 confidential
    status TINYINT NOT NULL,                  -- 0 none, 1 tentative, 2 confirmed, 3 cancelled
    part_stat TINYINT NOT NULL,               -- of the owner: 0 takes no part, 1 needs action, 2 accepted, 3 declined, 4 tentative, 5 delegated
    organizer VARCHAR(255) NOT NULL,          -- an address in small letters, or a URI; '' = none
    attendees INT NOT NULL,
    sequence INT NOT NULL,
    summary VARCHAR(1024) NOT NULL,
    location VARCHAR(1024) NOT NULL,
    categories VARCHAR(1024) NOT NULL,
    color VARCHAR(32) NOT NULL,
    PRIMARY KEY (cid, id),
    UNIQUE KEY calendar_event_recurrence (cid, object, recurrence_id),
    KEY calendar_event_folder_from (cid, folder, lasting, range_from, range_to),
    KEY calendar_event_folder_to (cid, folder, lasting, range_to, range_from),
    KEY calendar_event_owner_from (cid, owner_kind, owner, lasting, range_from, range_to),
    KEY calendar_event_owner_to (cid, owner_kind, owner, lasting, range_to, range_from)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;

-- What is a user's own of an object in a calendar that is not his: alarms (VALARMs) and whether it makes him busy.
CREATE TABLE calendar_personal (
    cid BIGINT NOT NULL,
    object BIGINT NOT NULL,
    user BIGINT NOT NULL,
    transparent BOOLEAN NULL,                 -- NULL: as the object says
    alarms MEDIUMTEXT NOT NULL,
    PRIMARY KEY (cid, object, user),
    KEY calendar_personal_user (cid, user)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;
