-- Ground state: what was recorded, and the journal over it.

CREATE TABLE journal (
  id BIGINT PRIMARY KEY CHECK (id = 1),
  server BLOB NOT NULL,
  edge BLOB NOT NULL,
  epoch BIGINT NOT NULL,
  last BIGINT,
  note TEXT
);

CREATE TABLE entry (
  idx BIGINT PRIMARY KEY,
  ledger BLOB NOT NULL,
  seq BIGINT NOT NULL,
  hash BLOB NOT NULL,
  bytes BLOB NOT NULL,
  recorded BIGINT NOT NULL,
  UNIQUE (ledger, seq)
);

CREATE TABLE tile (
  level BIGINT NOT NULL,
  idx BIGINT NOT NULL,
  hash BLOB NOT NULL,
  PRIMARY KEY (level, idx)
) WITHOUT ROWID;

-- What was recorded stays: not even this program can change it.

CREATE TRIGGER entry_stays BEFORE UPDATE ON entry BEGIN SELECT RAISE(ABORT, 'entries stay'); END;
CREATE TRIGGER entry_remains BEFORE DELETE ON entry BEGIN SELECT RAISE(ABORT, 'entries stay'); END;
CREATE TRIGGER tile_stays BEFORE UPDATE ON tile BEGIN SELECT RAISE(ABORT, 'tiles stay'); END;
CREATE TRIGGER tile_remains BEFORE DELETE ON tile BEGIN SELECT RAISE(ABORT, 'tiles stay'); END;

-- Computed from entries, written with them.

CREATE TABLE head (
  ledger BLOB PRIMARY KEY,
  kind TEXT NOT NULL,
  length BIGINT NOT NULL,
  hash BLOB NOT NULL,
  recorded BIGINT NOT NULL,
  digest TEXT NOT NULL
) WITHOUT ROWID;

CREATE INDEX head_kind ON head (kind, ledger);

CREATE TABLE access (
  ledger BLOB NOT NULL,
  organisation BLOB NOT NULL,
  PRIMARY KEY (organisation, ledger)
) WITHOUT ROWID;

-- Erasable texts, beside the entries that hold their salted hashes.

CREATE TABLE opening (
  ledger BLOB NOT NULL,
  sealed BLOB NOT NULL,
  seq BIGINT NOT NULL,
  salt BLOB NOT NULL,
  text TEXT NOT NULL,
  PRIMARY KEY (ledger, sealed, seq)
) WITHOUT ROWID;

-- People: mutable and erasable.

CREATE TABLE person (
  id BLOB PRIMARY KEY,
  name TEXT NOT NULL,
  reading TEXT,
  language TEXT NOT NULL,
  created BIGINT NOT NULL
) WITHOUT ROWID;

CREATE TABLE address (
  folded TEXT NOT NULL,
  person BLOB NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  address TEXT NOT NULL,
  verified BIGINT,
  PRIMARY KEY (folded, person)
) WITHOUT ROWID;

CREATE UNIQUE INDEX address_verified ON address (folded) WHERE verified IS NOT NULL;
CREATE INDEX address_person ON address (person);

CREATE TABLE credential (
  id BLOB PRIMARY KEY,
  person BLOB NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  handle BLOB NOT NULL UNIQUE,
  label TEXT NOT NULL,
  passkey TEXT NOT NULL,
  created BIGINT NOT NULL,
  used BIGINT
) WITHOUT ROWID;

CREATE INDEX credential_person ON credential (person);

CREATE TABLE identity (
  issuer TEXT NOT NULL,
  subject TEXT NOT NULL,
  organisation BLOB NOT NULL,
  person BLOB NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  PRIMARY KEY (organisation, issuer, subject)
) WITHOUT ROWID;

-- Working state: may be lost without losing anything that was said. Secrets only as hashes.

CREATE TABLE session (
  secret BLOB PRIMARY KEY,
  person BLOB NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  organisation BLOB,
  means TEXT NOT NULL,
  created BIGINT NOT NULL,
  used BIGINT NOT NULL,
  proved BIGINT,
  expires BIGINT NOT NULL
) WITHOUT ROWID;

CREATE INDEX session_person ON session (person);

CREATE TABLE link (
  secret BLOB PRIMARY KEY,
  purpose TEXT NOT NULL,
  ledger BLOB,
  link BLOB,
  person BLOB REFERENCES person (id) ON DELETE CASCADE,
  verbs TEXT NOT NULL,
  detail TEXT NOT NULL,
  created BIGINT NOT NULL,
  expires BIGINT NOT NULL,
  redeemed BIGINT
) WITHOUT ROWID;

CREATE INDEX link_link ON link (link);

CREATE TABLE token (
  secret BLOB PRIMARY KEY,
  token BLOB NOT NULL UNIQUE,
  ledger BLOB NOT NULL,
  person BLOB NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  expires BIGINT NOT NULL,
  used BIGINT
) WITHOUT ROWID;

CREATE TABLE challenge (
  secret BLOB PRIMARY KEY,
  purpose TEXT NOT NULL,
  state TEXT NOT NULL,
  expires BIGINT NOT NULL
) WITHOUT ROWID;

CREATE TABLE outbox (
  id BLOB PRIMARY KEY,
  recipient TEXT NOT NULL,
  template TEXT NOT NULL,
  args TEXT NOT NULL,
  created BIGINT NOT NULL,
  due BIGINT NOT NULL,
  attempts BIGINT NOT NULL,
  state TEXT NOT NULL,
  trouble TEXT
) WITHOUT ROWID;

CREATE INDEX outbox_due ON outbox (state, due);

CREATE TABLE idempotency (
  person BLOB NOT NULL,
  key TEXT NOT NULL,
  request BLOB NOT NULL,
  response TEXT NOT NULL,
  expires BIGINT NOT NULL,
  PRIMARY KEY (person, key)
) WITHOUT ROWID;

CREATE TABLE blob (
  ledger BLOB NOT NULL,
  hash BLOB NOT NULL,
  size BIGINT NOT NULL,
  created BIGINT NOT NULL,
  PRIMARY KEY (ledger, hash)
) WITHOUT ROWID;

CREATE TABLE rate (
  key TEXT PRIMARY KEY,
  full_at BIGINT NOT NULL
) WITHOUT ROWID;
