-- Which organisations a person belongs to: computed from entries, written with them.

CREATE TABLE member (
  person BYTEA NOT NULL,
  ledger BYTEA NOT NULL,
  PRIMARY KEY (person, ledger)
);

CREATE INDEX member_ledger ON member (ledger);

-- What one organisation alone vouches for (a recovery, an identity provider) opens that organisation alone.

ALTER TABLE session ADD COLUMN only_for BYTEA;
ALTER TABLE credential ADD COLUMN only_for BYTEA;
