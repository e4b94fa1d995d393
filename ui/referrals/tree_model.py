"""Who brought whom as a lazy tree: branches are read when opened, further members when seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import count
from typing import Final

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer, Signal

from model.ids import MemberId
from model.referral import Branch, TreeNode
from services import referrals
from ui import friend_words
from ui.bus import UiJobs
from ui.translate import QT_TRANSLATE_NOOP, translate

PART: Final = 100
NODE_ROLE: Final = Qt.ItemDataRole.UserRole
_Index = QModelIndex | QPersistentModelIndex
COLUMNS: Final[tuple[str, ...]] = (
    QT_TRANSLATE_NOOP("ReferralTree", "会员"),
    QT_TRANSLATE_NOOP("ReferralTree", "带来"),
    QT_TRANSLATE_NOOP("ReferralTree", "到店"),
    QT_TRANSLATE_NOOP("ReferralTree", "累计消费"),
    QT_TRANSLATE_NOOP("ReferralTree", "入会"),
)
_SPOKEN: Final = QT_TRANSLATE_NOOP("ReferralTree", "{name} {honor}，会员号 {number}，带来 {friends} 位朋友")


@dataclass(slots=True, eq=False)
class Spot:
    """A place in the tree: a member, or the top; children come part by part."""

    key: int
    node: TreeNode | None
    parent: Spot | None
    row: int = 0
    children: list[Spot] = field(default_factory=list)
    known: set[MemberId] = field(default_factory=set)
    offset: int = 0
    more: bool = True
    asked: bool = False


def cell(node: TreeNode, column: int) -> str:
    """What a column shows of a member."""
    return (
        node.name,
        f"{node.friends:,}" if node.friends else "—",
        f"{node.visits:,}",
        str(node.spent),
        node.joined.isoformat(),
    )[column]


class TreeModel(QAbstractItemModel):
    """Thousands of members cost what is looked at. `loaded()` comes after each part."""

    loaded = Signal()

    def __init__(self, jobs: UiJobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._keys = count(1)
        self._spots: dict[int, Spot] = {}
        self._root = Spot(0, None, None)
        self._generation = 0
        self._wanted: list[Spot] = []
        # Showing the last row asks for more, but must not change the model while the view paints.
        self._read_soon = QTimer(self, singleShot=True, interval=0)
        self._read_soon.timeout.connect(self._on_read_soon)

    @property
    def is_empty(self) -> bool:
        """Whether nobody brought anybody, as far as is known."""
        return not self._root.children and not self._root.more

    # Reading

    def reload(self) -> None:
        """Forget everything and read the top again."""
        self.beginResetModel()
        self._root = Spot(0, None, None)
        self._spots.clear()
        self._wanted.clear()
        self._generation += 1
        self.endResetModel()
        self._ask(self._root)

    def _ask(self, spot: Spot) -> None:
        if spot.asked or not spot.more:
            return
        spot.asked = True
        of = spot.node.member_id if spot.node else None
        done = partial(self._on_branch, self._generation, spot)
        self._jobs.read(referrals.tree, of, spot.offset, PART, done=done, owner=self)

    def _on_branch(self, generation: int, spot: Spot, branch: Branch) -> None:
        if generation != self._generation:
            return
        spot.asked = False
        spot.more = branch.more
        spot.offset += len(branch.nodes)
        fresh = [node for node in branch.nodes if node.member_id not in spot.known]
        if fresh:
            first = len(spot.children)
            self.beginInsertRows(self._index_of(spot), first, first + len(fresh) - 1)
            for at, node in enumerate(fresh):
                self._add(spot, node, first + at)
            self.endInsertRows()
        elif spot.more:
            self._ask(spot)
        self.loaded.emit()

    def _add(self, spot: Spot, node: TreeNode, row: int) -> Spot:
        new = Spot(next(self._keys), node, spot, row, more=node.friends > 0)
        self._spots[new.key] = new
        spot.children.insert(row, new)
        spot.known.add(node.member_id)
        return new

    def _on_read_soon(self) -> None:
        wanted, self._wanted = self._wanted, []
        for spot in wanted:
            self._ask(spot)

    def show_path(self, path: Sequence[TreeNode]) -> QModelIndex:
        """The index of the last member of a path, put in first where it hasn't been read yet."""
        spot = self._root
        for node in path:
            spot = self._child(spot, node)
        return self._index_of(spot)

    def _child(self, spot: Spot, node: TreeNode) -> Spot:
        known = next((c for c in spot.children if c.node and c.node.member_id == node.member_id), None)
        if known is not None:
            return known
        self.beginInsertRows(self._index_of(spot), 0, 0)
        new = self._add(spot, node, 0)
        for row, child in enumerate(spot.children):
            child.row = row
        self.endInsertRows()
        return new

    # What Qt asks

    def _spot(self, index: _Index | None) -> Spot:
        return self._spots.get(index.internalId(), self._root) if index and index.isValid() else self._root

    def _index_of(self, spot: Spot) -> QModelIndex:
        return QModelIndex() if spot is self._root else self.createIndex(spot.row, 0, spot.key)

    def node_at(self, index: _Index) -> TreeNode | None:
        """The member of an index; None for none."""
        return self._spot(index).node

    def index(self, row: int, column: int, parent: _Index | None = None) -> QModelIndex:
        spot = self._spot(parent)
        if 0 <= row < len(spot.children) and 0 <= column < len(COLUMNS):
            return self.createIndex(row, column, spot.children[row].key)
        return QModelIndex()

    def parent(self, index: _Index | None = None) -> QModelIndex:  # type: ignore[override]
        above = self._spot(index).parent
        return QModelIndex() if above is None else self._index_of(above)

    def rowCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.column() > 0 else len(self._spot(parent).children)

    def columnCount(self, parent: _Index | None = None) -> int:
        return len(COLUMNS)

    def hasChildren(self, parent: _Index | None = None) -> bool:  # noqa: N802 - Qt's name
        spot = self._spot(parent)
        return bool(spot.children) or spot.more

    def canFetchMore(self, parent: _Index) -> bool:
        spot = self._spot(parent)
        return spot.more and not spot.children and not spot.asked

    def fetchMore(self, parent: _Index) -> None:
        self._ask(self._spot(parent))

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return translate("ReferralTree", COLUMNS[section])
        if role == Qt.ItemDataRole.TextAlignmentRole and section in (1, 2, 3):
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        spot = self._spot(index)
        node = spot.node
        if node is None:
            return None
        if role == NODE_ROLE:
            self._look_on(spot)
            return node
        if role == Qt.ItemDataRole.DisplayRole:
            return cell(node, index.column())
        if role == Qt.ItemDataRole.AccessibleTextRole:
            honor = friend_words.honor(node.honor) if node.honor else ""
            facts = {"name": node.name, "honor": honor, "number": node.number, "friends": node.friends}
            return translate("ReferralTree", _SPOKEN).format(**facts) if index.column() == 0 else None
        return None

    def _look_on(self, spot: Spot) -> None:
        """The last member read of a branch is on the screen: read the next part."""
        above = spot.parent
        if above is None or not above.more or above.asked or spot.row < len(above.children) - 1:
            return
        if above not in self._wanted:
            self._wanted.append(above)
            self._read_soon.start()
