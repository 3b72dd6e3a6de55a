-- Operations on contexts that a killed daemon left behind are found by these; most contexts have none.

-- `enabled` or `quota_max` was changed here and may not have reached the context's own schema yet.
ALTER TABLE context ADD COLUMN unsettled BOOLEAN NOT NULL DEFAULT FALSE;
CREATE INDEX context_state ON context (state);
CREATE INDEX context_unsettled ON context (unsettled);
