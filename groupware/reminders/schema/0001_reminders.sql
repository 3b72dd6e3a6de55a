-- Who wants to be told about what, and when. One row per user and object. `module`: 1 appointments, 4 tasks. `alarm` is
-- milliseconds since 1970, UTC.
CREATE TABLE reminder (
    cid BIGINT NOT NULL,
    id BIGINT NOT NULL,
    user BIGINT NOT NULL,
    module TINYINT NOT NULL,
    target BIGINT NOT NULL,
    folder BIGINT NOT NULL,               -- where the user sees the object
    alarm BIGINT NOT NULL,
    seq BIGINT NOT NULL,
    PRIMARY KEY (cid, id),
    UNIQUE KEY reminder_target (cid, module, target, user),
    KEY reminder_due (cid, user, alarm)
) ENGINE=InnoDB;
