-- Passwords that users made for one program or device each. Times are milliseconds since 1970, UTC.
CREATE TABLE app_password (
    cid BIGINT NOT NULL,
    id BINARY(16) NOT NULL,                -- 4 octets context id, 12 random
    user BIGINT NOT NULL,
    name VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci NOT NULL,
    credential_version BIGINT NOT NULL,    -- over when it is no longer that of the user
    secret BINARY(32) NOT NULL,            -- SHA-256 of 128 random bits
    read_only BOOLEAN NOT NULL,
    modules BIGINT NOT NULL,               -- one bit an application; 0 = all that the user has
    created BIGINT NOT NULL,
    last_used BIGINT NULL,                 -- written every few minutes
    PRIMARY KEY (cid, id),
    UNIQUE app_password_name (cid, user, name)
) ENGINE=InnoDB COMMENT='unsynced';
