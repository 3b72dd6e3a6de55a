-- The config DB: which servers, databases, filestores and contexts exist. Table names and meanings follow
-- Open-Xchange's configdb, so that its administrators find what they know.

-- Advanced by every write, so that a node sees with one row whether what it cached still holds.
CREATE TABLE config_state (
    id TINYINT NOT NULL PRIMARY KEY CHECK (id = 1),
    seq BIGINT NOT NULL
) ENGINE=InnoDB;
INSERT INTO config_state VALUES (1, 1);

-- One sequence for servers, filestores, databases, clusters, reasons and schema numbers. The first id handed out is 2.
CREATE TABLE configdb_sequence (
    id BIGINT NOT NULL PRIMARY KEY
) ENGINE=InnoDB;
INSERT INTO configdb_sequence VALUES (1);

-- The cluster key, wrapped by scrypt over the password of the config DB account.
CREATE TABLE cluster_key (
    id TINYINT NOT NULL PRIMARY KEY CHECK (id = 1),
    salt VARBINARY(32) NOT NULL,
    wrapped VARBINARY(256) NOT NULL
) ENGINE=InnoDB;

-- A server is a whole cluster of nodes.
CREATE TABLE server (
    server_id BIGINT NOT NULL PRIMARY KEY,
    name VARCHAR(255) NOT NULL UNIQUE
) ENGINE=InnoDB;

-- One master with any number of replicas. Schemas are named `<name>_<number>`.
CREATE TABLE db_cluster (
    cluster_id BIGINT NOT NULL PRIMARY KEY,
    name VARCHAR(40) NOT NULL UNIQUE,
    write_db_pool_id BIGINT NOT NULL,
    weight INT NOT NULL DEFAULT 100,
    max_units INT NOT NULL DEFAULT 1000  -- contexts; -1 unlimited, 0 takes no new ones
) ENGINE=InnoDB;

-- One database server.
CREATE TABLE db_pool (
    db_pool_id BIGINT NOT NULL PRIMARY KEY,
    cluster_id BIGINT NOT NULL,
    name VARCHAR(128) NOT NULL UNIQUE,
    url VARCHAR(255) NOT NULL,            -- mysql://host:port
    login VARCHAR(128) NOT NULL,
    password VARBINARY(512) NOT NULL,     -- sealed with the cluster key
    tls_ca VARCHAR(255) NOT NULL DEFAULT '',
    hardlimit BOOLEAN NOT NULL DEFAULT TRUE,
    max INT NOT NULL DEFAULT 100,
    initial INT NOT NULL DEFAULT 0,
    INDEX (cluster_id),
    FOREIGN KEY (cluster_id) REFERENCES db_cluster (cluster_id)
) ENGINE=InnoDB;

CREATE TABLE reason_text (
    id BIGINT NOT NULL PRIMARY KEY,
    text VARCHAR(255) NOT NULL UNIQUE
) ENGINE=InnoDB;

CREATE TABLE filestore (
    id BIGINT NOT NULL PRIMARY KEY,
    uri VARCHAR(255) NOT NULL UNIQUE,
    size BIGINT NOT NULL,                 -- bytes
    max_context INT NOT NULL DEFAULT 5000 -- 0 takes no new contexts
) ENGINE=InnoDB;

CREATE TABLE context (
    cid BIGINT NOT NULL PRIMARY KEY,
    name VARCHAR(128) NOT NULL UNIQUE,
    enabled BOOLEAN NOT NULL DEFAULT TRUE,
    reason_id BIGINT NULL,
    filestore_id BIGINT NOT NULL,
    filestore_name VARCHAR(64) NOT NULL,  -- `<cid>_ctx_store`
    quota_max BIGINT NOT NULL,            -- bytes; -1 unlimited
    access_combination VARCHAR(64) NOT NULL DEFAULT '',
    state ENUM('creating', 'active', 'deleting') NOT NULL,
    op_id BINARY(16) NOT NULL,            -- of the createcontext or deletecontext under way
    state_since DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
    FOREIGN KEY (filestore_id) REFERENCES filestore (id),
    FOREIGN KEY (reason_id) REFERENCES reason_text (id)
) ENGINE=InnoDB;

-- Every name under which a context is found at login; the context's id is always one.
CREATE TABLE login2context (
    login_info VARCHAR(255) NOT NULL PRIMARY KEY,
    cid BIGINT NOT NULL,
    INDEX (cid),
    FOREIGN KEY (cid) REFERENCES context (cid) ON DELETE CASCADE
) ENGINE=InnoDB;

-- Where a context lives.
CREATE TABLE context_server2db_pool (
    cid BIGINT NOT NULL PRIMARY KEY,
    server_id BIGINT NOT NULL,
    cluster_id BIGINT NOT NULL,
    db_schema VARCHAR(64) NOT NULL,
    epoch BIGINT NOT NULL DEFAULT 1,      -- counts placements; the context's ctx_state row must agree
    INDEX (cluster_id, db_schema),
    FOREIGN KEY (cid) REFERENCES context (cid) ON DELETE CASCADE,
    FOREIGN KEY (server_id) REFERENCES server (server_id),
    FOREIGN KEY (cluster_id) REFERENCES db_cluster (cluster_id)
) ENGINE=InnoDB;

-- Places taken, changed by compare-and-increment: the reservation of createcontext.
CREATE TABLE contexts_per_dbpool (
    cluster_id BIGINT NOT NULL PRIMARY KEY,
    count INT NOT NULL DEFAULT 0,
    FOREIGN KEY (cluster_id) REFERENCES db_cluster (cluster_id) ON DELETE CASCADE
) ENGINE=InnoDB;
CREATE TABLE contexts_per_filestore (
    filestore_id BIGINT NOT NULL PRIMARY KEY,
    count INT NOT NULL DEFAULT 0,
    FOREIGN KEY (filestore_id) REFERENCES filestore (id) ON DELETE CASCADE
) ENGINE=InnoDB;
CREATE TABLE contexts_per_dbschema (
    cluster_id BIGINT NOT NULL,
    schemaname VARCHAR(64) NOT NULL,
    count INT NOT NULL DEFAULT 0,
    PRIMARY KEY (cluster_id, schemaname),
    FOREIGN KEY (cluster_id) REFERENCES db_cluster (cluster_id) ON DELETE CASCADE
) ENGINE=InnoDB;

-- The running nodes register themselves.
CREATE TABLE cluster_node (
    id BINARY(16) NOT NULL PRIMARY KEY,   -- new at every start
    name VARCHAR(255) NOT NULL,
    route VARCHAR(64) NOT NULL,
    server_id BIGINT NOT NULL,
    http_address VARCHAR(255) NOT NULL,
    ajp_address VARCHAR(255) NOT NULL,
    version VARCHAR(32) NOT NULL,
    public_key VARBINARY(64) NOT NULL DEFAULT '',
    started DATETIME(3) NOT NULL,
    heartbeat DATETIME(3) NOT NULL,
    INDEX (route)
) ENGINE=InnoDB;
