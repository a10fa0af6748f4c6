"""All settings, read from the environment once at the start; nothing else reads it.

Every setting is an environment variable with the prefix ``GANGXIN_``. A wrong one stops the start
with a message that names it.
"""

from __future__ import annotations

from datetime import time
from enum import StrEnum
from pathlib import Path
from typing import Self

from pydantic import Field, SecretStr, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from app.settings_sending import SpendForm, sending_problem
from app.settings_sms import sms_problem
from app.settings_wechat import NoticeForm, wechat_problem, wecom_problem
from messaging.tables import MessageKind


class Mode(StrEnum):
    """How the service runs."""

    EMBEDDED = "embedded"
    PRODUCTION = "production"


class SmsGateway(StrEnum):
    """Through what SMS go out and come in."""

    DEMO_PHONE = "demo_phone"
    KANNEL = "kannel"
    ALIYUN = "aliyun"
    TENCENT = "tencent"
    GAMMU = "gammu"


class Settings(BaseSettings):
    """What an office sets; the default starts a demo on one machine with nothing set."""

    model_config = SettingsConfigDict(env_prefix="GANGXIN_", extra="ignore", frozen=True)

    mode: Mode = Field(Mode.EMBEDDED, description="embedded or production")
    data_dir: Path = Field(Path("data"), description="folder of database, keys and checkpoints")
    database_url: str | None = Field(
        None, description="sqlite:///FILE or postgresql://…; default: gangxin.db in the data folder"
    )
    host: str = Field("127.0.0.1", description="address the web server listens on")
    port: int = Field(8311, ge=0, le=65535, description="port the web server listens on")
    public_url: str | None = Field(
        None, description="address under which people and gateways reach the service"
    )

    trusted_proxies: int = Field(0, ge=0, description="how many proxies in front are ours")

    county: str = Field("530326", pattern=r"^\d{6}$", description="adcode of the office's county")
    office_name: str = Field("会泽县人社局", description="name of the office, as people know it")
    sms_signature: str = Field("会泽人社", description="signature 【…】 at the start of an SMS")
    standard: str = Field("HN-311", description="code of the service standard that is tracked")
    push_at: time = Field(time(9, 0), description="time of day of the daily push")
    push_every_days: int = Field(7, ge=1, description="days between two pushes to one person")
    spend: dict[str, SpendForm] = Field(
        default_factory=dict,
        description="most yuan a day for each county of a place, as JSON: "
        '{"530326": {"per_day": 200, "for_replies": 20}}; pushes then wait for the next day',
    )
    sms_per_number: dict[MessageKind, int] = Field(
        default_factory=dict,
        description='most SMS to one number in 24 hours, as JSON: {"job_push": 3, "reminder": 3}',
    )
    trial: str = Field(
        "",
        pattern=r"^(\d{6}(,\d{6})*)?$",
        description="adcodes where only listed addresses get messages (gangxin trial add)",
    )
    alerts: dict[str, list[SecretStr]] = Field(
        default_factory=dict,
        description="where staff of a place are alerted: apprise addresses by adcode, as JSON",
    )
    semantic: bool = Field(
        False, description="re-rank doubtful questions by meaning; needs gangxin[semantic]"
    )

    sms_gateway: SmsGateway = Field(
        SmsGateway.DEMO_PHONE, description="demo_phone, kannel, aliyun, tencent or gammu"
    )
    kannel_url: str = Field("http://127.0.0.1:13013/cgi-bin/sendsms", description="smsbox address")
    kannel_box: str = Field(
        "",
        pattern=r"^([\w.-]+:\d+)?$",
        description="HOST:PORT of the bearerbox's smsbox-port: what comes in is taken there and "
        "acknowledged once it is stored, so that a crash of the smsbox loses nothing",
    )
    kannel_user: str = Field("", description="sendsms-user name")
    kannel_password: SecretStr = Field(SecretStr(""), description="sendsms-user password")
    kannel_sender: str = Field("", description="the office's number, as the carrier gave it")
    kannel_secret: SecretStr = Field(
        SecretStr(""), description="secret part of the address Kannel calls; required with kannel"
    )

    aliyun_key_id: str = Field("", description="AccessKey ID at Aliyun, for SMS only")
    aliyun_key_secret: SecretStr = Field(SecretStr(""), description="AccessKey secret at Aliyun")
    aliyun_callback_secret: SecretStr = Field(
        SecretStr(""), description="secret part of the addresses Aliyun calls, 16 letters or more"
    )
    aliyun_api: str = Field("https://dysmsapi.aliyuncs.com", description="address of Aliyun's API")

    tencent_secret_id: str = Field("", description="SecretId at Tencent Cloud, for SMS only")
    tencent_secret_key: SecretStr = Field(SecretStr(""), description="SecretKey at Tencent Cloud")
    tencent_app_id: str = Field("", description="SdkAppId of the SMS application")
    tencent_callback_secret: SecretStr = Field(
        SecretStr(""), description="secret part of the addresses Tencent calls, 16 letters or more"
    )
    tencent_lookup: bool = Field(
        False, description="Tencent has opened its list of sent SMS, with SessionContext, for us"
    )
    tencent_api: str = Field(
        "https://sms.tencentcloudapi.com", description="address of Tencent's API"
    )

    gammu_database: Path | None = Field(
        None, description="SQLite file of gammu-smsd; default: modem/smsd.db in the data folder"
    )
    gammu_prefix: str = Field(
        "", pattern=r"^(\+86)?$", description="+86 where the modem's delivery reports name it so"
    )
    gammu_fen: int = Field(10, ge=0, description="price of one SMS by the modem's SIM card, in fen")

    telegram_token: SecretStr | None = Field(None, description="bot token; no Telegram without")
    telegram_secret: SecretStr | None = Field(None, description="secret of the webhook header")
    telegram_api: str = Field("https://api.telegram.org", description="address of the Bot API")
    telegram_polling: bool = Field(False, description="ask for updates instead of a webhook")

    wechat_app_id: str = Field("", description="AppID of the official account; no WeChat without")
    wechat_secret: SecretStr | None = Field(None, description="AppSecret of the official account")
    wechat_token: SecretStr | None = Field(None, description="token that signs WeChat's calls")
    wechat_aes_key: SecretStr | None = Field(
        None, description="EncodingAESKey (43 characters) of the safe mode; required in production"
    )
    wechat_notices: dict[MessageKind, NoticeForm] = Field(
        default_factory=dict,
        description='notices outside the 48 hours, as JSON: {"job_push": {"template": "ID", '
        '"one_time": true, "fields": {"thing1": "text", "time2": "time"}}}',
    )
    wechat_api: str = Field("https://api.weixin.qq.com", description="address of WeChat's API")

    wecom_corp_id: str = Field("", description="CorpID in WeCom; no notices there without")
    wecom_agent_id: int = Field(0, ge=0, description="AgentId of the office's application")
    wecom_secret: SecretStr | None = Field(None, description="Secret of the application")
    wecom_users: str = Field("", description="userids that get staff alerts, divided by commas")
    wecom_token: SecretStr | None = Field(None, description="token of the application's callback")
    wecom_aes_key: SecretStr | None = Field(None, description="EncodingAESKey of the callback")
    wecom_api: str = Field("https://qyapi.weixin.qq.com", description="address of WeCom's API")

    data_key: SecretStr | None = Field(None, description="base64 of 32 bytes; seals fields")
    old_data_keys: dict[int, SecretStr] = Field(
        default_factory=dict, description="earlier data keys by number, as JSON"
    )
    data_key_number: int = Field(1, ge=0, le=255, description="number of the data key")
    index_key: SecretStr | None = Field(None, description="base64 of 32 bytes; finds fields")
    ledger_key: SecretStr | None = Field(None, description="base64 of 32 bytes; chains the ledger")
    web_key: SecretStr | None = Field(None, description="base64 of 32 bytes; signs cookies")
    metrics_token: SecretStr | None = Field(None, description="token for /metrics from elsewhere")

    @property
    def production(self) -> bool:
        """Whether this is the real service, without any demo part."""
        return self.mode is Mode.PRODUCTION

    @property
    def url_of_database(self) -> str:
        """The database's URL."""
        return self.database_url or f"sqlite:///{self.data_dir / 'gangxin.db'}"

    @property
    def base_url(self) -> str:
        """The address under which the service is reached, without a slash at the end."""
        return (self.public_url or f"http://{self.host}:{self.port}").rstrip("/")

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        if self.production and self.sms_gateway is SmsGateway.DEMO_PHONE:
            raise ValueError(
                "正式使用没有演示手机，请设 GANGXIN_SMS_GATEWAY 为 kannel、aliyun、tencent 或 gammu"
            )
        if (wrong := sms_problem(self)) is not None:
            raise ValueError(wrong)
        if self.telegram_token and not self.telegram_polling and not self.telegram_secret:
            raise ValueError("Telegram 回调还要设 GANGXIN_TELEGRAM_SECRET")
        problem = wechat_problem(self) or wecom_problem(self) or sending_problem(self)
        if problem is not None:
            raise ValueError(problem)
        if self.production and not self.public_url:
            raise ValueError("正式使用要设 GANGXIN_PUBLIC_URL，就是大家访问的网址")
        return self
