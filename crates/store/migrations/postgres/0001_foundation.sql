-- Ground state: what was recorded, and the journal over it.

CREATE TABLE journal (
  id BIGINT PRIMARY KEY CHECK (id = 1),
  server BYTEA NOT NULL,
  edge BYTEA NOT NULL,
  epoch BIGINT NOT NULL,
  last BIGINT,
  note TEXT COLLATE "C"
);

CREATE TABLE entry (
  idx BIGINT PRIMARY KEY,
  ledger BYTEA NOT NULL,
  seq BIGINT NOT NULL,
  hash BYTEA NOT NULL,
  bytes BYTEA NOT NULL,
  recorded BIGINT NOT NULL,
  UNIQUE (ledger, seq)
);

CREATE TABLE tile (
  level BIGINT NOT NULL,
  idx BIGINT NOT NULL,
  hash BYTEA NOT NULL,
  PRIMARY KEY (level, idx)
);

-- Computed from entries, written with them.

CREATE TABLE head (
  ledger BYTEA PRIMARY KEY,
  kind TEXT COLLATE "C" NOT NULL,
  length BIGINT NOT NULL,
  hash BYTEA NOT NULL,
  recorded BIGINT NOT NULL,
  digest TEXT COLLATE "C" NOT NULL
);

CREATE INDEX head_kind ON head (kind, ledger);

CREATE TABLE access (
  ledger BYTEA NOT NULL,
  organisation BYTEA NOT NULL,
  PRIMARY KEY (organisation, ledger)
);

-- Erasable texts, beside the entries that hold their salted hashes.

CREATE TABLE opening (
  ledger BYTEA NOT NULL,
  sealed BYTEA NOT NULL,
  seq BIGINT NOT NULL,
  salt BYTEA NOT NULL,
  text TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (ledger, sealed, seq)
);

-- People: mutable and erasable.

CREATE TABLE person (
  id BYTEA PRIMARY KEY,
  name TEXT COLLATE "C" NOT NULL,
  reading TEXT COLLATE "C",
  language TEXT COLLATE "C" NOT NULL,
  created BIGINT NOT NULL
);

CREATE TABLE address (
  folded TEXT COLLATE "C" NOT NULL,
  person BYTEA NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  address TEXT COLLATE "C" NOT NULL,
  verified BIGINT,
  PRIMARY KEY (folded, person)
);

CREATE UNIQUE INDEX address_verified ON address (folded) WHERE verified IS NOT NULL;
CREATE INDEX address_person ON address (person);

CREATE TABLE credential (
  id BYTEA PRIMARY KEY,
  person BYTEA NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  handle BYTEA NOT NULL UNIQUE,
  label TEXT COLLATE "C" NOT NULL,
  passkey TEXT COLLATE "C" NOT NULL,
  created BIGINT NOT NULL,
  used BIGINT
);

CREATE INDEX credential_person ON credential (person);

CREATE TABLE identity (
  issuer TEXT COLLATE "C" NOT NULL,
  subject TEXT COLLATE "C" NOT NULL,
  organisation BYTEA NOT NULL,
  person BYTEA NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  PRIMARY KEY (organisation, issuer, subject)
);

-- Working state: may be lost without losing anything that was said. Secrets only as hashes.

CREATE TABLE session (
  secret BYTEA PRIMARY KEY,
  person BYTEA NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  organisation BYTEA,
  means TEXT COLLATE "C" NOT NULL,
  created BIGINT NOT NULL,
  used BIGINT NOT NULL,
  proved BIGINT,
  expires BIGINT NOT NULL
);

CREATE INDEX session_person ON session (person);

CREATE TABLE link (
  secret BYTEA PRIMARY KEY,
  purpose TEXT COLLATE "C" NOT NULL,
  ledger BYTEA,
  link BYTEA,
  person BYTEA REFERENCES person (id) ON DELETE CASCADE,
  verbs TEXT COLLATE "C" NOT NULL,
  detail TEXT COLLATE "C" NOT NULL,
  created BIGINT NOT NULL,
  expires BIGINT NOT NULL,
  redeemed BIGINT
);

CREATE INDEX link_link ON link (link);

CREATE TABLE token (
  secret BYTEA PRIMARY KEY,
  token BYTEA NOT NULL UNIQUE,
  ledger BYTEA NOT NULL,
  person BYTEA NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  expires BIGINT NOT NULL,
  used BIGINT
);

CREATE TABLE challenge (
  secret BYTEA PRIMARY KEY,
  purpose TEXT COLLATE "C" NOT NULL,
  state TEXT COLLATE "C" NOT NULL,
  expires BIGINT NOT NULL
);

CREATE TABLE outbox (
  id BYTEA PRIMARY KEY,
  recipient TEXT COLLATE "C" NOT NULL,
  template TEXT COLLATE "C" NOT NULL,
  args TEXT COLLATE "C" NOT NULL,
  created BIGINT NOT NULL,
  due BIGINT NOT NULL,
  attempts BIGINT NOT NULL,
  state TEXT COLLATE "C" NOT NULL,
  trouble TEXT COLLATE "C"
);

CREATE INDEX outbox_due ON outbox (state, due);

CREATE TABLE idempotency (
  person BYTEA NOT NULL,
  key TEXT COLLATE "C" NOT NULL,
  request BYTEA NOT NULL,
  response TEXT COLLATE "C" NOT NULL,
  expires BIGINT NOT NULL,
  PRIMARY KEY (person, key)
);

CREATE TABLE blob (
  ledger BYTEA NOT NULL,
  hash BYTEA NOT NULL,
  size BIGINT NOT NULL,
  created BIGINT NOT NULL,
  PRIMARY KEY (ledger, hash)
);

CREATE TABLE rate (
  key TEXT COLLATE "C" PRIMARY KEY,
  full_at BIGINT NOT NULL
);

-- A transaction sees the ledgers in which one of its organisations has a part, or all where it says so; without a word, none.
-- Forced on the owner too.

CREATE FUNCTION sees_all() RETURNS BOOLEAN LANGUAGE SQL STABLE AS
  $$ SELECT COALESCE(current_setting('torikime.sight', true), '') = 'all' $$;

CREATE FUNCTION acting_for() RETURNS BYTEA[] LANGUAGE SQL STABLE AS
  $$ SELECT COALESCE(NULLIF(current_setting('torikime.organisations', true), ''), '{}')::BYTEA[] $$;

ALTER TABLE entry ENABLE ROW LEVEL SECURITY;
ALTER TABLE entry FORCE ROW LEVEL SECURITY;
CREATE POLICY entry_seen ON entry
  USING (sees_all() OR ledger IN (SELECT a.ledger FROM access a WHERE a.organisation = ANY (acting_for())))
  WITH CHECK (sees_all());

ALTER TABLE head ENABLE ROW LEVEL SECURITY;
ALTER TABLE head FORCE ROW LEVEL SECURITY;
CREATE POLICY head_seen ON head
  USING (sees_all() OR ledger IN (SELECT a.ledger FROM access a WHERE a.organisation = ANY (acting_for())))
  WITH CHECK (sees_all());

ALTER TABLE opening ENABLE ROW LEVEL SECURITY;
ALTER TABLE opening FORCE ROW LEVEL SECURITY;
CREATE POLICY opening_seen ON opening
  USING (sees_all() OR ledger IN (SELECT a.ledger FROM access a WHERE a.organisation = ANY (acting_for())))
  WITH CHECK (sees_all());
