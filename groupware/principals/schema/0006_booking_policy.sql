-- Who may book a resource, when and for how long: a line for each setting that is not the default. NULL: none.
ALTER TABLE resource ADD COLUMN booking TEXT CHARACTER SET utf8mb4 NULL;
