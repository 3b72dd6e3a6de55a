-- What the global address book shows of a user besides the columns: a line for each field, `<column> <value>`.
ALTER TABLE user_account ADD COLUMN contact MEDIUMTEXT CHARACTER SET utf8mb4 NOT NULL DEFAULT '';
