-- Contacts. `seq` is the context's seq of the last change and the `last_modified` that clients see. What stands in the
-- card is here once more as far as lists show, sort or search it: `fields` has a line for each field, `<column> <value>`.
-- Texts that people look for compare without case and accents.
CREATE TABLE contact (
    cid BIGINT NOT NULL,
    id BIGINT NOT NULL,
    folder BIGINT NOT NULL,
    name VARCHAR(255) COLLATE utf8mb4_nopad_bin NOT NULL,  -- resource name for CardDAV
    uid VARCHAR(255) COLLATE utf8mb4_nopad_bin NOT NULL,
    sort_name VARCHAR(320) NOT NULL,
    display_name VARCHAR(320) NOT NULL,
    company VARCHAR(255) NOT NULL,
    birthday SMALLINT NULL,                                -- month * 100 + day
    anniversary SMALLINT NULL,
    is_list BOOLEAN NOT NULL,
    members INT NOT NULL,                                  -- of a list
    private BOOLEAN NOT NULL,                              -- only its creator sees it
    color_label TINYINT NOT NULL,
    picture_type VARCHAR(64) CHARACTER SET ascii NULL,     -- NULL = no picture
    picture_seq BIGINT NOT NULL,
    attachments INT NOT NULL DEFAULT 0,
    newest_attachment BIGINT NOT NULL DEFAULT 0,           -- milliseconds since 1970
    use_count BIGINT NOT NULL DEFAULT 0,                   -- changes without a new seq
    fields MEDIUMTEXT NOT NULL,
    created_by BIGINT NOT NULL,
    created_at BIGINT NOT NULL,                            -- milliseconds since 1970
    changed_by BIGINT NOT NULL,
    created_seq BIGINT NOT NULL,
    seq BIGINT NOT NULL,
    PRIMARY KEY (cid, id),
    UNIQUE KEY contact_name (cid, folder, name),
    KEY contact_changes (cid, folder, seq),
    KEY contact_uid (cid, uid),
    KEY contact_birthday (cid, folder, birthday),
    KEY contact_anniversary (cid, folder, anniversary)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- The client's vCard, octet for octet, but for the lines in contact_line.
CREATE TABLE contact_card (
    cid BIGINT NOT NULL,
    contact BIGINT NOT NULL,
    card MEDIUMBLOB NOT NULL,
    PRIMARY KEY (cid, contact)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

-- Lines of a card that hold pictures and other octets, as the client wrote them.
CREATE TABLE contact_line (
    cid BIGINT NOT NULL,
    contact BIGINT NOT NULL,
    position INT NOT NULL,
    octets LONGBLOB NOT NULL,
    PRIMARY KEY (cid, contact, position)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

-- Mail addresses, those that are no field too, in small letters. `folder` is the contact's.
CREATE TABLE contact_email (
    cid BIGINT NOT NULL,
    contact BIGINT NOT NULL,
    position INT NOT NULL,
    folder BIGINT NOT NULL,
    address VARCHAR(255) COLLATE utf8mb4_nopad_bin NOT NULL,
    PRIMARY KEY (cid, contact, position),
    KEY contact_email_address (cid, folder, address)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

-- The words that a prefix of finds a contact by.
CREATE TABLE contact_word (
    cid BIGINT NOT NULL,
    folder BIGINT NOT NULL,
    word VARCHAR(64) COLLATE utf8mb4_unicode_ci NOT NULL,
    contact BIGINT NOT NULL,
    PRIMARY KEY (cid, folder, word, contact),
    KEY contact_word_contact (cid, contact)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

-- Members of distribution lists.
CREATE TABLE contact_member (
    cid BIGINT NOT NULL,
    list BIGINT NOT NULL,
    position INT NOT NULL,
    contact BIGINT NULL,                                   -- NULL = an address that stands for itself
    mail_field TINYINT NOT NULL,                           -- 1 to 3 = email1 to email3 of the contact
    name VARCHAR(1024) COLLATE utf8mb4_nopad_bin NOT NULL,
    mail VARCHAR(1024) COLLATE utf8mb4_nopad_bin NOT NULL,
    sort_name VARCHAR(1024) COLLATE utf8mb4_nopad_bin NOT NULL,
    PRIMARY KEY (cid, list, position),
    KEY contact_member_contact (cid, contact)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
