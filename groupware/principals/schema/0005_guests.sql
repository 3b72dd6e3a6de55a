-- Who is no user, but may do what a folder's permissions give him: whoever has a link, and people invited by address.
-- Ids are of the users' sequence, so one id is a user or a guest and never both. Instants are milliseconds since 1970.
CREATE TABLE guest (
    cid BIGINT NOT NULL,
    id BIGINT NOT NULL,
    kind TINYINT NOT NULL,                -- principals::GuestKind
    email VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NULL,  -- of an invited one
    display_name VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci NOT NULL,
    seed BINARY(16) NOT NULL,             -- random; the token is made of it and the cluster's key
    token BINARY(32) NOT NULL,            -- SHA-256 of the token
    password VARCHAR(255) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,  -- crypt(5); empty = none is needed
    credential_version BIGINT NOT NULL,   -- sessions made under another one are over
    language VARCHAR(32) CHARACTER SET ascii NOT NULL,
    time_zone VARCHAR(64) CHARACTER SET ascii NOT NULL,
    module VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,  -- of the folder that it leads to
    folder BIGINT NOT NULL,
    created_by BIGINT NOT NULL,
    expires BIGINT NULL,                  -- not valid from then on
    created_seq BIGINT NOT NULL,
    seq BIGINT NOT NULL,
    PRIMARY KEY (cid, id),
    UNIQUE guest_token (cid, token),
    UNIQUE guest_email (cid, email),
    INDEX (cid, created_by),
    INDEX (cid, expires)
) ENGINE=InnoDB;
