-- By which passkey an access session was opened: revoked in an organisation, it opens nothing there any more.

ALTER TABLE session ADD COLUMN credential BYTEA;
