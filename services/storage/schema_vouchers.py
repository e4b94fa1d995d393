"""The tables of vouchers, friend cards, referrals and honors: migration 0002.

Same conventions as schema.py. What moves (a voucher, a friend card, a reward) has a `version` that
each move raises by one and an event of that number: a second mover finds another version or state
and touches no row. Codes stand here as hashes only; a batch's `secret` and the number of a copy
derive them again for printing.
"""

from __future__ import annotations

from typing import Final

APPEND_ONLY: Final = {
    "voucher_template_version": "id = NEW.id OR (template_id = NEW.template_id AND n = NEW.n)",
    "voucher_event": "voucher_id = NEW.voucher_id AND n = NEW.n",
    "voucher_use": "(txn_id = NEW.txn_id AND voucher_id = NEW.voucher_id) "
    "OR (voucher_id = NEW.voucher_id AND event_n = NEW.event_n)",
    "voucher_line": "txn_id = NEW.txn_id AND line = NEW.line AND voucher_id = NEW.voucher_id",
    "friend_card_kind_version": "id = NEW.id OR (kind_id = NEW.kind_id AND n = NEW.n)",
    "friend_card_event": "card_id = NEW.card_id AND n = NEW.n",
    "referral_event": "reward_id = NEW.reward_id AND n = NEW.n",
}
"""table → which existing row an insert would replace."""

