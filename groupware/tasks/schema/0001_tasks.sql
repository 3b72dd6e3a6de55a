-- Tasks. `text` is the calendar object as the client sent it, and the truth; the columns from uid to series_* are what it
-- says, so that lists and searches parse nothing. Times are milliseconds since 1970, UTC; of whole days midnight.
CREATE TABLE task (
    cid BIGINT NOT NULL,
    id BIGINT NOT NULL,
    home BIGINT NOT NULL,                     -- the folder it was made in or moved to
    uid VARCHAR(255) NOT NULL,
    title VARCHAR(1024) NOT NULL,
    note MEDIUMTEXT NOT NULL,
    start_at BIGINT NULL,
    due BIGINT NULL,
    whole_days BOOLEAN NOT NULL,
    status TINYINT NOT NULL,                  -- 1 not started, 2 in progress, 3 done, 4 waiting, 5 deferred
    percent TINYINT NOT NULL,
    priority TINYINT NOT NULL,                -- 1 low, 2 medium, 3 high, 0 none
    completed BIGINT NULL,
    target_duration BIGINT NULL,              -- minutes
    actual_duration BIGINT NULL,
    target_costs BIGINT NULL,                 -- hundredths
    actual_costs BIGINT NULL,
    currency VARCHAR(1024) NOT NULL,
    billing VARCHAR(1024) NOT NULL,
    companies VARCHAR(1024) NOT NULL,
    trip_meter VARCHAR(1024) NOT NULL,
    categories VARCHAR(1024) NOT NULL,
    after_complete BIGINT NULL,
    color_label TINYINT NOT NULL,
    is_private BOOLEAN NOT NULL,
    sequence INT NOT NULL,
    organizer VARCHAR(1024) NOT NULL,
    series_type TINYINT NOT NULL,             -- 0 none, 1 daily, 2 weekly, 3 monthly, 4 yearly
    series_interval INT NOT NULL,
    series_days TINYINT NOT NULL,
    series_day_in_month TINYINT NOT NULL,
    series_month TINYINT NOT NULL,
    series_until BIGINT NULL,
    series_occurrences INT NULL,
    series_position INT NOT NULL,             -- which one of its series; 0 without
    participants INT NOT NULL,                -- rows of task_participant
    attachments INT NOT NULL DEFAULT 0,
    newest_attachment BIGINT NULL,
    created_by BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    changed_by BIGINT NOT NULL,
    created_seq BIGINT NOT NULL,
    seq BIGINT NOT NULL,
    text MEDIUMTEXT NOT NULL,
    PRIMARY KEY (cid, id),
    KEY task_uid (cid, uid)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;

-- Where a task is seen: in its home, and in a folder of each user who takes part. `seq` is the task's, once more, for
-- the index that `updates` reads.
CREATE TABLE task_folder (
    cid BIGINT NOT NULL,
    folder BIGINT NOT NULL,
    task BIGINT NOT NULL,
    user BIGINT NOT NULL,                     -- the folder's owner
    name VARCHAR(255) NOT NULL,               -- of the resource
    seq BIGINT NOT NULL,
    PRIMARY KEY (cid, folder, task),
    UNIQUE KEY task_folder_name (cid, folder, name),
    KEY task_folder_changes (cid, folder, seq),
    KEY task_folder_task (cid, task)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;

-- Who takes part: users and groups by id, others by address. `chosen`: named by a client, not only through a group.
CREATE TABLE task_participant (
    cid BIGINT NOT NULL,
    task BIGINT NOT NULL,
    kind TINYINT NOT NULL,                    -- 1 user, 2 group, 5 external
    id BIGINT NOT NULL,                       -- 0 for externals
    mail VARCHAR(255) NOT NULL,
    name VARCHAR(255) NOT NULL,
    chosen BOOLEAN NOT NULL,
    confirmation TINYINT NOT NULL,            -- 0 none, 1 accepted, 2 declined, 3 tentative
    message VARCHAR(1024) NOT NULL,
    PRIMARY KEY (cid, task, kind, id, mail),
    KEY task_participant_user (cid, kind, id)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;
