-- What a user does not want to see or sync of the folders that he can see. A folder without a row is subscribed.
CREATE TABLE folder_subscription (
    cid BIGINT NOT NULL,
    user BIGINT NOT NULL,
    folder BIGINT NOT NULL,
    subscribed BOOLEAN NOT NULL,          -- is in the folder tree of programs that ask for subscribed folders
    used_for_sync BOOLEAN NOT NULL,       -- goes to devices
    seq BIGINT NOT NULL,
    PRIMARY KEY (cid, user, folder),
    INDEX (cid, folder),
    INDEX (cid, user, seq)
) ENGINE=InnoDB;
