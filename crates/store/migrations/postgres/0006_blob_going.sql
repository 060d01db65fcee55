-- Files that no ledger names any more and that their storage still has to give up: kept here until it says that they are gone.

CREATE TABLE blob_going (
  hash BYTEA PRIMARY KEY,
  since BIGINT NOT NULL
);
