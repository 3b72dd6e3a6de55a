-- Accounts at a database server beside the nodes' own, which the administration alone uses, and how TLS is verified.
ALTER TABLE db_pool
    ADD COLUMN operator_login VARCHAR(128) NOT NULL DEFAULT '',
    ADD COLUMN operator_password VARBINARY(512) NOT NULL DEFAULT '',   -- sealed with the cluster key
    ADD COLUMN migration_login VARCHAR(128) NOT NULL DEFAULT '',
    ADD COLUMN migration_password VARBINARY(512) NOT NULL DEFAULT '',  -- sealed with the cluster key
    ADD COLUMN tls_verify_name BOOLEAN NOT NULL DEFAULT TRUE,
    ADD COLUMN tls_certificate VARCHAR(255) NOT NULL DEFAULT '',       -- PEM files on each node, for servers that
    ADD COLUMN tls_key VARCHAR(255) NOT NULL DEFAULT '';               -- ask clients for a certificate
