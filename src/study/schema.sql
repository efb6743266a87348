-- The study file, format 3. Ground truth: source … setting. Derived and recorded: run, suggestion.
CREATE TABLE meta (
  name  TEXT PRIMARY KEY,
  value TEXT NOT NULL
) WITHOUT ROWID;

-- One imported file, as it was recognised.
CREATE TABLE source (
  id        INTEGER PRIMARY KEY,
  file_name TEXT NOT NULL,
  settings  TEXT NOT NULL,             -- JSON: encoding, separator, columns, split, …
  time      INTEGER NOT NULL           -- seconds since 1970 UTC
);

CREATE TABLE question   (id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, text TEXT NOT NULL);
CREATE TABLE background (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
CREATE TABLE respondent (id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE);

-- One row of a file: one returned questionnaire.
CREATE TABLE record (
  id         INTEGER PRIMARY KEY,
  key        TEXT NOT NULL UNIQUE,
  respondent INTEGER NOT NULL REFERENCES respondent,
  source     INTEGER NOT NULL REFERENCES source,
  row        INTEGER NOT NULL,         -- as a spreadsheet counts
  background TEXT NOT NULL             -- JSON array, item i belongs to background id i + 1; null = empty
);

CREATE TABLE answer (
  id       INTEGER PRIMARY KEY,
  record   INTEGER NOT NULL REFERENCES record,
  question INTEGER NOT NULL REFERENCES question,
  slot     INTEGER NOT NULL,           -- 1 … n where several columns belong to one question
  missing  TEXT,                       -- kind of missing, else NULL
  verbatim TEXT NOT NULL
);
CREATE UNIQUE INDEX answer_of_record ON answer (record, question, slot);

-- What gets codes: bytes start … stop of the verbatim. key NULL: the record's key.
CREATE TABLE unit (
  id     INTEGER PRIMARY KEY,
  answer INTEGER NOT NULL REFERENCES answer,
  start  INTEGER NOT NULL,
  stop   INTEGER NOT NULL,
  key    TEXT
);

-- An answer that a later file words differently: kept here, never written over.
CREATE TABLE changed_answer (
  id       INTEGER PRIMARY KEY,
  answer   INTEGER NOT NULL REFERENCES answer,
  source   INTEGER NOT NULL REFERENCES source,
  row      INTEGER NOT NULL,
  verbatim TEXT NOT NULL
);

CREATE TABLE codebook (
  id   INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  toml TEXT NOT NULL,
  time INTEGER NOT NULL
);

CREATE TABLE coder (
  id   INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  kind TEXT NOT NULL DEFAULT 'person', -- person, machine
  secret TEXT NOT NULL DEFAULT '',     -- hash of the passphrase, where the person signs in with one
  UNIQUE (name, kind)
);

-- What a coder did at once. Undo and redo are actions too.
CREATE TABLE action (
  id       INTEGER PRIMARY KEY,
  uid      TEXT NOT NULL UNIQUE,       -- the same in every copy of the study
  codebook TEXT NOT NULL,              -- name of the codebook, across its versions
  coder    INTEGER NOT NULL REFERENCES coder,
  moment   INTEGER NOT NULL,           -- milliseconds since 1970 UTC; later actions of a file have larger ones
  kind     TEXT NOT NULL,              -- decide, bulk, import, accept, settle, undo, redo
  undoes   TEXT NOT NULL               -- uid of the action that is taken back (undo) or brought back (redo)
);
CREATE INDEX action_of_coder ON action (codebook, coder);
CREATE INDEX action_moment ON action (moment);

CREATE TABLE decision (
  id       INTEGER PRIMARY KEY,
  unit     INTEGER NOT NULL REFERENCES unit,
  codebook TEXT NOT NULL,              -- name of the codebook, across its versions
  coder    INTEGER NOT NULL REFERENCES coder,
  outcome  TEXT NOT NULL,              -- codes, none_fits, not_codable, deferred, begun, withdrawn
  codes    TEXT NOT NULL,              -- ids joined by |; begun: ! before those that were refused
  memo     TEXT NOT NULL,
  time     INTEGER NOT NULL,
  picked   TEXT NOT NULL DEFAULT '',   -- how the unit was chosen for review: random, chosen; empty: not known
  action   INTEGER NOT NULL DEFAULT 0 REFERENCES action,
  layer    TEXT NOT NULL DEFAULT '',   -- empty: own coding; again: a second time, for stability; final: settled
  seen     TEXT,                       -- ids of the suggested codes that were shown, joined by |; NULL: none were shown
  settled  TEXT NOT NULL DEFAULT '',   -- of a final decision: uids of the actions that it settles, joined by |
  withheld TEXT                        -- ids of the suggested codes that were kept back to see whether they sway; NULL: none were
);
CREATE INDEX decision_of_unit ON decision (codebook, unit);

CREATE INDEX decision_of_action ON decision (action);

-- What the study states about itself: double coding, rules. Appended; the latest of a name counts.
CREATE TABLE setting (
  id     INTEGER PRIMARY KEY,
  uid    TEXT NOT NULL UNIQUE,
  name   TEXT NOT NULL,
  value  TEXT NOT NULL,                -- JSON
  moment INTEGER NOT NULL              -- milliseconds since 1970 UTC
);

CREATE TABLE run (
  id            INTEGER PRIMARY KEY,
  method        TEXT NOT NULL,
  codebook      INTEGER NOT NULL REFERENCES codebook,
  settings      TEXT NOT NULL,         -- JSON
  program       TEXT NOT NULL,         -- version of the program
  analysis      TEXT NOT NULL,         -- version of the German analysis
  data_revision INTEGER NOT NULL,
  last_unit     INTEGER NOT NULL,      -- units with a higher id came later: the run has not looked at them
  time          INTEGER NOT NULL
);

CREATE TABLE suggestion (
  run      INTEGER NOT NULL REFERENCES run,
  unit     INTEGER NOT NULL REFERENCES unit,
  code     INTEGER NOT NULL,           -- place in the run's codebook, from 0
  score    REAL NOT NULL,
  evidence TEXT NOT NULL,              -- source:start-end,start-end;source@weight:… (see evidence.rs)
  base     REAL,                       -- the origin of a probability in log odds; NULL where the score is none
  rules    REAL,
  text     REAL,
  learned  REAL,
  PRIMARY KEY (run, unit, code)
) WITHOUT ROWID;
