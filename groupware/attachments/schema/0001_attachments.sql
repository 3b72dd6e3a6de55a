-- Files that hang on objects of other types. Immutable rows; each one's blob belongs to it alone. Times are
-- milliseconds since 1970, UTC.
CREATE TABLE attachment (
    cid BIGINT NOT NULL,
    id BIGINT NOT NULL,
    module INT NOT NULL,                      -- attachments::Module
    object BIGINT NOT NULL,                   -- id of the object it hangs on
    filename VARCHAR(255) NOT NULL,
    media_type VARCHAR(127) NOT NULL,
    rtf TINYINT NOT NULL DEFAULT 0,
    blob_key VARCHAR(128) NOT NULL,
    size BIGINT NOT NULL,
    sha256 BINARY(32) NOT NULL,
    created_by BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    seq BIGINT NOT NULL,                      -- of the transaction that added it
    PRIMARY KEY (cid, id),
    KEY attachment_owner (cid, module, object, seq),
    UNIQUE KEY attachment_blob (cid, blob_key)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;
