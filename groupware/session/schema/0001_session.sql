-- Who is logged in. Any node serves any session, so this is all there is. Times are milliseconds since 1970, UTC.
CREATE TABLE session (
    cid BIGINT NOT NULL,
    id BINARY(16) NOT NULL,                -- 4 octets context id, 12 random
    public_id BINARY(16) NOT NULL,         -- likewise; alone it proves enough to fetch a picture
    user BIGINT NOT NULL,
    credential_version BIGINT NOT NULL,    -- over when it is no longer that of the user
    secret BINARY(32) NOT NULL,            -- SHA-256 of the secret cookie's value
    cookie_hash VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,         -- names the session's cookies
    public_cookie_hash VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,  -- names the public one
    client VARCHAR(255) CHARACTER SET utf8mb4 NOT NULL,
    address VARCHAR(64) CHARACTER SET utf8mb4 NOT NULL,
    created BIGINT NOT NULL,
    last_used BIGINT NOT NULL,             -- written every few minutes
    stay_signed_in BOOLEAN NOT NULL,
    PRIMARY KEY (cid, id),
    UNIQUE (cid, public_id),
    INDEX (cid, user),
    INDEX (cid, last_used)
) ENGINE=InnoDB COMMENT='unsynced';

-- Logins tried and not succeeded: two rows each, for the login name and for the address of the client. Rows are only
-- added and removed, never changed, so that many logins at once do not wait for each other.
CREATE TABLE login_attempt (
    cid BIGINT NOT NULL,
    subject BINARY(32) NOT NULL,           -- SHA-256 of what is counted
    tried BIGINT NOT NULL,                 -- milliseconds since 1970
    id BINARY(8) NOT NULL,                 -- random
    PRIMARY KEY (cid, subject, tried, id),
    INDEX (cid, tried)
) ENGINE=InnoDB COMMENT='unsynced';
