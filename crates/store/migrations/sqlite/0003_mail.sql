-- Which mail somebody is sending now, what became of the last ones, and who wants to be reminded.

ALTER TABLE outbox ADD COLUMN claimed BIGINT;

CREATE TABLE mail_note (
  what TEXT PRIMARY KEY,
  moment BIGINT NOT NULL,
  detail TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE mail_choice (
  person BLOB PRIMARY KEY REFERENCES person (id) ON DELETE CASCADE,
  reminders BIGINT NOT NULL,
  due BIGINT NOT NULL,
  told TEXT NOT NULL,
  told_at BIGINT
) WITHOUT ROWID;
