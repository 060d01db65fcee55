-- Which organisations a person belongs to: computed from entries, written with them.

CREATE TABLE member (
  person BLOB NOT NULL,
  ledger BLOB NOT NULL,
  PRIMARY KEY (person, ledger)
) WITHOUT ROWID;

CREATE INDEX member_ledger ON member (ledger);

-- What one organisation alone vouches for (a recovery, an identity provider) opens that organisation alone.

ALTER TABLE session ADD COLUMN only_for BLOB;
ALTER TABLE credential ADD COLUMN only_for BLOB;
