-- One row per context: its number, its placement's epoch and whether it takes writes.
CREATE TABLE ctx_state (
    cid BIGINT NOT NULL PRIMARY KEY,
    seq BIGINT NOT NULL,
    prev BIGINT NOT NULL,
    epoch BIGINT NOT NULL,
    state ENUM('active', 'disabled', 'moving', 'deleting') NOT NULL DEFAULT 'active',
    min_seq BIGINT NOT NULL DEFAULT 0     -- change records below are gone
) ENGINE=InnoDB;

-- What changed, in commit order per context. `prev` names the predecessor, so a gap shows. Short-lived.
CREATE TABLE ctx_change (
    cid BIGINT NOT NULL,
    seq BIGINT NOT NULL,
    ordinal INT NOT NULL,                 -- inside one transaction
    prev BIGINT NOT NULL,
    op_id BINARY(16) NULL,                -- of the transaction, on ordinal 0
    kind INT NOT NULL,
    folder BIGINT NOT NULL,
    object BIGINT NOT NULL,
    verb INT NOT NULL,
    PRIMARY KEY (cid, seq, ordinal),
    UNIQUE (cid, op_id)
) ENGINE=InnoDB;

-- The ids handed out last, per context and kind.
CREATE TABLE ctx_sequence (
    cid BIGINT NOT NULL,
    kind VARCHAR(32) NOT NULL,
    id BIGINT NOT NULL,
    PRIMARY KEY (cid, kind)
) ENGINE=InnoDB;
