-- On the replica, once: start from an empty server, or from a copy of the master with its gtid_slave_pos set.
CHANGE MASTER TO
    MASTER_HOST = '10.20.30.217',
    MASTER_PORT = 3306,
    MASTER_USER = 'replication',
    MASTER_PASSWORD = 'secret',
    MASTER_USE_GTID = slave_pos,
    MASTER_CONNECT_RETRY = 1,
    MASTER_HEARTBEAT_PERIOD = 1;
START SLAVE;
