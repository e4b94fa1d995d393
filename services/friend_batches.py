"""Batches of friend cards as they are written: copies with codes that no other card has."""

from __future__ import annotations

from collections.abc import Sequence

from model import codes
from model.changes import Kind
from model.errors import UserError
from model.friend_card import FriendCardKind
from model.friend_commands import GiveCardsToMany
from model.ids import BatchId, FriendCardId, MemberId, TxnId
from services.clock import day_number
from services.storage import as_written, friend_rows, meta_rows
from services.storage.friend_rows import CardBatchRow
from services.storage.work import Work


def lay(
    work: Work, kind: FriendCardKind, givers: Sequence[MemberId], line: str, txn_id: TxnId | None = None
) -> BatchId:
    """Write one card for each as a batch of their own."""
    batch = _new_batch(work, kind, BatchId(work.new_id()), len(givers), txn_id)
    return _add(work, batch, givers, line, 1)


def lay_more(
    work: Work, kind: FriendCardKind, givers: Sequence[MemberId], command: GiveCardsToMany
) -> BatchId:
    """Write one card for each into the batch of the command: a part after the first adds to it."""
    batch_id = command.batch_id or BatchId(work.new_id())
    batch = friend_rows.batch(work.conn, batch_id)
    if batch is None:
        batch = _new_batch(work, kind, batch_id, max(command.wanted, len(givers)))
    return _add(work, batch, givers, "", friend_rows.last_copy(work.conn, batch_id) + 1)


def _new_batch(
    work: Work, kind: FriendCardKind, batch_id: BatchId, wanted: int, txn_id: TxnId | None = None
) -> CardBatchRow:
    version_id = friend_rows.current_version(work.conn, kind.id)
    if version_id is None:
        raise UserError("friend_card.kind")
    batch = CardBatchRow(
        id=batch_id,
        version_id=version_id,
        secret=work.new_secret(),
        valid_from_day=work.today_number,
        valid_to_day=day_number(kind.rule.last_day(work.today)),
        wanted=wanted,
        txn_id=txn_id,
    )
    friend_rows.add_batch(work.conn, batch, work.now)
    as_written.keep(work, "batch", batch.id)
    return batch


def _add(work: Work, batch: CardBatchRow, givers: Sequence[MemberId], line: str, first: int) -> BatchId:
    """Write cards from the copy `first` on, with codes that no other card has."""
    copies = _copies(work, batch.secret, len(givers), first)
    rows = [
        (FriendCardId(work.new_id()), giver, n, qr, typed)
        for (n, qr, typed), giver in zip(copies, givers, strict=True)
    ]
    friend_rows.add_cards(work.conn, batch, line, rows)
    as_written.hand_out(work, batch.id, [(id_, n, qr, typed) for id_, _, n, qr, typed in rows], givers, line)
    work.touch(Kind.FRIEND_CARD, batch.id, *set(givers))
    work.touch(Kind.FRIEND_CARD_KIND)
    return batch.id


def _copies(work: Work, secret: bytes, count: int, first: int) -> list[tuple[int, bytes, bytes]]:
    key = meta_rows.shop_key(work.conn)
    made: list[tuple[int, bytes, bytes]] = []
    while len(made) < count:
        missing = range(first, first + count - len(made))
        first = missing.stop
        fresh = []
        for n in missing:
            qr, typed = codes.codes_of_batch(codes.QrKind.FRIEND_CARD, secret, n, key)
            fresh.append((n, codes.short_hash(qr), codes.short_hash(typed)))
        taken = friend_rows.taken(work.conn, [typed for _, _, typed in fresh])
        made += [copy for copy in fresh if copy[2] not in taken]
    return made
