"""The tables of stored value in full: migration 0003.

Plans in versions, instalments, gifts, session packs, points, tiers, card refunds, transfers, day close.
Same conventions as schema.py and schema_vouchers.py. A promise (an instalment, a pack) has a `version`
that each move raises by one and an event of that number. Whether an instalment is claimable or lapsed,
and whether a pack has run out, is told by its dates: nothing is posted by a clock alone.
"""

from __future__ import annotations

from typing import Final

NEVER: Final = 0
"""In `lot_total.expires_day` and `instalment_total.last_day`, which are parts of keys: no such day."""

APPEND_ONLY: Final = {
    "picture": "hash = NEW.hash",
    "plan_version": "id = NEW.id OR (plan_id = NEW.plan_id AND n = NEW.n)",
    "purchase": "txn_id = NEW.txn_id",
    "gift_move": "gift_id = NEW.gift_id AND n = NEW.n",
    "instalment_event": "instalment_id = NEW.instalment_id AND n = NEW.n",
    "pack_event": "pack_id = NEW.pack_id AND n = NEW.n",
    "sale_points": "txn_id = NEW.txn_id",
    "sale_points_line": "txn_id = NEW.txn_id AND line = NEW.line",
    "points_move": "txn_id = NEW.txn_id",
    "tier_event": "member_id = NEW.member_id AND n = NEW.n",
    "card_refund_event": "refund_id = NEW.refund_id AND n = NEW.n",
    "card_refund_paid": "txn_id = NEW.txn_id OR refund_id = NEW.refund_id",
    "transfer": "txn_id = NEW.txn_id",
    "merge_event": "merge_id = NEW.merge_id AND n = NEW.n",
    "cash_move": "txn_id = NEW.txn_id",
    "day_close": "id = NEW.id OR (counter_id = NEW.counter_id AND number = NEW.number)",
    "after_seal": "operation_id = NEW.operation_id",
    "as_written": "id = NEW.id AND n = NEW.n",
    "handed_out": "batch_id = NEW.batch_id AND first = NEW.first",
}
"""table → which existing row an insert would replace."""

