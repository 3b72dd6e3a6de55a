-- After grants.sql, for those who want nodes that can neither make nor alter tables: schemas then come from an account of
-- their own, which only the admin daemon uses. Register it for every server of the cluster:
--     changedatabase -i 4 --migration-user migration --migration-passwd migration-secret --strict-grants ...
CREATE USER 'migration'@'10.20.30.213' IDENTIFIED BY 'migration-secret';
GRANT ALL PRIVILEGES ON `oxdatabase\_%`.* TO 'migration'@'10.20.30.213';

REVOKE ALL PRIVILEGES ON `oxdatabase\_%`.* FROM 'openexchange'@'10.20.30.213';
GRANT SELECT, INSERT, UPDATE, DELETE ON `oxdatabase\_%`.* TO 'openexchange'@'10.20.30.213';

REVOKE ALL PRIVILEGES ON `oxdatabase\_%`.* FROM 'openexchange'@'10.20.30.215';
GRANT SELECT, INSERT, UPDATE, DELETE ON `oxdatabase\_%`.* TO 'openexchange'@'10.20.30.215';

-- The daemon on 10.20.30.213 upgrades the config DB; the other node only uses it.
REVOKE ALL PRIVILEGES ON `configdb`.* FROM 'openexchange'@'10.20.30.215';
GRANT SELECT, INSERT, UPDATE, DELETE ON `configdb`.* TO 'openexchange'@'10.20.30.215';
