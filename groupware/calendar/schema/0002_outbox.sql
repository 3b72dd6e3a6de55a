-- Messages to calendar users outside, until a mail server has taken them; those that it never will stay for a while.
-- Added in the transaction of the change that they tell about. Times are milliseconds since 1970.
CREATE TABLE calendar_outbox (
    cid BIGINT NOT NULL,
    id BIGINT NOT NULL,                       -- random, of 53 bits
    object BIGINT NOT NULL,                   -- the sender's calendar object, which may be gone by now
    topic BIGINT NOT NULL,                    -- hash of recipient, UID and who of both organizes; 0 = none: replaced by no other
    scope BIGINT NOT NULL,                    -- hash of the instances that it is about; 0 = all
    method VARCHAR(16) NOT NULL,
    uid VARCHAR(512) NOT NULL,
    sender VARCHAR(255) NOT NULL,             -- addresses, and names that belong to them
    sender_name VARCHAR(255) NOT NULL,
    actor VARCHAR(255) NOT NULL,              -- who acts on behalf of the sender; '' = himself
    actor_name VARCHAR(255) NOT NULL,
    recipient VARCHAR(255) NOT NULL,
    recipient_name VARCHAR(255) NOT NULL,
    subject VARCHAR(1024) NOT NULL,
    body MEDIUMTEXT NOT NULL,                 -- for people
    calendar MEDIUMTEXT NOT NULL,             -- for programs
    created BIGINT NOT NULL,
    state TINYINT NOT NULL,                   -- 0 waits to be sent, 1 given up, 2 given up and the sender's object says so
    attempts INT NOT NULL,
    next_attempt BIGINT NOT NULL,
    lease BIGINT NOT NULL,                    -- random; of the node that sends it just now; 0 = nobody
    leased_until BIGINT NOT NULL,
    status VARCHAR(8) NOT NULL,               -- SCHEDULE-STATUS of what was given up; RFC 6638 section 3.2.9
    last_error VARCHAR(512) NOT NULL,
    PRIMARY KEY (cid, id),
    KEY calendar_outbox_due (cid, state, next_attempt),
    KEY calendar_outbox_topic (cid, topic)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin COMMENT='unsynced';
