"""Everything for people, in one call: the two pages, signing in, permanent addresses."""

from __future__ import annotations

from fastapi import FastAPI

from desk.chat_session import Desk
from desk.dashboard_export import install_exports
from desk.metrics import Metrics
from desk.permanent import install_permanent
from desk.service import Service
from desk.shell import mount_public
from desk.sign_in import install_sign_in
from desk.staff_shell import mount_staff
from desk.summary_routes import install_summary


def install_pages(app: FastAPI, service: Service, metrics: Metrics) -> None:
    """Call it after every route of the API: the public page takes what is left."""
    desk = Desk(service, metrics)
    install_permanent(app, service)
    install_summary(app, service)
    install_sign_in(app, service.office)
    install_exports(app, service)
    mount_staff(app, desk)
    mount_public(app, desk)
