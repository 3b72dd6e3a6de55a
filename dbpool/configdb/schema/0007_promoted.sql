-- When the last promotion of the servers that hold the config DB was, in milliseconds since 1970; 0 if there was none.
ALTER TABLE cluster_state ADD COLUMN IF NOT EXISTS promoted_ms BIGINT NOT NULL DEFAULT 0;