TABLES: Final = """
CREATE TABLE voucher_template (
  id BLOB PRIMARY KEY CHECK (length(id) = 16), name TEXT NOT NULL, active INTEGER NOT NULL,
  position INTEGER NOT NULL, current_version_id BLOB NOT NULL
    REFERENCES voucher_template_version (id) DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID;
CREATE TABLE voucher_template_version (
  id BLOB PRIMARY KEY CHECK (length(id) = 16),
  template_id BLOB NOT NULL REFERENCES voucher_template (id) DEFERRABLE INITIALLY DEFERRED,
  n INTEGER NOT NULL CHECK (n > 0), name TEXT NOT NULL, rule TEXT NOT NULL, look TEXT NOT NULL,
  saved_ms INTEGER NOT NULL, UNIQUE (template_id, n)
) STRICT, WITHOUT ROWID;
CREATE TABLE friend_card_kind (
  id BLOB PRIMARY KEY CHECK (length(id) = 16), name TEXT NOT NULL, active INTEGER NOT NULL,
  position INTEGER NOT NULL, current_version_id BLOB NOT NULL
    REFERENCES friend_card_kind_version (id) DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID;
CREATE TABLE friend_card_kind_version (
  id BLOB PRIMARY KEY CHECK (length(id) = 16),
  kind_id BLOB NOT NULL REFERENCES friend_card_kind (id) DEFERRABLE INITIALLY DEFERRED,
  n INTEGER NOT NULL CHECK (n > 0), name TEXT NOT NULL, rule TEXT NOT NULL, look TEXT NOT NULL,
  saved_ms INTEGER NOT NULL, UNIQUE (kind_id, n)
) STRICT, WITHOUT ROWID;
ALTER TABLE plan ADD COLUMN voucher_template_id BLOB REFERENCES voucher_template (id);
ALTER TABLE plan ADD COLUMN vouchers INTEGER NOT NULL DEFAULT 0 CHECK (vouchers >= 0);
ALTER TABLE plan ADD COLUMN friend_card_kind_id BLOB REFERENCES friend_card_kind (id);
ALTER TABLE plan ADD COLUMN friend_cards INTEGER NOT NULL DEFAULT 0 CHECK (friend_cards >= 0);

CREATE TABLE batch (
  id BLOB PRIMARY KEY CHECK (length(id) = 16),
  template_version_id BLOB REFERENCES voucher_template_version (id),
  kind_version_id BLOB REFERENCES friend_card_kind_version (id),
  kind TEXT NOT NULL CHECK (kind IN ('member', 'list', 'sale', 'top_up', 'anonymous', 'friend_card')),
  name TEXT NOT NULL, source_id BLOB REFERENCES source (id), handed_by TEXT NOT NULL,
  wanted INTEGER NOT NULL CHECK (wanted > 0), issued INTEGER NOT NULL CHECK (issued BETWEEN 0 AND wanted),
  used INTEGER NOT NULL CHECK (used >= 0), voided INTEGER NOT NULL CHECK (voided >= 0),
  valid_from_day INTEGER NOT NULL, valid_to_day INTEGER NOT NULL,
  secret BLOB NOT NULL CHECK (length(secret) = 32), at_ms INTEGER NOT NULL,
  txn_id BLOB REFERENCES txn (id), CHECK ((template_version_id IS NULL) <> (kind_version_id IS NULL)),
  CHECK (used + voided <= issued)
) STRICT, WITHOUT ROWID;
CREATE INDEX batch_txn ON batch (txn_id) WHERE txn_id IS NOT NULL;
CREATE INDEX batch_kind ON batch (kind, id);
CREATE INDEX batch_template ON batch (template_version_id, kind, id) WHERE template_version_id IS NOT NULL;

CREATE TABLE voucher (
  row INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
  template_version_id BLOB NOT NULL REFERENCES voucher_template_version (id),
  batch_id BLOB NOT NULL REFERENCES batch (id), n INTEGER NOT NULL CHECK (n > 0),
  member_id BLOB REFERENCES member (id), qr_hash BLOB NOT NULL UNIQUE CHECK (length(qr_hash) = 16),
  typed_hash BLOB NOT NULL UNIQUE CHECK (length(typed_hash) = 16),
  valid_from_day INTEGER NOT NULL, valid_to_day INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('issued', 'redeemed', 'voided')),
  version INTEGER NOT NULL CHECK (version >= 0), prints INTEGER NOT NULL CHECK (prints >= 0),
  UNIQUE (batch_id, n)
) STRICT;
CREATE INDEX voucher_member ON voucher (member_id, state) WHERE member_id IS NOT NULL;
CREATE INDEX voucher_redeemed ON voucher (batch_id) WHERE state = 'redeemed';
CREATE TABLE voucher_event (
  voucher_id BLOB NOT NULL REFERENCES voucher (id), n INTEGER NOT NULL CHECK (n > 0),
  kind TEXT NOT NULL CHECK (kind IN ('redeemed', 'returned', 'voided', 'extended')),
  operation_id BLOB NOT NULL REFERENCES operation (id) DEFERRABLE INITIALLY DEFERRED,
  txn_id BLOB REFERENCES txn (id), valid_to_day INTEGER NOT NULL, reason TEXT NOT NULL,
  at_ms INTEGER NOT NULL, PRIMARY KEY (voucher_id, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX voucher_event_txn ON voucher_event (txn_id) WHERE txn_id IS NOT NULL;
CREATE TABLE voucher_use (
  txn_id BLOB NOT NULL REFERENCES sale (txn_id), voucher_id BLOB NOT NULL, event_n INTEGER NOT NULL,
  template_id BLOB NOT NULL REFERENCES voucher_template (id), member_id BLOB REFERENCES member (id),
  discount INTEGER NOT NULL CHECK (discount >= 0), leads INTEGER NOT NULL CHECK (leads IN (0, 1)),
  PRIMARY KEY (txn_id, voucher_id), UNIQUE (voucher_id, event_n),
  FOREIGN KEY (voucher_id, event_n) REFERENCES voucher_event (voucher_id, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX voucher_use_member ON voucher_use (member_id, template_id) WHERE member_id IS NOT NULL;
CREATE TABLE voucher_line (
  txn_id BLOB NOT NULL, line INTEGER NOT NULL, voucher_id BLOB NOT NULL,
  amount INTEGER NOT NULL CHECK (amount > 0), PRIMARY KEY (txn_id, line, voucher_id),
  FOREIGN KEY (txn_id, line) REFERENCES sale_line (txn_id, n),
  FOREIGN KEY (txn_id, voucher_id) REFERENCES voucher_use (txn_id, voucher_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE voucher_total (
  template_version_id BLOB NOT NULL REFERENCES voucher_template_version (id),
  valid_to_day INTEGER NOT NULL, open INTEGER NOT NULL CHECK (open >= 0),
  redeemed INTEGER NOT NULL CHECK (redeemed >= 0), voided INTEGER NOT NULL CHECK (voided >= 0),
  PRIMARY KEY (template_version_id, valid_to_day)
) STRICT, WITHOUT ROWID;
CREATE TABLE voucher_result (
  template_version_id BLOB PRIMARY KEY REFERENCES voucher_template_version (id),
  sales INTEGER NOT NULL, turnover INTEGER NOT NULL, discount INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE code_attempt (
  counter_id BLOB PRIMARY KEY REFERENCES counter (id), failures INTEGER NOT NULL,
  last_ms INTEGER NOT NULL, paused_until_ms INTEGER NOT NULL, day INTEGER NOT NULL,
  failures_on_day INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE friend_card (
  row INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
  kind_version_id BLOB NOT NULL REFERENCES friend_card_kind_version (id),
  giver_id BLOB NOT NULL REFERENCES member (id), batch_id BLOB NOT NULL REFERENCES batch (id),
  n INTEGER NOT NULL CHECK (n > 0), qr_hash BLOB NOT NULL UNIQUE CHECK (length(qr_hash) = 16),
  typed_hash BLOB NOT NULL UNIQUE CHECK (length(typed_hash) = 16),
  valid_from_day INTEGER NOT NULL, valid_to_day INTEGER NOT NULL, line TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('issued', 'used', 'returned', 'voided')),
  version INTEGER NOT NULL CHECK (version >= 0), friend_id BLOB REFERENCES member (id),
  prints INTEGER NOT NULL CHECK (prints >= 0), UNIQUE (batch_id, n),
  CHECK ((state = 'used') = (friend_id IS NOT NULL)), CHECK (friend_id IS NOT giver_id)
) STRICT;
CREATE INDEX friend_card_giver ON friend_card (giver_id, state);
CREATE UNIQUE INDEX friend_card_friend ON friend_card (friend_id) WHERE friend_id IS NOT NULL;
CREATE TABLE friend_card_event (
  card_id BLOB NOT NULL REFERENCES friend_card (id), n INTEGER NOT NULL CHECK (n > 0),
  kind TEXT NOT NULL CHECK (kind IN ('used', 'returned', 'voided', 'extended')),
  operation_id BLOB NOT NULL REFERENCES operation (id) DEFERRABLE INITIALLY DEFERRED,
  member_id BLOB REFERENCES member (id), txn_id BLOB REFERENCES txn (id),
  batch_id BLOB REFERENCES batch (id), reason TEXT NOT NULL, at_ms INTEGER NOT NULL,
  PRIMARY KEY (card_id, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX friend_card_event_operation ON friend_card_event (operation_id);
CREATE INDEX friend_card_event_txn ON friend_card_event (txn_id) WHERE txn_id IS NOT NULL;
CREATE TABLE referral_reward (
  id BLOB PRIMARY KEY CHECK (length(id) = 16), giver_id BLOB NOT NULL REFERENCES member (id),
  friend_id BLOB NOT NULL REFERENCES member (id), card_id BLOB REFERENCES friend_card (id),
  kind TEXT NOT NULL CHECK (kind IN ('bonus', 'points', 'voucher')),
  value INTEGER NOT NULL CHECK (value >= 0), template_id BLOB REFERENCES voucher_template (id),
  bonus_days INTEGER CHECK (bonus_days > 0), minimum INTEGER NOT NULL CHECK (minimum >= 0),
  state TEXT NOT NULL CHECK (state IN ('pending', 'paid', 'taken_back', 'cancelled')),
  version INTEGER NOT NULL CHECK (version >= 0), at_ms INTEGER NOT NULL, due_after_ms INTEGER,
  sale_txn_id BLOB REFERENCES sale (txn_id), reward_txn_id BLOB REFERENCES txn (id),
  batch_id BLOB REFERENCES batch (id), CHECK (friend_id <> giver_id),
  CHECK (state <> 'paid' OR sale_txn_id IS NOT NULL)
) STRICT, WITHOUT ROWID;
CREATE INDEX referral_reward_giver ON referral_reward (giver_id, state);
CREATE UNIQUE INDEX referral_reward_friend ON referral_reward (friend_id)
  WHERE state IN ('pending', 'paid');
CREATE INDEX referral_reward_due ON referral_reward (due_after_ms)
  WHERE state = 'pending' AND due_after_ms IS NOT NULL;
CREATE INDEX referral_reward_sale ON referral_reward (sale_txn_id) WHERE sale_txn_id IS NOT NULL;
CREATE INDEX referral_reward_txn ON referral_reward (reward_txn_id) WHERE reward_txn_id IS NOT NULL;
CREATE INDEX referral_reward_history ON referral_reward (friend_id);
CREATE TABLE referral_event (
  reward_id BLOB NOT NULL REFERENCES referral_reward (id), n INTEGER NOT NULL CHECK (n > 0),
  kind TEXT NOT NULL CHECK (kind IN ('due', 'paid', 'taken_back', 'cancelled')),
  operation_id BLOB NOT NULL REFERENCES operation (id) DEFERRABLE INITIALLY DEFERRED,
  txn_id BLOB REFERENCES txn (id), amount INTEGER NOT NULL,
  not_recovered INTEGER NOT NULL DEFAULT 0 CHECK (not_recovered >= 0), reason TEXT NOT NULL,
  at_ms INTEGER NOT NULL, PRIMARY KEY (reward_id, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX referral_event_operation ON referral_event (operation_id);
CREATE TABLE member_honor (
  id BLOB PRIMARY KEY CHECK (length(id) = 16), member_id BLOB NOT NULL REFERENCES member (id),
  honor TEXT NOT NULL CHECK (honor IN ('ambassador', 'honorary_shareholder')),
  from_day INTEGER NOT NULL, until_day INTEGER, reason TEXT NOT NULL,
  given_by BLOB NOT NULL REFERENCES staff (id), ended_reason TEXT NOT NULL DEFAULT ''
) STRICT, WITHOUT ROWID;
CREATE INDEX member_honor_member ON member_honor (member_id);
CREATE UNIQUE INDEX member_honor_open ON member_honor (member_id, honor) WHERE until_day IS NULL;
"""
