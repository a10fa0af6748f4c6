"""Do the keys belong to the database? Asked before anything is read or written with them.

With the keys of another instance nothing sealed opens, everything looked up by its keyed index
seems new, and the ledger looks forged; so a process stops before it starts.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NoReturn

import sqlalchemy as sa
from sqlmodel import Session, col

from app.keys import KeyProblem
from labourers.tables import ID_NUMBER_FIELD, Labourer
from messaging.tables import ADDRESS_FIELD, Contact
from storage.database import Database
from storage.vault import Sealed, Vault, VaultError

_LOOKED_AT = 3
"""Of the newest rows, so many: one that is damaged says nothing about the keys."""
_Row = tuple[Sealed, bytes]


def check_keys(db: Database, vault: Vault) -> None:
    """Raise app.keys.KeyProblem when what ``db`` holds was sealed or indexed with other keys.

    A database in which nothing is sealed yet goes with any keys.
    """
    with db.read() as session:
        people = _newest(
            session,
            sa.select(col(Labourer.id_number_sealed), col(Labourer.id_number_index))
            .where(col(Labourer.erased_at).is_(None))
            .order_by(col(Labourer.id).desc()),
        )
        contacts = _newest(
            session,
            sa.select(col(Contact.address_sealed), col(Contact.address_index)).order_by(
                col(Contact.id).desc()
            ),
        )
    if people and not any(_fits(vault, row, _of_person) for row in people):
        _other_keys()
    if contacts and not any(_fits(vault, row, _of_contact) for row in contacts):
        _other_keys()


def _newest(session: Session, query: sa.Select[Sealed, bytes]) -> list[_Row]:
    rows = session.connection().execute(query.limit(_LOOKED_AT))
    return [(sealed, index) for sealed, index in rows]


def _fits(vault: Vault, row: _Row, opens: Callable[[Vault, _Row], bool]) -> bool:
    try:
        return opens(vault, row)
    except VaultError:
        return False


def _of_person(vault: Vault, row: _Row) -> bool:
    number = vault.open(ID_NUMBER_FIELD, row[0])
    return vault.blind_index(ID_NUMBER_FIELD, number) == row[1]


def _of_contact(vault: Vault, row: _Row) -> bool:
    return bool(vault.open(ADDRESS_FIELD, row[0]))


def _other_keys() -> NoReturn:
    raise KeyProblem(
        "密钥和数据库不是一套：数据库里的个人信息打不开，什么都没有改。\n"
        "请这样做：\n"
        "  1. 看 GANGXIN_DATA_DIR 和数据库地址(GANGXIN_DATABASE_URL 或 --db)"
        "是不是同一个实例的；\n"
        "  2. 用这个数据库自己的 keys.json(或当初设置的 GANGXIN_DATA_KEY、GANGXIN_INDEX_KEY)，"
        "换过密钥的，旧的写进 GANGXIN_OLD_DATA_KEYS；\n"
        "  3. 密钥丢了就从备份恢复，不要删除重建。"
    )
