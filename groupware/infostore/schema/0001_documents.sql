-- Documents: metadata. `seq` is the context's seq of the last change and the `last_modified` that clients see;
-- `modified` is the time of the contents, which a client may set. Times are milliseconds since 1970, UTC.
CREATE TABLE document (
    cid BIGINT NOT NULL,
    id BIGINT NOT NULL,
    folder BIGINT NOT NULL,
    filename VARCHAR(255) NULL,               -- unique in its folder, byte by byte; NULL without contents
    title VARCHAR(1024) NOT NULL,
    description MEDIUMTEXT NOT NULL,
    url VARCHAR(2048) NOT NULL,
    categories VARCHAR(2048) NOT NULL,
    color_label TINYINT NOT NULL DEFAULT 0,
    current_version INT NOT NULL DEFAULT 0,   -- 0 = no contents
    last_version INT NOT NULL DEFAULT 0,      -- highest number ever given
    version_count INT NOT NULL DEFAULT 0,
    lock_owner BIGINT NULL,
    locked_until BIGINT NULL,
    created_by BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    changed_by BIGINT NOT NULL,
    modified BIGINT NOT NULL,
    created_seq BIGINT NOT NULL,
    seq BIGINT NOT NULL,
    PRIMARY KEY (cid, id),
    UNIQUE KEY document_name (cid, folder, filename),
    KEY document_changes (cid, folder, seq)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;

-- One row per stored contents. Immutable except for its comment; its blob belongs to it alone.
CREATE TABLE document_version (
    cid BIGINT NOT NULL,
    document BIGINT NOT NULL,
    version INT NOT NULL,
    blob_key VARCHAR(128) NOT NULL,
    size BIGINT NOT NULL,
    sha256 BINARY(32) NOT NULL,
    md5 BINARY(16) NOT NULL,
    media_type VARCHAR(127) NOT NULL,
    filename VARCHAR(255) NOT NULL,           -- when it was added
    comment VARCHAR(2048) NOT NULL,
    created_by BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (cid, document, version),
    UNIQUE KEY document_version_blob (cid, blob_key)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;
