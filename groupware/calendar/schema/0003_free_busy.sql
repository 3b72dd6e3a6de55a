-- What a user says about his own time besides events: one row for whoever said something.
CREATE TABLE calendar_free_busy (
    cid BIGINT NOT NULL,
    user BIGINT NOT NULL,
    visibility TINYINT NOT NULL DEFAULT 0,    -- who may see when he is busy: 0 everybody of the context, 1 nobody
    availability MEDIUMTEXT NULL,             -- a VCALENDAR with VAVAILABILITY; NULL or '' = always available
    seed BINARY(16) NULL,                     -- of the URL that he published: random; the token is made of it and the cluster's key
    token BINARY(32) NULL,                    -- SHA-256 of the token; NULL = nothing is published
    PRIMARY KEY (cid, user),
    UNIQUE KEY calendar_free_busy_token (cid, token)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;
