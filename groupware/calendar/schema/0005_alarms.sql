-- When each alarm of each user rings next: of the owner of an object as its text says (VALARM), of others as
-- calendar_personal does. Derived from both whenever they change. Times are milliseconds since 1970.
CREATE TABLE calendar_alarm (
    cid BIGINT NOT NULL,
    object BIGINT NOT NULL,
    user BIGINT NOT NULL,
    recurrence_id VARCHAR(32) NOT NULL,       -- of the VEVENT that has the alarm, as in calendar_event
    alarm INT NOT NULL,                       -- its place among those of the VEVENT, from 1
    action VARCHAR(32) NOT NULL,
    instance VARCHAR(32) NOT NULL,            -- RECURRENCE-ID of the instance that it rings for; '' if nothing recurs
    rings BIGINT NOT NULL,
    PRIMARY KEY (cid, object, user, recurrence_id, alarm),
    KEY calendar_alarm_due (cid, user, rings)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;
