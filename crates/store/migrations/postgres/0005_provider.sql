-- What an organisation's identity provider knows this server by, its client secret sealed; and by whose word an access session was opened.

CREATE TABLE provider (
  organisation BYTEA PRIMARY KEY,
  issuer TEXT NOT NULL,
  client TEXT NOT NULL,
  sealed BYTEA
);

ALTER TABLE session ADD COLUMN issuer TEXT;

CREATE INDEX identity_person ON identity (person);
