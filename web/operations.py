"""For those who run the service: is it alive, is it ready, and its figures for Prometheus."""

from __future__ import annotations

import hmac
from ipaddress import ip_address
from time import perf_counter

import sqlalchemy as sa
import structlog
from flask import Blueprint, Flask, Response, abort, current_app, g, request
from flask.typing import ResponseReturnValue
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Histogram
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.exposition import generate_latest
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session, col, select

from messaging.tables import Handoff, InboundMessage, InboundState, MessageState, OutboxMessage
from service_ledger.tables import ServiceEntry
from web.access import Audience, open_to
from web.accounts.tables import Account
from web.services import services

_log = structlog.get_logger(__name__)
_METRICS = "gangxin_metrics"
_PROXY_HEADERS = ("X-Forwarded-For", "Forwarded", "X-Real-IP")


class HttpMetrics:
    """Counts and times of requests, by route and status; one registry for each application."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.requests = Counter(
            "gangxin_http_requests",
            "Requests answered",
            ["route", "method", "status"],
            registry=self.registry,
        )
        self.seconds = Histogram(
            "gangxin_http_request_seconds",
            "Time to answer",
            ["route"],
            registry=self.registry,
        )


def operations_blueprint() -> Blueprint:
    """Return the routes of this module."""
    pages = Blueprint("operations", __name__)
    pages.add_url_rule("/healthz", view_func=healthz)
    pages.add_url_rule("/readyz", view_func=readyz)
    pages.add_url_rule("/metrics", view_func=metrics)
    return pages


def init_metrics(app: Flask) -> None:
    """Count and time every request of ``app``."""
    kept = HttpMetrics()
    app.extensions[_METRICS] = kept

    @app.before_request
    def begin() -> None:
        g.began = perf_counter()

    @app.after_request
    def end(response: Response) -> Response:
        route = request.url_rule.rule if request.url_rule else "(none)"
        kept.requests.labels(route, request.method, str(response.status_code)).inc()
        if "began" in g:
            kept.seconds.labels(route).observe(perf_counter() - g.began)
        return response


@open_to(Audience.EVERYBODY)
def healthz() -> ResponseReturnValue:
    """Say that the process answers."""
    return {"status": "ok"}


@open_to(Audience.EVERYBODY)
def readyz() -> ResponseReturnValue:
    """Say whether the database answers and has its tables; 503 when not."""
    try:
        with services().db.read() as rows:
            rows.exec(select(Account.id).limit(1)).first()
    except SQLAlchemyError as error:
        _log.warning("not_ready", fault=type(error).__name__)
        return {"status": "unavailable", "database": "unreachable"}, 503
    return {"status": "ok", "database": "ok"}


@open_to(Audience.OPERATOR)
def metrics() -> ResponseReturnValue:
    """Return the figures in the text format of Prometheus."""
    if not _may_read():
        abort(404)
    registry = CollectorRegistry()
    registry.register(_Rows())
    kept: HttpMetrics = current_app.extensions[_METRICS]
    body = generate_latest(kept.registry) + generate_latest(registry)
    return Response(body, content_type=CONTENT_TYPE_LATEST)


def _may_read() -> bool:
    """Tell whether the caller is on this machine itself, or holds the token.

    A call through a proxy on this machine also comes from 127.0.0.1; its headers give it away.
    """
    token = services().settings.metrics_token
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if token and hmac.compare_digest(given.encode(), token.encode()):
        return True
    if any(name in request.headers for name in _PROXY_HEADERS) or not request.remote_addr:
        return False
    return ip_address(request.remote_addr).is_loopback


class _Rows:
    """Figures that are read from the database when they are asked for."""

    def collect(self) -> list[GaugeMetricFamily]:
        """Return the present figures; nothing in them is about a single person."""
        with services().db.read() as rows:
            return [
                _outbox(rows),
                _single(
                    "gangxin_inbound_waiting",
                    "Messages from people not handled yet",
                    _count(rows, InboundMessage, col(InboundMessage.state) == InboundState.STORED),
                ),
                _single(
                    "gangxin_inbound_parked",
                    "Messages from people that could not be handled",
                    _count(rows, InboundMessage, col(InboundMessage.state) == InboundState.PARKED),
                ),
                _single(
                    "gangxin_handoffs_open",
                    "Questions waiting for a caseworker",
                    _count(rows, Handoff, col(Handoff.closed_at).is_(None)),
                ),
                _single(
                    "gangxin_ledger_entries",
                    "Entries of the service ledger",
                    _count(rows, ServiceEntry, sa.true()),
                ),
            ]


def _outbox(rows: Session) -> GaugeMetricFamily:
    family = GaugeMetricFamily(
        "gangxin_outbox_messages", "Outgoing messages", labels=["channel", "state"]
    )
    query = sa.select(
        col(OutboxMessage.channel), col(OutboxMessage.state), sa.func.count()
    ).group_by(col(OutboxMessage.channel), col(OutboxMessage.state))
    for channel, state, number in rows.connection().execute(query):
        family.add_metric([channel, MessageState(state).name.lower()], number)
    return family


def _count(rows: Session, table: type, condition: sa.ColumnElement[bool]) -> int:
    query = sa.select(sa.func.count()).select_from(table).where(condition)
    return int(rows.connection().execute(query).scalar_one())


def _single(name: str, help_text: str, value: int) -> GaugeMetricFamily:
    return GaugeMetricFamily(name, help_text, value=value)
