"""One type per identifier. Every id is a UUIDv7 of 16 bytes made by the counter that writes it."""

from __future__ import annotations

from typing import NewType

CommandId = NewType("CommandId", bytes)
"""Made when a form opens; the same command is carried out once, however often it is sent."""
CounterId = NewType("CounterId", bytes)
StaffId = NewType("StaffId", bytes)
MemberId = NewType("MemberId", bytes)
TxnId = NewType("TxnId", bytes)
LotId = NewType("LotId", bytes)
ItemId = NewType("ItemId", bytes)
CategoryId = NewType("CategoryId", bytes)
PlanId = NewType("PlanId", bytes)
TierId = NewType("TierId", bytes)
TagId = NewType("TagId", bytes)
SourceId = NewType("SourceId", bytes)
HoldId = NewType("HoldId", bytes)
ViewId = NewType("ViewId", bytes)
CardId = NewType("CardId", bytes)
PrintJobId = NewType("PrintJobId", bytes)
VoucherTemplateId = NewType("VoucherTemplateId", bytes)
VoucherVersionId = NewType("VoucherVersionId", bytes)
"""A template as it was when saved: what is issued under it never changes."""
BatchId = NewType("BatchId", bytes)
VoucherId = NewType("VoucherId", bytes)
FriendCardKindId = NewType("FriendCardKindId", bytes)
FriendCardVersionId = NewType("FriendCardVersionId", bytes)
FriendCardId = NewType("FriendCardId", bytes)
RewardId = NewType("RewardId", bytes)
HonorId = NewType("HonorId", bytes)
PlanVersionId = NewType("PlanVersionId", bytes)
"""A top-up plan as it was when saved: what was sold under it never changes."""
GiftId = NewType("GiftId", bytes)
InstalmentId = NewType("InstalmentId", bytes)
PackKindId = NewType("PackKindId", bytes)
PackId = NewType("PackId", bytes)
"""A session pack (次卡) of a member: a bonus lot's place in a posting is taken by it."""
CardRefundId = NewType("CardRefundId", bytes)
MergeId = NewType("MergeId", bytes)
CloseId = NewType("CloseId", bytes)
"""A sealed day close (日结)."""
