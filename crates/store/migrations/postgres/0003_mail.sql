-- Which mail somebody is sending now, what became of the last ones, and who wants to be reminded.

ALTER TABLE outbox ADD COLUMN claimed BIGINT;

CREATE TABLE mail_note (
  what TEXT PRIMARY KEY,
  moment BIGINT NOT NULL,
  detail TEXT NOT NULL
);

CREATE TABLE mail_choice (
  person BYTEA PRIMARY KEY REFERENCES person (id) ON DELETE CASCADE,
  reminders BIGINT NOT NULL,
  due BIGINT NOT NULL,
  told TEXT NOT NULL,
  told_at BIGINT
);