TABLES: Final = """
CREATE TABLE picture (
  hash BLOB PRIMARY KEY CHECK (length(hash) = 32), kind TEXT NOT NULL CHECK (kind IN ('png', 'jpeg')),
  data BLOB NOT NULL
) STRICT;

ALTER TABLE plan ADD COLUMN offer TEXT NOT NULL DEFAULT '{}';
CREATE TABLE plan_version (
  id BLOB PRIMARY KEY CHECK (length(id) = 16), plan_id BLOB NOT NULL REFERENCES plan (id),
  n INTEGER NOT NULL CHECK (n > 0), name TEXT NOT NULL, pay INTEGER NOT NULL CHECK (pay > 0),
  bonus INTEGER NOT NULL CHECK (bonus >= 0), bonus_days INTEGER CHECK (bonus_days > 0),
  voucher_template_id BLOB REFERENCES voucher_template (id), vouchers INTEGER NOT NULL,
  friend_card_kind_id BLOB REFERENCES friend_card_kind (id), friend_cards INTEGER NOT NULL,
  offer TEXT NOT NULL, approved_by BLOB, reason TEXT NOT NULL, saved_ms INTEGER NOT NULL,
  operation_id BLOB REFERENCES operation (id) DEFERRABLE INITIALLY DEFERRED, UNIQUE (plan_id, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX plan_version_operation ON plan_version (operation_id) WHERE operation_id IS NOT NULL;
INSERT INTO plan_version SELECT randomblob(16), id, 1, name, pay, bonus, bonus_days, voucher_template_id,
  vouchers, friend_card_kind_id, friend_cards, offer, NULL, '', 0, NULL FROM plan;
CREATE TABLE purchase (
  txn_id BLOB PRIMARY KEY REFERENCES top_up (txn_id), member_id BLOB NOT NULL REFERENCES member (id),
  plan_version_id BLOB NOT NULL REFERENCES plan_version (id),
  gift_value INTEGER NOT NULL CHECK (gift_value >= 0),
  instalments INTEGER NOT NULL CHECK (instalments >= 0), terms TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX purchase_member ON purchase (member_id);
CREATE INDEX purchase_version ON purchase (plan_version_id);

CREATE TABLE gift (
  id BLOB PRIMARY KEY CHECK (length(id) = 16), name TEXT NOT NULL,
  list_value INTEGER NOT NULL CHECK (list_value >= 0),
  cost INTEGER NOT NULL CHECK (cost >= 0), points INTEGER CHECK (points > 0),
  stock INTEGER NOT NULL DEFAULT 0 CHECK (stock >= 0), version INTEGER NOT NULL DEFAULT 0,
  position INTEGER NOT NULL, active INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE gift_move (
  gift_id BLOB NOT NULL REFERENCES gift (id), n INTEGER NOT NULL CHECK (n > 0),
  kind TEXT NOT NULL CHECK (kind IN ('in', 'out', 'back', 'counted')),
  quantity INTEGER NOT NULL CHECK (quantity <> 0),
  operation_id BLOB NOT NULL REFERENCES operation (id) DEFERRABLE INITIALLY DEFERRED,
  txn_id BLOB REFERENCES txn (id), member_id BLOB REFERENCES member (id), name TEXT NOT NULL,
  list_value INTEGER NOT NULL, cost INTEGER NOT NULL, reason TEXT NOT NULL, at_ms INTEGER NOT NULL,
  PRIMARY KEY (gift_id, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX gift_move_operation ON gift_move (operation_id);
CREATE INDEX gift_move_txn ON gift_move (txn_id) WHERE txn_id IS NOT NULL;

PRAGMA defer_foreign_keys = ON;
CREATE TABLE reward_before AS SELECT * FROM referral_reward;
DROP TABLE referral_reward;
CREATE TABLE referral_reward (
  id BLOB PRIMARY KEY CHECK (length(id) = 16), giver_id BLOB NOT NULL REFERENCES member (id),
  friend_id BLOB NOT NULL REFERENCES member (id), card_id BLOB REFERENCES friend_card (id),
  kind TEXT NOT NULL CHECK (kind IN ('bonus', 'points', 'voucher')),
  value INTEGER NOT NULL CHECK (value >= 0), template_id BLOB REFERENCES voucher_template (id),
  bonus_days INTEGER CHECK (bonus_days > 0), minimum INTEGER NOT NULL CHECK (minimum >= 0),
  state TEXT NOT NULL CHECK (state IN ('pending', 'paid', 'taken_back', 'cancelled')),
  version INTEGER NOT NULL CHECK (version >= 0), at_ms INTEGER NOT NULL, due_after_ms INTEGER,
  sale_txn_id BLOB REFERENCES txn (id), reward_txn_id BLOB REFERENCES txn (id),
  batch_id BLOB REFERENCES batch (id), CHECK (friend_id <> giver_id),
  CHECK (state <> 'paid' OR sale_txn_id IS NOT NULL)
) STRICT, WITHOUT ROWID;
INSERT INTO referral_reward SELECT * FROM reward_before;
DROP TABLE reward_before;
CREATE INDEX referral_reward_giver ON referral_reward (giver_id, state);
CREATE UNIQUE INDEX referral_reward_friend ON referral_reward (friend_id)
  WHERE state IN ('pending', 'paid');
CREATE INDEX referral_reward_due ON referral_reward (due_after_ms)
  WHERE state = 'pending' AND due_after_ms IS NOT NULL;
CREATE INDEX referral_reward_sale ON referral_reward (sale_txn_id) WHERE sale_txn_id IS NOT NULL;
CREATE INDEX referral_reward_txn ON referral_reward (reward_txn_id) WHERE reward_txn_id IS NOT NULL;
CREATE INDEX referral_reward_history ON referral_reward (friend_id);

CREATE TABLE instalment (
  id BLOB PRIMARY KEY CHECK (length(id) = 16), txn_id BLOB NOT NULL REFERENCES purchase (txn_id),
  n INTEGER NOT NULL CHECK (n > 0), member_id BLOB NOT NULL REFERENCES member (id),
  amount INTEGER NOT NULL CHECK (amount > 0), due_day INTEGER NOT NULL,
  last_day INTEGER CHECK (last_day >= due_day),
  bonus_days INTEGER CHECK (bonus_days > 0),
  state TEXT NOT NULL CHECK (state IN ('pending', 'claimed', 'cancelled')),
  version INTEGER NOT NULL CHECK (version >= 0), UNIQUE (txn_id, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX instalment_member ON instalment (member_id, state, due_day);
CREATE INDEX instalment_due ON instalment (due_day) WHERE state = 'pending';
CREATE TABLE instalment_event (
  instalment_id BLOB NOT NULL REFERENCES instalment (id), n INTEGER NOT NULL CHECK (n > 0),
  kind TEXT NOT NULL CHECK (kind IN ('claimed', 'returned', 'cancelled')),
  operation_id BLOB NOT NULL REFERENCES operation (id) DEFERRABLE INITIALLY DEFERRED,
  txn_id BLOB REFERENCES txn (id), reason TEXT NOT NULL, at_ms INTEGER NOT NULL,
  PRIMARY KEY (instalment_id, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX instalment_event_operation ON instalment_event (operation_id);
CREATE INDEX instalment_event_txn ON instalment_event (txn_id) WHERE txn_id IS NOT NULL;
CREATE TABLE instalment_total (
  due_day INTEGER NOT NULL, last_day INTEGER NOT NULL, open INTEGER NOT NULL CHECK (open >= 0),
  amount INTEGER NOT NULL CHECK (amount >= 0), PRIMARY KEY (due_day, last_day)
) STRICT, WITHOUT ROWID;

CREATE TABLE pack_kind (
  id BLOB PRIMARY KEY CHECK (length(id) = 16), name TEXT NOT NULL, item_id BLOB NOT NULL REFERENCES item (id),
  sessions INTEGER NOT NULL CHECK (sessions > 0), price INTEGER NOT NULL CHECK (price >= 0),
  days INTEGER CHECK (days > 0), companion INTEGER NOT NULL, position INTEGER NOT NULL,
  active INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE pack (
  id BLOB PRIMARY KEY CHECK (length(id) = 16), member_id BLOB NOT NULL REFERENCES member (id),
  kind_id BLOB NOT NULL REFERENCES pack_kind (id), txn_id BLOB NOT NULL REFERENCES txn (id),
  origin TEXT NOT NULL CHECK (origin IN ('sold', 'plan')), name TEXT NOT NULL,
  item_id BLOB NOT NULL REFERENCES item (id), item_name TEXT NOT NULL,
  list_price INTEGER NOT NULL CHECK (list_price >= 0),
  unit_cost INTEGER NOT NULL CHECK (unit_cost >= 0), earns_points INTEGER NOT NULL,
  companion INTEGER NOT NULL,
  sessions INTEGER NOT NULL CHECK (sessions > 0),
  sessions_left INTEGER NOT NULL CHECK (sessions_left BETWEEN 0 AND sessions),
  paid INTEGER NOT NULL CHECK (paid >= 0), value_left INTEGER NOT NULL CHECK (value_left BETWEEN 0 AND paid),
  valid_to_day INTEGER, state TEXT NOT NULL CHECK (state IN ('open', 'refunded', 'cancelled')),
  version INTEGER NOT NULL CHECK (version >= 0), CHECK (origin = 'sold' OR paid = 0)
) STRICT, WITHOUT ROWID;
CREATE INDEX pack_member ON pack (member_id, state);
CREATE INDEX pack_txn ON pack (txn_id);
CREATE TABLE pack_event (
  pack_id BLOB NOT NULL REFERENCES pack (id), n INTEGER NOT NULL CHECK (n > 0),
  kind TEXT NOT NULL CHECK (kind IN (
    'sold', 'given', 'used', 'returned', 'extended', 'refunded', 'cancelled')),
  operation_id BLOB NOT NULL REFERENCES operation (id) DEFERRABLE INITIALLY DEFERRED,
  txn_id BLOB REFERENCES txn (id), sessions INTEGER NOT NULL CHECK (sessions >= 0),
  value INTEGER NOT NULL CHECK (value >= 0), points INTEGER NOT NULL DEFAULT 0, companion INTEGER NOT NULL,
  served_by BLOB REFERENCES staff (id), rating INTEGER CHECK (rating BETWEEN 1 AND 5), valid_to_day INTEGER,
  reason TEXT NOT NULL, at_ms INTEGER NOT NULL, PRIMARY KEY (pack_id, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX pack_event_operation ON pack_event (operation_id);
CREATE INDEX pack_event_txn ON pack_event (txn_id) WHERE txn_id IS NOT NULL;

CREATE TABLE sale_points (
  txn_id BLOB PRIMARY KEY REFERENCES sale (txn_id), points INTEGER NOT NULL CHECK (points > 0),
  discount INTEGER NOT NULL CHECK (discount > 0)
) STRICT, WITHOUT ROWID;
CREATE TABLE sale_points_line (
  txn_id BLOB NOT NULL REFERENCES sale_points (txn_id), line INTEGER NOT NULL,
  amount INTEGER NOT NULL CHECK (amount > 0), points INTEGER NOT NULL CHECK (points >= 0),
  PRIMARY KEY (txn_id, line), FOREIGN KEY (txn_id, line) REFERENCES sale_line (txn_id, n)
) STRICT, WITHOUT ROWID;
CREATE TABLE points_move (
  txn_id BLOB PRIMARY KEY REFERENCES txn (id), kind TEXT NOT NULL CHECK (kind IN ('gift', 'adjusted',
  'expired', 'tier')),
  points INTEGER NOT NULL CHECK (points <> 0), gift_id BLOB REFERENCES gift (id), quantity INTEGER NOT NULL,
  reason TEXT NOT NULL, approved_by BLOB
) STRICT, WITHOUT ROWID;

ALTER TABLE tier ADD COLUMN threshold INTEGER CHECK (threshold >= 0);
ALTER TABLE tier ADD COLUMN brings TEXT NOT NULL DEFAULT '{}';
CREATE TABLE tier_standing (
  member_id BLOB PRIMARY KEY REFERENCES member (id), floor_tier_id BLOB REFERENCES tier (id),
  floor_until_day INTEGER,
  since_day INTEGER NOT NULL, below_since_day INTEGER, version INTEGER NOT NULL CHECK (version >= 0)
) STRICT, WITHOUT ROWID;
CREATE INDEX tier_standing_below ON tier_standing (below_since_day) WHERE below_since_day IS NOT NULL;
CREATE INDEX tier_standing_floor ON tier_standing (floor_until_day) WHERE floor_until_day IS NOT NULL;
CREATE TABLE tier_event (
  member_id BLOB NOT NULL REFERENCES member (id), n INTEGER NOT NULL CHECK (n > 0),
  kind TEXT NOT NULL CHECK (kind IN ('up', 'down', 'by_hand', 'taken_back')),
  from_tier_id BLOB REFERENCES tier (id), to_tier_id BLOB REFERENCES tier (id),
  operation_id BLOB NOT NULL REFERENCES operation (id) DEFERRABLE INITIALLY DEFERRED,
  txn_id BLOB REFERENCES txn (id), progress INTEGER NOT NULL, until_day INTEGER, reason TEXT NOT NULL,
  at_ms INTEGER NOT NULL, PRIMARY KEY (member_id, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX tier_event_operation ON tier_event (operation_id);
CREATE INDEX tier_event_txn ON tier_event (txn_id) WHERE txn_id IS NOT NULL;

CREATE TABLE card_refund (
  id BLOB PRIMARY KEY CHECK (length(id) = 16), member_id BLOB NOT NULL REFERENCES member (id),
  state TEXT NOT NULL CHECK (state IN ('asked', 'paid', 'withdrawn')),
  version INTEGER NOT NULL CHECK (version > 0),
  asked_by BLOB NOT NULL REFERENCES staff (id), asked_ms INTEGER NOT NULL, asked_day INTEGER NOT NULL,
  reason TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX card_refund_member ON card_refund (member_id);
CREATE UNIQUE INDEX card_refund_open ON card_refund (member_id) WHERE state = 'asked';
CREATE TABLE card_refund_event (
  refund_id BLOB NOT NULL REFERENCES card_refund (id), n INTEGER NOT NULL CHECK (n > 0),
  kind TEXT NOT NULL CHECK (kind IN ('asked', 'paid', 'withdrawn')),
  operation_id BLOB NOT NULL REFERENCES operation (id) DEFERRABLE INITIALLY DEFERRED,
  txn_id BLOB REFERENCES txn (id), reason TEXT NOT NULL, at_ms INTEGER NOT NULL, PRIMARY KEY (refund_id, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX card_refund_event_operation ON card_refund_event (operation_id);
CREATE TABLE card_refund_paid (
  txn_id BLOB PRIMARY KEY REFERENCES txn (id), refund_id BLOB NOT NULL UNIQUE REFERENCES card_refund (id),
  cause TEXT NOT NULL CHECK (cause IN ('shop', 'member')), reading TEXT NOT NULL,
  refunded INTEGER NOT NULL CHECK (refunded >= 0), interest INTEGER NOT NULL CHECK (interest >= 0),
  worksheet TEXT NOT NULL, asked_by BLOB NOT NULL, approved_by BLOB NOT NULL, closed INTEGER NOT NULL,
  people INTEGER NOT NULL CHECK (people > 0), alone TEXT NOT NULL,
  CHECK ((asked_by = approved_by) = (alone <> '')), CHECK (alone = '' OR people = 1)
) STRICT, WITHOUT ROWID;

ALTER TABLE member ADD COLUMN closed_ms INTEGER;
ALTER TABLE member ADD COLUMN merged_into BLOB REFERENCES member (id);
CREATE INDEX member_merged ON member (merged_into) WHERE merged_into IS NOT NULL;
CREATE TABLE transfer (
  txn_id BLOB PRIMARY KEY REFERENCES txn (id),
  other_txn_id BLOB NOT NULL REFERENCES txn (id) DEFERRABLE INITIALLY DEFERRED,
  role TEXT NOT NULL CHECK (role IN ('out', 'in')), kind TEXT NOT NULL CHECK (kind IN ('transfer', 'merge',
  'unmerge', 'recall')),
  other_member_id BLOB NOT NULL REFERENCES member (id), principal INTEGER NOT NULL CHECK (principal >= 0),
  bonus INTEGER NOT NULL CHECK (bonus >= 0), points INTEGER NOT NULL, reason TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE member_merge (
  id BLOB PRIMARY KEY CHECK (length(id) = 16), from_id BLOB NOT NULL REFERENCES member (id),
  into_id BLOB NOT NULL REFERENCES member (id), state TEXT NOT NULL CHECK (state IN ('merged', 'undone')),
  version INTEGER NOT NULL CHECK (version > 0), CHECK (from_id <> into_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX member_merge_into ON member_merge (into_id);
CREATE UNIQUE INDEX member_merge_open ON member_merge (from_id) WHERE state = 'merged';
CREATE TABLE merge_event (
  merge_id BLOB NOT NULL REFERENCES member_merge (id), n INTEGER NOT NULL CHECK (n > 0),
  kind TEXT NOT NULL CHECK (kind IN ('merged', 'undone')),
  operation_id BLOB NOT NULL REFERENCES operation (id) DEFERRABLE INITIALLY DEFERRED,
  moved TEXT NOT NULL, reason TEXT NOT NULL, at_ms INTEGER NOT NULL, PRIMARY KEY (merge_id, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX merge_event_operation ON merge_event (operation_id);

CREATE INDEX voucher_event_operation ON voucher_event (operation_id);
CREATE TABLE as_written (
  id BLOB NOT NULL CHECK (length(id) = 16), n INTEGER NOT NULL CHECK (n > 0),
  operation_id BLOB REFERENCES operation (id) DEFERRABLE INITIALLY DEFERRED,
  member_id BLOB REFERENCES member (id), content TEXT NOT NULL, PRIMARY KEY (id, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX as_written_operation ON as_written (operation_id) WHERE operation_id IS NOT NULL;
CREATE TABLE handed_out (
  batch_id BLOB NOT NULL REFERENCES batch (id), first INTEGER NOT NULL CHECK (first > 0),
  operation_id BLOB REFERENCES operation (id) DEFERRABLE INITIALLY DEFERRED,
  members TEXT NOT NULL, line TEXT NOT NULL, copies BLOB CHECK (length(copies) = 32),
  PRIMARY KEY (batch_id, first)
) STRICT, WITHOUT ROWID;
CREATE INDEX handed_out_operation ON handed_out (operation_id) WHERE operation_id IS NOT NULL;
INSERT INTO as_written SELECT id, 1, NULL, NULL, quote(template_version_id) || ',' ||
  quote(kind_version_id) || ',' || quote(kind) || ',' || quote(name) || ',' ||
  quote(source_id) || ',' || quote(handed_by) || ',' || quote(wanted) || ',' ||
  quote(valid_from_day) || ',' || quote(valid_to_day) || ',' || quote(secret) || ',' ||
  quote(at_ms) || ',' || quote(txn_id) FROM batch;
INSERT INTO as_written SELECT id, 1, NULL, giver_id, quote(friend_id) || ',' || quote(card_id) || ',' ||
  quote(kind) || ',' || quote(value) || ',' || quote(template_id) || ',' || quote(bonus_days) || ',' ||
  quote(minimum) || ',' || quote(at_ms) FROM referral_reward;
INSERT INTO as_written SELECT id, 1, NULL, member_id, quote(honor) || ',' || quote(from_day) || ',' ||
  quote(until_day) || ',' || quote(reason) || ',' || quote(given_by) || ',' || quote(ended_reason)
  FROM member_honor;
INSERT INTO as_written SELECT id, 1, NULL, NULL, quote(template_id) || ',' || quote(n) || ',' ||
  quote(name) || ',' || quote(rule) || ',' || quote(look) || ',' || quote(saved_ms)
  FROM voucher_template_version;
INSERT INTO as_written SELECT id, 1, NULL, NULL, quote(kind_id) || ',' || quote(n) || ',' ||
  quote(name) || ',' || quote(rule) || ',' || quote(look) || ',' || quote(saved_ms)
  FROM friend_card_kind_version;
INSERT INTO as_written SELECT id, 1, NULL, member_id, quote(qr_hash) || ',' || quote(typed_hash) || ',' ||
  quote(issued_ms) || ',' || quote(revoked_ms) FROM member_card;
INSERT INTO handed_out SELECT batch_id, min(n), NULL, json_group_object(n, lower(hex(member_id))), '', NULL
  FROM voucher WHERE member_id IS NOT NULL GROUP BY batch_id;
INSERT INTO handed_out SELECT batch_id, min(n), NULL, json_group_object(n, lower(hex(giver_id))), max(line),
  NULL FROM friend_card GROUP BY batch_id;

CREATE TABLE cash_move (
  txn_id BLOB PRIMARY KEY REFERENCES txn (id), kind TEXT NOT NULL CHECK (kind IN ('float', 'in', 'out',
  'difference', 'deposit')),
  account TEXT NOT NULL, amount INTEGER NOT NULL CHECK (amount <> 0), reason TEXT NOT NULL, approved_by BLOB
) STRICT, WITHOUT ROWID;
CREATE TABLE day_close (
  id BLOB PRIMARY KEY CHECK (length(id) = 16), counter_id BLOB NOT NULL REFERENCES counter (id),
  number INTEGER NOT NULL CHECK (number > 0), first_day INTEGER NOT NULL,
  business_day INTEGER NOT NULL CHECK (business_day >= first_day),
  operation_id BLOB NOT NULL UNIQUE REFERENCES operation (id) DEFERRABLE INITIALLY DEFERRED,
  last_seq INTEGER NOT NULL, sheet TEXT NOT NULL, previous BLOB NOT NULL CHECK (length(previous) = 32),
  seal BLOB NOT NULL CHECK (length(seal) = 32), at_ms INTEGER NOT NULL, UNIQUE (counter_id, number)
) STRICT, WITHOUT ROWID;
CREATE TABLE after_seal (
  operation_id BLOB PRIMARY KEY REFERENCES operation (id) DEFERRABLE INITIALLY DEFERRED,
  day INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX txn_day ON txn (business_day);
CREATE TABLE lot_total (
  expires_day INTEGER PRIMARY KEY, remaining INTEGER NOT NULL CHECK (remaining >= 0)
) STRICT, WITHOUT ROWID;
INSERT INTO lot_total SELECT coalesce(l.expires_day, 0), sum(b.remaining) FROM lot_balance b
  JOIN bonus_lot l ON l.id = b.lot_id GROUP BY 1;
CREATE INDEX bonus_lot_expiry ON bonus_lot (expires_day) WHERE expires_day IS NOT NULL;
"""
