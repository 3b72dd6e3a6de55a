-- The folder tree. `name_scope` is the owner of a private folder, else 0: private folders of different users share
-- their parent, but not their names.
CREATE TABLE folder (
    cid BIGINT NOT NULL,
    id BIGINT NOT NULL,
    parent BIGINT NULL,                   -- NULL: the root
    name_scope BIGINT NOT NULL,
    module VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    name VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
    type TINYINT NOT NULL,                -- 1 private, 2 public, 5 system, 16 trash
    owner BIGINT NOT NULL,
    standard TINYINT NOT NULL DEFAULT 0,  -- 1 tasks, 2 calendar, 3 contacts, 8 infostore, 12 trash
    is_default BOOLEAN NOT NULL DEFAULT FALSE,
    created_by BIGINT NOT NULL,
    modified_by BIGINT NOT NULL,
    created_seq BIGINT NOT NULL,
    seq BIGINT NOT NULL,                  -- of name, place and permissions
    content_seq BIGINT NOT NULL,          -- of anything inside
    PRIMARY KEY (cid, id),
    UNIQUE (cid, parent, name_scope, module, name),
    INDEX (cid, parent, seq),
    INDEX (cid, seq),
    INDEX (cid, owner)
) ENGINE=InnoDB;

-- Who may do what. A principal is a user's id, or -1 - id of a group: so "who am I" is one list. Levels: 0, 1, 2, 4, 64.
CREATE TABLE folder_permission (
    cid BIGINT NOT NULL,
    folder BIGINT NOT NULL,
    principal BIGINT NOT NULL,
    folder_level TINYINT NOT NULL,
    read_level TINYINT NOT NULL,
    write_level TINYINT NOT NULL,
    delete_level TINYINT NOT NULL,
    admin BOOLEAN NOT NULL,
    PRIMARY KEY (cid, folder, principal),
    INDEX (cid, principal, folder)
) ENGINE=InnoDB;
