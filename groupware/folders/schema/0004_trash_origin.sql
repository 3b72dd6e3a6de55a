-- The folder that one in a trash was in before; NULL outside of trashes, and for what is deeper in a tree that went there.
ALTER TABLE folder ADD COLUMN origin BIGINT NULL;
