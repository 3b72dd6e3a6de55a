-- What decides which replica of a cluster is asked first.
ALTER TABLE db_pool
    ADD COLUMN weight INT NOT NULL DEFAULT 100,      -- share of the reads, 0 to 100; 0 only when no other can answer
    ADD COLUMN site VARCHAR(64) NOT NULL DEFAULT ''; -- where the server stands
