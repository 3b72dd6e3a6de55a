-- The users of a context. Ids: 2 the context's administrator, 3 the first user.
CREATE TABLE user_account (
    cid BIGINT NOT NULL,
    id BIGINT NOT NULL,
    login VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NOT NULL,
    display_name VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci NOT NULL,
    given_name VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci NOT NULL,
    surname VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci NOT NULL,
    email VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NOT NULL,
    aliases TEXT CHARACTER SET utf8mb4 NOT NULL,            -- further addresses, one a line
    company VARCHAR(255) CHARACTER SET utf8mb4 NOT NULL,
    department VARCHAR(255) CHARACTER SET utf8mb4 NOT NULL,
    language VARCHAR(32) CHARACTER SET ascii NOT NULL,      -- en_US
    time_zone VARCHAR(64) CHARACTER SET ascii NOT NULL,     -- Europe/Berlin
    module_access BIGINT NOT NULL,                          -- one bit a module
    enabled BOOLEAN NOT NULL,
    password VARCHAR(255) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,  -- crypt(5)
    credential_version BIGINT NOT NULL,                     -- sessions made under another one are over
    seq BIGINT NOT NULL,
    created_seq BIGINT NOT NULL,
    PRIMARY KEY (cid, id),
    UNIQUE (cid, login),
    UNIQUE (cid, display_name),
    UNIQUE (cid, email)
) ENGINE=InnoDB;

-- Named texts of a user, for example the state of the web interface.
CREATE TABLE user_attribute (
    cid BIGINT NOT NULL,
    user BIGINT NOT NULL,
    name VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    value MEDIUMTEXT CHARACTER SET utf8mb4 NOT NULL,
    PRIMARY KEY (cid, user, name)
) ENGINE=InnoDB;

-- Groups. 0 is "all users" and has no member rows; 1 is the standard group.
CREATE TABLE user_group (
    cid BIGINT NOT NULL,
    id BIGINT NOT NULL,
    name VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NOT NULL,
    display_name VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci NOT NULL,
    seq BIGINT NOT NULL,
    created_seq BIGINT NOT NULL,
    PRIMARY KEY (cid, id),
    UNIQUE (cid, name)
) ENGINE=InnoDB;

CREATE TABLE group_member (
    cid BIGINT NOT NULL,
    user BIGINT NOT NULL,
    group_id BIGINT NOT NULL,
    PRIMARY KEY (cid, user, group_id),
    INDEX (cid, group_id)
) ENGINE=InnoDB;
