"""Everything a process uses, built once and only when it is first asked for.

The web server, the worker and every command work on one ``AppContext``; nothing is built at
import time and nothing is kept in a global.
"""

from __future__ import annotations

from datetime import datetime
from functools import cached_property
from os import getpid
from pathlib import Path
from socket import gethostname
from typing import TYPE_CHECKING

from app.keys import Keys, load_keys
from app.settings import Settings, SmsGateway
from storage.clock import Clock, SetClock, SystemClock
from storage.database import Database
from storage.gazetteer import Gazetteer
from storage.vault import Vault

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.runtime import BotRuntime
    from matching.job_search import JobSearch
    from messaging.contract import Channel
    from policy_faq.service import PolicyService
    from service_ledger.entries import Ledger
    from web.services import WebServices


_OWNER_ONLY = 0o700


def make_private(folder: Path) -> None:
    """Make ``folder`` where it is missing, for the owner only; one that is there stays as it is."""
    folder.mkdir(mode=_OWNER_ONLY, parents=True, exist_ok=True)


class AppContext:
    """The built parts of the service.

    ``database_url`` and ``now`` overrule the settings (``--db`` and ``--now`` of a command).
    """

    def __init__(
        self,
        settings: Settings | None = None,
        *,
        database_url: str | None = None,
        now: datetime | None = None,
    ) -> None:
        self._settings = settings
        self.database_url = database_url
        self.now = now

    @cached_property
    def settings(self) -> Settings:
        """The settings, read from the environment now when none were given."""
        return self._settings or Settings()

    @cached_property
    def clock(self) -> Clock:
        """The clock: the machine's, or one that stands at ``--now``."""
        return SetClock(self.now) if self.now else SystemClock()

    @cached_property
    def owner(self) -> str:
        """The name under which this process claims rows."""
        return f"{gethostname()}:{getpid()}"

    @property
    def is_demo(self) -> bool:
        """Whether SMS go to the demo phone, so that no real person is disturbed at night."""
        return self.settings.sms_gateway is SmsGateway.DEMO_PHONE

    @cached_property
    def keys(self) -> Keys:
        """The secret keys; raises app.keys.KeyProblem."""
        return load_keys(self.settings)

    @cached_property
    def vault(self) -> Vault:
        """The vault that seals personal fields; raises KeyProblem when it is another database's."""
        from app.key_check import check_keys

        vault = self.keys.vault()
        check_keys(self.db, vault)
        return vault

    @cached_property
    def db(self) -> Database:
        """The database with the newest schema, made when it is not there yet."""
        from app.tables import metadata
        from storage.migrations import upgrade

        database = Database(self.database_url or self.settings.url_of_database)
        if database.is_sqlite and database.url.database:
            make_private(Path(database.url.database).parent)
        upgrade(database, metadata)
        return database

    @cached_property
    def gazetteer(self) -> Gazetteer:
        """The places of the country."""
        return Gazetteer.load()

    @cached_property
    def policy(self) -> PolicyService:
        """The policy answers; loading takes about a second, so it is kept off requests.

        Raises SemanticUnavailableError when the semantic extra is asked for and not installed.
        """
        if self.settings.semantic:
            from policy_faq.semantic_service import SemanticPolicyService

            return SemanticPolicyService.load(
                self.gazetteer, cache=self.settings.data_dir / "semantic"
            )
        from policy_faq.service import PolicyService

        return PolicyService.load(self.gazetteer)

    @cached_property
    def job_search(self) -> JobSearch:
        """The search of postings in free text."""
        from matching.job_search import JobSearch

        return JobSearch.load(self.gazetteer)

    @cached_property
    def ledger(self) -> Ledger:
        """The service ledger's writer; raises KeyProblem when the keys are another database's."""
        from app.key_check import check_keys
        from service_ledger.entries import Ledger

        # With other keys an honest ledger would look forged.
        check_keys(self.db, self.keys.vault())
        return Ledger(self.keys.ledger)

    @property
    def checkpoints(self) -> Path:
        """The file outside the database that the ledger's checkpoints go to."""
        return self.settings.data_dir / "ledger-checkpoints.jsonl"

    @property
    def matching_memory(self) -> Path:
        """The folder of what matching found before, one file for each county."""
        return self.settings.data_dir / "matching"

    @property
    def sign_ins(self) -> Path:
        """The file that keeps the demo's sign-ins."""
        return self.settings.data_dir / "demo-sign-ins.json"

    @cached_property
    def channels(self) -> Mapping[str, Channel]:
        """The channels in use, by name."""
        from app.channels import build_channels

        return build_channels(self)

    @cached_property
    def bot(self) -> BotRuntime:
        """What the conversation needs."""
        from app.wiring import bot_runtime

        return bot_runtime(self)

    @cached_property
    def web(self) -> WebServices:
        """What the pages need."""
        from app.wiring import web_services

        return web_services(self)

    def close(self) -> None:
        """Give back what was opened."""
        for channel in self.__dict__.get("channels", {}).values():
            if close := getattr(channel, "close", None):
                close()
        if "db" in self.__dict__:
            self.db.close()
