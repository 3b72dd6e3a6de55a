-- What can be booked: rooms, cars, projectors.
CREATE TABLE resource (
    cid BIGINT NOT NULL,
    id BIGINT NOT NULL,
    name VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NOT NULL,
    display_name VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci NOT NULL,
    email VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NOT NULL,
    description TEXT CHARACTER SET utf8mb4 NOT NULL,
    available BOOLEAN NOT NULL,
    seq BIGINT NOT NULL,
    created_seq BIGINT NOT NULL,
    PRIMARY KEY (cid, id),
    UNIQUE resource_name (cid, name),
    UNIQUE resource_email (cid, email),
    INDEX (cid, seq)
) ENGINE=InnoDB;

-- What changed since: one range of an index.
ALTER TABLE user_group ADD INDEX user_group_changed (cid, seq);
ALTER TABLE user_account ADD INDEX user_account_changed (cid, seq);
