-- The documents that are there already count; 3 is principals::QuotaModule::Infostore.
INSERT INTO object_quota (cid, module, used) SELECT cid, 3, COUNT(*) FROM document GROUP BY cid
    ON DUPLICATE KEY UPDATE used = VALUES(used);
