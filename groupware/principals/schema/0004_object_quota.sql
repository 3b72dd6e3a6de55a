-- How many objects of a module a context may have and has. `used` changes in the transaction that makes or removes the
-- objects, so that nobody has to count them.
CREATE TABLE object_quota (
    cid BIGINT NOT NULL,
    module TINYINT UNSIGNED NOT NULL,  -- principals::QuotaModule
    maximum BIGINT NULL,               -- 0 = unlimited; NULL = nothing was set
    used BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (cid, module)
) ENGINE=InnoDB;
