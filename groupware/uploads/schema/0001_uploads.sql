-- Files that wait to be used. Each one's blob belongs to it alone. Times are milliseconds since 1970, UTC.
CREATE TABLE upload (
    cid BIGINT NOT NULL,
    id CHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,   -- random
    owner BIGINT NOT NULL,                -- nobody else can open it
    filename VARCHAR(255) NOT NULL,
    media_type VARCHAR(127) NOT NULL,
    blob_key VARCHAR(128) NOT NULL,
    size BIGINT NOT NULL,
    sha256 BINARY(32) NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    PRIMARY KEY (cid, id),
    KEY upload_owner (cid, owner),
    KEY upload_expiry (cid, expires_at),
    UNIQUE KEY upload_blob (cid, blob_key)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;
