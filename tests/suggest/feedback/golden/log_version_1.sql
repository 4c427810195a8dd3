PRAGMA application_id = 1400137076;
PRAGMA user_version = 1;
BEGIN TRANSACTION;
CREATE TABLE events (
        seq INTEGER PRIMARY KEY AUTOINCREMENT,
        event_id TEXT NOT NULL UNIQUE, wall TEXT NOT NULL, mono REAL NOT NULL,
        session TEXT NOT NULL, document TEXT NOT NULL, suggestion_id TEXT NOT NULL,
        action TEXT NOT NULL, rule TEXT NOT NULL, kind TEXT NOT NULL, source TEXT NOT NULL,
        span_length INTEGER NOT NULL, edit_length INTEGER, trigger TEXT,
        provider TEXT NOT NULL, model TEXT NOT NULL, request_id TEXT NOT NULL,
        raw REAL, confidence REAL, bar REAL, grades TEXT NOT NULL, shown INTEGER NOT NULL,
        drop_reason TEXT, guard TEXT NOT NULL, outcome TEXT, previous TEXT, dismissal TEXT,
        visible_ms INTEGER NOT NULL, card_ms INTEGER NOT NULL, decide_ms INTEGER,
        latency_ms INTEGER, tokens INTEGER, cost REAL,
        probe_s REAL, kept REAL, retained INTEGER, good INTEGER);
INSERT INTO "events" VALUES(1,'e1','2026-03-12T12:00:00.000+00:00',1.0,'session','doc','s1','shown','plain/utilize','clarity','Plain words',7,3,'pause','offline','','',0.5,0.8,0.6,'["short"]',1,NULL,'',NULL,NULL,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "events" VALUES(2,'e1-end','2026-03-12T12:00:00.000+00:00',1.0,'session','doc','s1','outcome','plain/utilize','clarity','Plain words',7,3,'pause','offline','','',0.5,0.8,0.6,'["short"]',1,NULL,'','accepted',NULL,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "events" VALUES(3,'e2','2026-03-12T12:00:00.000+00:00',2.0,'session','doc','s2','shown','plain/utilize','clarity','Plain words',7,3,'pause','offline','','',0.5,0.8,0.6,'["short"]',1,NULL,'',NULL,NULL,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "events" VALUES(4,'e3','2026-03-12T12:00:00.000+00:00',3.0,'session','doc','s3','held','plain/utilize','clarity','Plain words',7,3,'pause','offline','','',0.5,0.8,0.6,'["short"]',0,'guarded','numbers',NULL,NULL,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
INSERT INTO "meta" VALUES('salt','5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a');
CREATE TABLE passages (id TEXT PRIMARY KEY, text TEXT NOT NULL) WITHOUT ROWID;
INSERT INTO "passages" VALUES('p1','We will utilize it.');
CREATE TABLE states (
        session TEXT NOT NULL, suggestion_id TEXT NOT NULL, document TEXT NOT NULL,
        rule TEXT NOT NULL, kind TEXT NOT NULL, shown INTEGER NOT NULL,
        outcome TEXT, dismissal TEXT, drop_reason TEXT,
        PRIMARY KEY (session, suggestion_id)) WITHOUT ROWID;
INSERT INTO "states" VALUES('session','s1','doc','plain/utilize','clarity',1,'accepted',NULL,NULL);
INSERT INTO "states" VALUES('session','s2','doc','plain/utilize','clarity',1,NULL,NULL,NULL);
INSERT INTO "states" VALUES('session','s3','doc','plain/utilize','clarity',0,NULL,NULL,'guarded');
CREATE TABLE texts (
        event_id TEXT PRIMARY KEY, wall TEXT NOT NULL, passage_id TEXT NOT NULL,
        start INTEGER NOT NULL, original TEXT NOT NULL, suggestion TEXT, final TEXT,
        note TEXT NOT NULL) WITHOUT ROWID;
INSERT INTO "texts" VALUES('e1','2026-03-12T12:00:00.000+00:00','p1',8,'utilize','use',NULL,'');
INSERT INTO "texts" VALUES('e3','2026-03-12T12:00:00.000+00:00','p1',8,'utilize','use',NULL,'');
CREATE TRIGGER events_are_append_only BEFORE UPDATE ON events
        BEGIN SELECT RAISE(ABORT, 'events are append-only'); END;
CREATE INDEX texts_by_age ON texts (wall);
CREATE INDEX texts_by_passage ON texts (passage_id);
CREATE INDEX states_by_rule ON states (rule, kind, outcome, dismissal)
        WHERE shown = 1;
INSERT INTO "sqlite_sequence" VALUES('events',4);
COMMIT;
