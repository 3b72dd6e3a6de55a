-- What the config DB's own cluster of servers says about itself, as `<cluster>_0.cluster_state` does for the others.
CREATE TABLE cluster_state (
    id TINYINT NOT NULL PRIMARY KEY CHECK (id = 1),
    term BIGINT NOT NULL,
    master_server_id BIGINT NOT NULL
) ENGINE=InnoDB;
INSERT INTO cluster_state SELECT 1, 1, @@server_id;

-- `strict`: a commit is acknowledged when a replica has it, however long that takes. `available`: it is not waited for
-- longer than a moment, so that a promotion may lose the last commits.
ALTER TABLE db_cluster ADD COLUMN durability ENUM('available', 'strict') NOT NULL DEFAULT 'available';
