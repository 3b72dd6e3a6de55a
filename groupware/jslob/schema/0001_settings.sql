-- JSON objects that clients keep for a user.
CREATE TABLE jslob (
    cid BIGINT NOT NULL,
    user BIGINT NOT NULL,
    service VARCHAR(64) NOT NULL,
    id VARCHAR(128) NOT NULL,
    tree MEDIUMTEXT NOT NULL,             -- one JSON object
    PRIMARY KEY (cid, user, service, id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;
