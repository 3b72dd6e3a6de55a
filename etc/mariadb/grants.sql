-- Accounts on the master; replication carries them to the replicas. Change the addresses and the passwords.

-- The replicas fetch the binary log with this one; so does the old master after a promotion
-- (`promotedatabase --replication-user replication --replication-passwd ...`).
CREATE USER 'replication'@'10.20.30.219' IDENTIFIED BY 'secret';
GRANT REPLICATION SLAVE ON *.* TO 'replication'@'10.20.30.219';
CREATE USER 'replication'@'10.20.30.217' IDENTIFIED BY 'secret';
GRANT REPLICATION SLAVE ON *.* TO 'replication'@'10.20.30.217';

-- The nodes and the admin daemon: the config DB and the schemas that are named after the registered database
-- (`registerdatabase --name oxdatabase`). GRANT ALL ON *.* works too, but such an account writes through read_only
-- and so can damage a replica; `--strict-grants` refuses it.
CREATE USER 'openexchange'@'10.20.30.213' IDENTIFIED BY 'secret';
GRANT ALL PRIVILEGES ON `configdb`.* TO 'openexchange'@'10.20.30.213';
GRANT ALL PRIVILEGES ON `oxdatabase\_%`.* TO 'openexchange'@'10.20.30.213';
GRANT SLAVE MONITOR ON *.* TO 'openexchange'@'10.20.30.213';

CREATE USER 'openexchange'@'10.20.30.215' IDENTIFIED BY 'secret';
GRANT ALL PRIVILEGES ON `configdb`.* TO 'openexchange'@'10.20.30.215';
GRANT ALL PRIVILEGES ON `oxdatabase\_%`.* TO 'openexchange'@'10.20.30.215';
GRANT SLAVE MONITOR ON *.* TO 'openexchange'@'10.20.30.215';

-- Promotes a replica, from the admin daemon's machine: `registerdatabase --operator-user operator --operator-passwd ...`,
-- for every server of the cluster. Nodes never use it.
CREATE USER 'operator'@'10.20.30.213' IDENTIFIED BY 'operator-secret';
GRANT RELOAD, PROCESS, CONNECTION ADMIN, READ_ONLY ADMIN, REPLICATION MASTER ADMIN, REPLICATION SLAVE ADMIN, SLAVE MONITOR,
    BINLOG MONITOR ON *.* TO 'operator'@'10.20.30.213';
-- If the config DB is to be promoted as well: configdb.operatorUser.
GRANT SELECT, UPDATE, ALTER ON `configdb`.* TO 'operator'@'10.20.30.213';
-- The cluster's term, and the epochs of its contexts if a promotion lost commits.
GRANT SELECT, INSERT, UPDATE, ALTER ON `oxdatabase\_%`.* TO 'operator'@'10.20.30.213';
